#include "crypto/cbc.h"

#include <doctest/doctest.h>

#include "base/encoding.h"

namespace genauth::crypto {
namespace {

const std::string kKey128 = *unhex("2b7e151628aed2a6abf7158809cf4f3c");
const std::string kIv = *unhex("000102030405060708090a0b0c0d0e0f");

}  // namespace

// NIST SP 800-38A F.2.1 gives the blocks; the padding block behind them was made with the openssl command.
TEST_CASE("reads what AES-CBC and PKCS #7 made") {
  const std::string sealed = *unhex(
      "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
      "55e21d7100b988ffec32feeafaf23538");
  const auto text = cbc_open(kKey128, kIv, sealed);
  REQUIRE(bool(text));
  CHECK(hex(*text) == "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
}

TEST_CASE("a padding that is none, half blocks and wrong sizes are all nothing") {
  // The first block of the vector alone: its last byte, 0x2a, is more than a block.
  CHECK_FALSE(bool(cbc_open(kKey128, kIv, *unhex("7649abac8119b246cee98e9b12e9197d"))));
  CHECK_FALSE(bool(cbc_open(kKey128, kIv, "")));
  CHECK_FALSE(bool(cbc_open(kKey128, kIv, std::string(17, 'x'))));
  CHECK_FALSE(bool(cbc_open(kKey128, "short", std::string(16, 'x'))));
  CHECK_FALSE(bool(cbc_open("short", kIv, std::string(16, 'x'))));
}

TEST_CASE("every last byte but the sixteen of a padding is refused") {
  // Changing the initial value changes the text of the first block bit by bit: what a padding oracle does.
  const std::string block = *unhex("7649abac8119b246cee98e9b12e9197d");
  int accepted = 0;
  for (int last = 0; last < 256; ++last) {
    std::string iv = kIv;
    iv[15] = static_cast<char>(last);
    accepted += cbc_open(kKey128, iv, block) ? 1 : 0;
  }
  CHECK(accepted == 1);  // the one that makes the last byte 01
}

}  // namespace genauth::crypto
