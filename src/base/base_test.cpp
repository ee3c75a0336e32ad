#include <doctest/doctest.h>

#include <set>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/id.h"
#include "base/result.h"

using namespace genauth;

namespace {
constexpr auto kSome = static_cast<Code>(7);
Result<int> half(int n) {
  if (n % 2 != 0) return Error(kSome, "odd").with_field("n");
  return n / 2;
}
Result<int> quarter(int n) {
  const int h = TRY(half(n));
  return TRY(half(h));
}
Result<void> check(int n) {
  TRY(quarter(n));
  return {};
}
TEST_CASE("reads RFC 3339 times, with fractions and offsets") {
  CHECK(parse_iso8601("1970-01-01T00:00:01Z") == 1000);
  CHECK(parse_iso8601("1970-01-01T00:00:01.25Z") == 1250);
  CHECK(parse_iso8601("1970-01-01T08:00:00+08:00") == 0);
  CHECK(parse_iso8601("1969-12-31T23:30:00.123456-00:30") == 123);
  CHECK(parse_iso8601(iso8601_ms(1'790'000'000'123)) == 1'790'000'000'123);
  for (const char* text : {"", "1970-01-01", "1970-01-01T00:00:01", "1970-01-01T00:00:01.Z", "x",
                           "1970-01-01T00:00:01+0800", "1970-13-01T00:00:01Z", "1970-01-01T00:00:01Z "})
    CHECK_FALSE(parse_iso8601(text));
}

}  // namespace

TEST_CASE("TRY hands values down and errors up") {
  CHECK(*quarter(8) == 2);
  CHECK(quarter(6).error().code() == kSome);
  CHECK(quarter(6).error().field() == "n");
  CHECK(check(8));
  CHECK(check(2).error().detail() == "odd");
}

TEST_CASE("base64 round trips and refuses what is not canonical") {
  for (std::string text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) {
    CHECK(unbase64(base64(text)) == text);
    CHECK(unbase64url(base64url(text)) == text);
  }
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64url("\xff\xfe") == "__4");
  CHECK_FALSE(unbase64url("__5"));   // non-zero trailing bits
  CHECK_FALSE(unbase64url("__4="));  // padding
  CHECK_FALSE(unbase64("a b="));
}

TEST_CASE("utf-8 check refuses overlong forms and surrogates") {
  CHECK(is_utf8("中文 ok \xF0\x9F\x98\x80"));
  CHECK_FALSE(is_utf8("\xC0\xAF"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_utf8("\xF5\x80\x80\x80"));
  CHECK_FALSE(is_utf8("\xE4\xB8"));
  CHECK(utf16_length("a中\xF0\x9F\x98\x80") == 4);
}

TEST_CASE("percent decoding refuses broken escapes") {
  CHECK(percent_decode("a%20b+c", true) == "a b c");
  CHECK(percent_decode("a+b", false) == "a+b");
  CHECK_FALSE(percent_decode("%", true));
  CHECK_FALSE(percent_decode("%4", true));
  CHECK_FALSE(percent_decode("%zz", true));
}

TEST_CASE("base32 agrees with section 10 of RFC 4648") {
  const std::pair<std::string, std::string> vectors[] = {{"", ""},
                                                         {"f", "MY"},
                                                         {"fo", "MZXQ"},
                                                         {"foo", "MZXW6"},
                                                         {"foob", "MZXW6YQ"},
                                                         {"fooba", "MZXW6YTB"},
                                                         {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(base32(bytes) == text);
    CHECK(unbase32(text) == bytes);
    CHECK(unbase32(to_lower_ascii(text) + "======") == bytes);
  }
  CHECK_FALSE(unbase32("MZXW1"));  // 1 is no digit of it
  CHECK_FALSE(unbase32("MZ XW"));
}

TEST_CASE("ids ascend within a process and are never repeated") {
  std::set<std::string> seen;
  std::string last;
  for (int i = 0; i < 50000; ++i) {
    const std::string id = new_id(1'700'000'000'123);
    CHECK(is_id(id));
    CHECK(id.substr(0, 14) > last);
    last = id.substr(0, 14);
    seen.insert(id);
  }
  CHECK(seen.size() == 50000);
}

TEST_CASE("dates") {
  CHECK(iso8601_ms(1'700'000'000'123) == "2023-11-14T22:13:20.123Z");
  CHECK(http_date(1'704'067'200'000) == "Mon, 01 Jan 2024 00:00:00 GMT");
  CHECK(parse_http_date("Mon, 01 Jan 2024 00:00:00 GMT") == 1'704'067'200'000);
  CHECK_FALSE(parse_http_date("1704067200000"));
  FixedClock clock(1000);
  clock.advance(500);
  CHECK(clock.now_ms() == 1500);
  CHECK(clock.real_ms() == 1000);
}
