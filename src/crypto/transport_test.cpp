#include "crypto/transport.h"

#include <doctest/doctest.h>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/jws_vectors.h"
#include "crypto/transport_vectors.h"
#include "gen/errors/users.h"

using namespace genauth;
using namespace genauth::crypto;

namespace {
constexpr char kPassword[] = "correct horse 密码";
PrivateKey rsa_key() {
  return *PrivateKey::from_pem(vectors::kRsaPrivate);
}
PrivateKey sm2_key() {
  return *PrivateKey::from_pem(vectors::kSm2Private);
}
bool undecryptable(const Result<std::string>& password) {
  return !password && password.error().code() == errors::kPasswordUndecryptable &&
         password.error().detail().empty();
}
}  // namespace

TEST_CASE("every RSA text that cannot be decrypted fails in the same way") {
  const PrivateKey key = rsa_key();
  for (const std::string& text :
       {std::string(), std::string("!"), std::string("AAAA"), base64(std::string(255, 'a')),
        base64(std::string(257, '\x01')), base64(std::string(256, '\xff')), std::string(100'000, 'A'),
        std::string(vectors::kRsaPassword).substr(4), std::string(vectors::kRsaControl),
        std::string(vectors::kRsaBadType), std::string(vectors::kRsaShortPadding),
        std::string(vectors::kRsaNoSeparator)}) {
    CAPTURE(text);
    CHECK(undecryptable(decrypt_rsa_password(key, text)));
  }
  CHECK(undecryptable(decrypt_rsa_password(sm2_key(), vectors::kRsaPassword)));
}

TEST_CASE("decrypts what PKCS#1 v1.5 of another implementation made") {
  CHECK(*decrypt_rsa_password(rsa_key(), vectors::kRsaPassword) == kPassword);
  std::string line = vectors::kRsaPassword;
  CHECK(*decrypt_rsa_password(rsa_key(), line += '\n') == kPassword);
}

TEST_CASE("bad RSA padding yields a derived text, now and then one that is accepted, and always the same") {
  const PrivateKey key = rsa_key();
  int accepted = 0;
  for (int i = 0; i < 600; ++i) {
    std::string block(1, '\0');  // below the modulus
    block += hkdf_sha256(std::to_string(i), "", "a random block that is the same in every run", 255);
    const auto password = decrypt_rsa_password(key, base64(block));
    if (!password) continue;
    ++accepted;
    CHECK(*password == *decrypt_rsa_password(key, base64(block)));
  }
  CHECK(accepted > 0);  // without implicit rejection there would be none
  CHECK(accepted < 10);
}

TEST_CASE("every SM2 text that cannot be decrypted fails in the same way") {
  const PrivateKey key = sm2_key();
  std::string flipped = vectors::kSm2FromJavaScript;
  flipped.back() = flipped.back() == '0' ? '1' : '0';
  for (const std::string& text : {std::string(), std::string("04"), std::string("zz"), std::string("abc"),
                                  std::string(192, '0'), std::string(400, 'f'), std::string(100'000, '0'),
                                  flipped, std::string(vectors::kSm2FromJavaScript).substr(2)}) {
    CAPTURE(text);
    CHECK(undecryptable(decrypt_sm2_password(key, text)));
  }
  CHECK(undecryptable(decrypt_sm2_password(rsa_key(), vectors::kSm2FromJavaScript)));
  CHECK(
      undecryptable(decrypt_sm2_password(PrivateKey::generate(KeyType::kSm2), vectors::kSm2FromJavaScript)));
}

TEST_CASE("decrypts SM2 in both orders, with and without the mark of the point, in either case of hex") {
  const PrivateKey key = sm2_key();
  for (const std::string text :
       {vectors::kSm2FromJavaScript, vectors::kSm2FromPython, vectors::kSm2OldOrder}) {
    CAPTURE(text);
    CHECK(*decrypt_sm2_password(key, text) == kPassword);
    CHECK(*decrypt_sm2_password(key, std::string("04").append(text)) == kPassword);
    std::string upper = text;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    CHECK(*decrypt_sm2_password(key, upper) == kPassword);
  }
}

TEST_CASE("a point whose first byte is 04 is not mistaken for a marked one") {
  CHECK(*decrypt_sm2_password(sm2_key(), vectors::kSm2PointStartsWith04) == "0123456");
}

TEST_CASE("gives the SM2 public key as clients want it") {
  CHECK(sm2_public_hex(sm2_key().public_key()) == vectors::kSm2PublicHex);
}
