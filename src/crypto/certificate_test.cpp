#include "crypto/certificate.h"

#include <doctest/doctest.h>

#include "base/encoding.h"
#include "crypto/certificate_samples.h"
#include "crypto/digest.h"
#include "crypto/key_numbers.h"

namespace genauth::crypto {

TEST_CASE("digests of every kind have their lengths and agree with the others") {
  CHECK(digest(Digest::kSha1, "abc") == sha1("abc"));
  CHECK(digest(Digest::kSha256, "abc") == sha256("abc"));
  CHECK(digest(Digest::kSha384, "abc").size() == 48);
  CHECK(digest(Digest::kSha512, "abc") == sha512("abc"));
}

TEST_CASE("refuses what is no certificate") {
  CHECK_FALSE(Certificate::from_der(""));
  CHECK_FALSE(Certificate::from_der("\x30\x03\x02\x01\x01"));
  CHECK_FALSE(Certificate::from_der(std::string(20'000, '0')));
  CHECK_FALSE(Certificate::from_pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  CHECK_FALSE(check_chain({}, {}, 0));
}

TEST_CASE("a certificate's subject is written as RFC 4514 says, and its other names are told apart by kind") {
  using Name = Certificate::Name;
  const Certificate web = Certificate::from_der(*unbase64(samples::kWebCertificate)).value();
  CHECK(web.subject_dn() == "CN=web,O=Müller\\, Inc.,C=CN");
  CHECK(web.has_name(Name::kDns, "web.example"));
  CHECK(web.has_name(Name::kUri, "urn:app:web"));
  CHECK(web.has_name(Name::kIp, "192.0.2.7"));
  CHECK(web.has_name(Name::kIp, "2001:db8::7"));
  CHECK(web.has_name(Name::kEmail, "web@app.example"));
  CHECK_FALSE(web.has_name(Name::kDns, "urn:app:web"));
  CHECK_FALSE(web.has_name(Name::kUri, "web.example"));
  CHECK_FALSE(web.has_name(Name::kDns, "web.example.evil"));
  CHECK_FALSE(web.has_name(Name::kEmail, ""));
}

TEST_CASE("keys survive the way over their numbers") {
  for (const KeyType type : {KeyType::kP256, KeyType::kEd25519}) {
    const std::string point = public_point(PrivateKey::generate(type).public_key());
    const Result<PublicKey> again = type == KeyType::kEd25519
                                        ? ed25519_from_bytes(point)
                                        : p256_from_coordinates(point.substr(1, 32), point.substr(33));
    REQUIRE(again);
    CHECK(public_point(*again) == point);
  }
  const RsaNumbers numbers = rsa_numbers(PrivateKey::generate(KeyType::kRsa).public_key());
  CHECK(rsa_numbers(rsa_from_numbers(numbers.modulus, numbers.exponent).value()).modulus == numbers.modulus);
}

TEST_CASE("points off the curve, short numbers and weak keys are refused") {
  CHECK_FALSE(p256_from_coordinates(std::string(32, '1'), std::string(32, '1')));
  CHECK_FALSE(p256_from_coordinates("1", "1"));
  CHECK_FALSE(ed25519_from_bytes("short"));
  CHECK_FALSE(rsa_from_numbers(std::string(128, '\xff'), "\x03"));
  CHECK_FALSE(rsa_from_numbers("", ""));
}

}  // namespace genauth::crypto
