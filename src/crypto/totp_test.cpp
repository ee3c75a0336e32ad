#include "crypto/totp.h"

#include <doctest/doctest.h>

#include <set>

#include "base/encoding.h"

using namespace genauth;
using namespace genauth::crypto;

namespace {

constexpr std::string_view kSecret = "12345678901234567890";  // of both RFCs

Sealer sealer_of(char byte, const std::vector<std::string>& older = {}) {
  auto sealer = Sealer::create(std::string(32, byte), older);
  REQUIRE(sealer.has_value());
  return *std::move(sealer);
}

}  // namespace

TEST_CASE("HOTP agrees with appendix D of RFC 4226") {
  const std::string_view codes[] = {"755224", "287082", "359152", "969429", "338314",
                                    "254676", "287922", "162583", "399871", "520489"};
  for (std::int64_t counter = 0; counter < 10; ++counter) CHECK(hotp(kSecret, counter) == codes[counter]);
}

TEST_CASE("TOTP agrees with appendix B of RFC 6238") {
  const std::pair<std::int64_t, std::string_view> vectors[] = {
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [time_s, code] : vectors) CHECK(hotp(kSecret, totp_step(time_s * 1000), 8) == code);
}

TEST_CASE("a code is good in its own step and in those beside it, and the step is told") {
  const std::int64_t now_ms = 1'800'000'000'000, step = totp_step(now_ms);
  for (std::int64_t beside = -1; beside <= 1; ++beside)
    CHECK(match_totp(kSecret, hotp(kSecret, step + beside), now_ms) == step + beside);
  CHECK_FALSE(match_totp(kSecret, hotp(kSecret, step - 2), now_ms));
  CHECK_FALSE(match_totp(kSecret, hotp(kSecret, step + 2), now_ms));
  CHECK(match_totp(kSecret, hotp(kSecret, step + 2), now_ms, 2) == step + 2);
}

TEST_CASE("what is no code of six digits matches nothing") {
  const std::int64_t now_ms = 1'800'000'000'000;
  const std::string code = hotp(kSecret, totp_step(now_ms));
  for (const std::string& wrong :
       {std::string(), code.substr(1), code + "0", " " + code, std::string("abcdef")})
    CHECK_FALSE(match_totp(kSecret, wrong, now_ms));
}

TEST_CASE("the address of a secret names issuer and account, escaped") {
  CHECK(otpauth_uri("Ada & Co", "ada@example.com", "GEZDGNBV") ==
        "otpauth://totp/Ada%20%26%20Co:ada%40example.com?secret=GEZDGNBV&issuer=Ada%20%26%20Co"
        "&algorithm=SHA1&digits=6&period=30");
}

TEST_CASE("a recovery code is six groups of four hex digits, never the same") {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string code = new_recovery_code();
    CHECK(code.size() == 29);
    for (std::size_t at = 0; at < code.size(); ++at)
      CHECK((at % 5 == 4 ? code[at] == '-'
                         : std::string_view("0123456789abcdef").find(code[at]) != std::string::npos));
    CHECK(seen.insert(code).second);
  }
}

TEST_CASE("a recovery code is kept as a digest for one user of one pool") {
  const Sealer sealer = sealer_of('k');
  const std::string code = new_recovery_code();
  const std::string digest = recovery_code_digest(sealer, "pool", "user", code);
  CHECK(digest.find(code) == std::string::npos);
  CHECK(is_recovery_code(sealer, "pool", "user", code, digest));
  CHECK_FALSE(is_recovery_code(sealer, "pool", "other", code, digest));
  CHECK_FALSE(is_recovery_code(sealer, "other", "user", code, digest));
  CHECK_FALSE(is_recovery_code(sealer, "pool", "user", new_recovery_code(), digest));
  CHECK_FALSE(is_recovery_code(sealer, "pool", "user", "", digest));
}

TEST_CASE("a recovery code may be typed in capitals and without hyphens") {
  const Sealer sealer = sealer_of('k');
  const std::string digest = recovery_code_digest(sealer, "pool", "user", "ab12-cd34-ef56-0011-2233-4455");
  CHECK(is_recovery_code(sealer, "pool", "user", " AB12CD34 EF56 001122334455 ", digest));
}

TEST_CASE("a recovery code outlives a rotation of the master key") {
  const std::string digest = recovery_code_digest(sealer_of('o'), "pool", "user", "ab12");
  CHECK(is_recovery_code(sealer_of('n', {std::string(32, 'o')}), "pool", "user", "ab12", digest));
  CHECK_FALSE(is_recovery_code(sealer_of('n'), "pool", "user", "ab12", digest));
}
