#include "phone/phone.h"

#include <doctest/doctest.h>

#include <fstream>

#include "gen/errors/users.h"

using namespace genauth;

namespace {

Code refusal(std::string_view country_code, std::string_view national) {
  auto result = phone::parse(country_code, national);
  REQUIRE_FALSE(result.has_value());
  return result.error().code();
}

std::string e164(std::string_view country_code, std::string_view national) {
  auto result = phone::parse(country_code, national);
  return result ? result->e164 : "refused";
}

}  // namespace

TEST_CASE("refuses what is no calling code, and says which") {
  for (const char* code :
       {"+", "0", "+0", "+999", "86x", "8 6 6", "+10", "CN", "+86+", "0000", "\xD9\xA8\xD9\xA6"}) {
    CAPTURE(code);
    CHECK(refusal(code, "13800138000") == errors::kCountryCodeInvalid);
  }
  auto result = phone::parse("+999999999999999999999999", "13800138000");
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().arg() == "+999999999999999");
}

TEST_CASE("an argument that is cut keeps whole characters") {
  auto result = phone::parse("+99999999999999国国", "1");
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().arg() == "+99999999999999");
}

TEST_CASE("refuses what is no number of its region, and names the region") {
  for (const char* number :
       {"", " ", "+", "1", "abc", "1380013800", "138001380000", "23800138000", "1380013800x", "138+00138000",
        "++8613800138000", "13800138000 ext 5", "tel:13800138000",
        "\xD9\xA1"
        "3800138000",       // an Arabic digit
        "13800138000\xFF",  // broken UTF-8
        "13800138000          138001380001380013800138000"}) {
    CAPTURE(number);
    auto result = phone::parse("+86", number);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code() == errors::kPhoneInvalid);
    CHECK(result.error().arg() == "CN");
  }
  CHECK(refusal("+86", std::string_view("1380013800\0", 11)) == errors::kPhoneInvalid);
}

TEST_CASE("a number that carries another calling code than the request names is refused") {
  CHECK(refusal("+86", "+12125550123") == errors::kPhoneInvalid);
  CHECK(refusal("+1", "+8613800138000") == errors::kPhoneInvalid);
  CHECK(e164("", "+1 212 555 0123") == "+12125550123");
}

TEST_CASE("mainland numbers need no calling code") {
  auto result = phone::parse("", "13800138000");
  REQUIRE(result.has_value());
  CHECK(result->country_code == "+86");
  CHECK(result->national == "13800138000");
  CHECK(result->region == "CN");
  CHECK(result->e164 == "+8613800138000");
  CHECK(result->is_mobile_possible);
}

TEST_CASE("every way of writing one number gives the same number") {
  for (const char* code : {"", "86", "+86", "0086", " +86 ", "＋８６"}) {
    for (const char* number :
         {"13800138000", "138 0013 8000", "138-0013-8000", "+86 138 0013 8000", "8613800138000",
          "(138) 0013.8000", "１３８００１３８０００", "＋８６　１３８００１３８０００"}) {
      CAPTURE(code);
      CAPTURE(number);
      CHECK(e164(code, number) == "+8613800138000");
    }
  }
}

TEST_CASE("takes a trunk prefix off where the plan has one, and keeps a zero that belongs to the number") {
  CHECK(e164("+44", "07400 123456") == "+447400123456");
  CHECK(e164("+33", "06 12 34 56 78") == "+33612345678");
  CHECK(e164("+39", "06 1234 5678") == "+390612345678");
  CHECK(e164("+7", "8 (912) 345-67-89") == "+79123456789");
  CHECK(e164("+54", "011 15 2345-6789") == "+5491123456789");  // the mobile 15 becomes a leading 9
}

TEST_CASE("regions that share a calling code are told apart by the number") {
  CHECK(phone::parse("+1", "2125550123")->region == "US");
  CHECK(phone::parse("+1", "4165550123")->region == "CA");
  CHECK(phone::parse("+1", "8763230123")->region == "JM");
  CHECK(phone::parse("+7", "7710009998")->region == "KZ");
  CHECK(phone::parse("+44", "7400123456")->region == "GB");
  CHECK(phone::parse("+44", "7781123456")->region == "GG");
  CHECK(phone::parse("+800", "12345678")->region == "001");
}

TEST_CASE("a fixed line is valid and known to be no mobile") {
  auto result = phone::parse("+86", "010 6552 9988");
  REQUIRE(result.has_value());
  CHECK(result->e164 == "+861065529988");
  CHECK_FALSE(result->is_mobile_possible);
}

TEST_CASE("lists every region once, with its calling code") {
  const auto regions = phone::regions();
  CHECK(regions.size() > 240);
  CHECK(regions.front().region == "AC");
  for (std::size_t i = 1; i < regions.size(); ++i) CHECK(regions[i - 1].region < regions[i].region);
}

// The verdicts of the library that the metadata comes from; see tools/generate/phone_vectors.mjs for the
// format.
TEST_CASE("agrees with libphonenumber-js in every region") {
  const char* path = std::getenv("GENAUTH_PHONE_VECTORS_FILE");
  std::ifstream file(path ? path : GENAUTH_PHONE_VECTORS);
  REQUIRE(file.good());
  std::string code, line;
  int valid = 0, refused = 0;
  while (std::getline(file, line)) {
    if (line.starts_with(':')) {
      code = "+" + line.substr(1);
      continue;
    }
    const std::size_t equals = line.find('=');
    const std::string typed = line.substr(0, equals);
    auto result = phone::parse(code, typed);
    std::string got = typed;
    if (result) {
      got += "=" + result->region + (result->is_mobile_possible ? "*" : "");
      if (result->national != typed) got += result->national;
    }
    CAPTURE(code);
    CHECK(got == line);
    ++(equals == std::string::npos ? refused : valid);
  }
  CHECK(valid > 1500);
  CHECK(refused > 500);
}
