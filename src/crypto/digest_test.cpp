#include "crypto/digest.h"

#include <doctest/doctest.h>

#include <set>

#include "base/encoding.h"
#include "crypto/random.h"

using namespace genauth;
using namespace genauth::crypto;

TEST_CASE("digests agree with the examples of FIPS 180 and RFC 1321") {
  CHECK(hex(md5("abc")) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha512("abc")) ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("HMAC-SHA1 agrees with RFC 2202") {
  CHECK(hex(hmac_sha1(std::string(20, '\x0b'), "Hi There")) == "b617318655057264e28bc0b6fb378c8ef146be00");
  CHECK(hex(hmac_sha1("Jefe", "what do ya want for nothing?")) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  CHECK(hex(hmac_sha1("", "")) == "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
}

TEST_CASE("HMAC-SHA256 agrees with RFC 4231") {
  CHECK(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd'))) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  CHECK(
      hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("signs management requests as the SDKs do") {
  constexpr std::string_view kSecret = "0123456789abcdef0123456789abcdef";
  const std::string headers =
      "date:Mon, 01 Jan 2024 00:00:00 GMT\n"
      "x-authing-lang:zh-CN\n"
      "x-authing-sdk-version:authing-node-sdk:4.0.2\n"
      "x-authing-signature-method:HMAC-SHA1\n"
      "x-authing-signature-nonce:00000000000000000000000000000000\n"
      "x-authing-signature-version:1.0\n";
  const auto sign = [&](const std::string& method, const std::string& resource) {
    return base64(hmac_sha1(kSecret, method + '\n' + headers + resource));
  };
  CHECK(sign("GET", "/api/v3/get-user?userId=u1&userIdType=user_id&withCustomData=false") ==
        "dNld4Q36iTBVwos4F5GQlax/X6g=");
  CHECK(sign("POST", R"(/api/v3/list-users?keywords=a b&options={"pagination":{"page":1,"limit":10}})") ==
        "RTiHQtAV2iM4mg2NrVrngpIsilE=");
  CHECK(sign("DELETE", "/api/v3/batch-applications-auth") == "CZjv1LYKJiZQfMMAYzUni3DTCkI=");
  CHECK(base64(hmac_sha1(kSecret, "websocket\n")) == "wtB0pbY7t7ptBBz7SCbyLt83LdA=");
}

TEST_CASE("HKDF agrees with RFC 5869") {
  CHECK(hex(hkdf_sha256(std::string(22, '\x0b'), *unhex("000102030405060708090a0b0c"),
                        *unhex("f0f1f2f3f4f5f6f7f8f9"), 42)) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  CHECK(hex(hkdf_sha256(std::string(22, '\x0b'), "", "", 42)) ==
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  CHECK(hkdf_sha256("key", "", "", 255 * 32).size() == 255 * 32);
}

TEST_CASE("comparison in constant time tells equal from unequal at any length") {
  CHECK(equal_constant_time("", ""));
  CHECK(equal_constant_time("abc", "abc"));
  CHECK_FALSE(equal_constant_time("abc", "abd"));
  CHECK_FALSE(equal_constant_time("abc", "abcd"));
  CHECK_FALSE(equal_constant_time("abc", ""));
  CHECK_FALSE(equal_constant_time(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

TEST_CASE("threads that hash at once do not disturb each other") {
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&wrong, text = std::string(static_cast<std::size_t>(t), 'x')] {
      const std::string digest = sha256(text), mac = hmac_sha256("key", text);
      for (int i = 0; i < 500; ++i)
        if (sha256(text) != digest || hmac_sha256("key", text) != mac) ++wrong;
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("random values have the length asked for and do not repeat") {
  CHECK(random_bytes(0).empty());
  CHECK(random_bytes(100'000).size() == 100'000);
  CHECK(random_digits(0).empty());
  CHECK(random_token(32).size() == 43);
  CHECK(unbase64url(random_token(32))->size() == 32);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_bytes(16));
  CHECK(seen.size() == 1000);
}

TEST_CASE("random digits are digits, and each is about as frequent as the others") {
  constexpr int kCount = 100'000;
  std::array<int, 10> frequency{};
  const std::string digits = random_digits(kCount);
  REQUIRE(digits.size() == kCount);
  REQUIRE(digits.find_first_not_of("0123456789") == std::string::npos);
  for (const char c : digits) ++frequency[static_cast<std::size_t>(c - '0')];
  // The standard deviation is 95, so ten of them fail once in 10^22 runs; byte % 10 without rejection would
  // be off by 156 for most digits and is caught by the sum of squares.
  double chi_squared = 0;
  for (const int count : frequency)
    chi_squared += (count - kCount / 10.0) * (count - kCount / 10.0) / (kCount / 10.0);
  CHECK(chi_squared < 60);
}
