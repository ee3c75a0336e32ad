#include "crypto/keys.h"

#include <doctest/doctest.h>

#include "base/encoding.h"
#include "crypto/jwk.h"
#include "crypto/jws.h"
#include "crypto/jws_vectors.h"
#include "gen/errors/form.h"

using namespace genauth;
using namespace genauth::crypto;

namespace {
constexpr char kRfc7638Modulus[] =
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiF"
    "V4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9"
    "c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1"
    "jF44-csFCur-kEgU8awapJzKnqDKgw";

// A JWK of RSA with these members, and `more`, which begins with a comma, at its end.
std::string rsa_jwk(std::string_view e, std::string_view n, std::string_view more = {}) {
  std::string out = R"({"kty":"RSA","kid":"2011-04-29","e":)";
  out.append(json_quote(e)).append(R"(,"n":)").append(json_quote(n)).append(more);
  return out += '}';
}

// The key of RFC 7515 appendix A.3, whose y is x_FEz...
std::string ec_jwk(std::string_view crv, std::string_view y) {
  std::string out = R"({"kty":"EC","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","crv":)";
  out.append(json_quote(crv)).append(R"(,"y":)").append(json_quote(y));
  return out += '}';
}
}  // namespace

TEST_CASE("refuses texts that are no key, a key of another kind, and an encrypted key") {
  for (const char* pem : {"", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                          vectors::kRsaPublic, vectors::kRsaToken}) {
    CHECK(PrivateKey::from_pem(pem).error().code() == errors::kBadFormat);
    CHECK_FALSE(PrivateKey::from_der(pem));
  }
  CHECK_FALSE(PublicKey::from_pem(vectors::kRsaPrivate));
  CHECK_FALSE(PrivateKey::from_pem(std::string(100'000, 'x')));
  const std::string der = PrivateKey::from_pem(vectors::kP256Private)->der();
  CHECK_FALSE(PrivateKey::from_der(der + "x"));
  CHECK_FALSE(PrivateKey::from_der(der.substr(0, der.size() - 1)));
}

TEST_CASE("a damaged private key is refused, or still signs what its public half verifies") {
  for (const char* pem : {vectors::kRsaPrivate, vectors::kP256Private, vectors::kEd25519Private}) {
    const std::string der = PrivateKey::from_pem(pem)->der();
    for (std::size_t at = 0; at < der.size(); at += der.size() / 60 + 1) {
      std::string damaged = der;
      damaged[at] = static_cast<char>(damaged[at] ^ 1);
      const auto key = PrivateKey::from_der(damaged);
      if (!key || key->type() == KeyType::kSm2) continue;
      const Alg alg = alg_for(key->type());
      CHECK(verify(*parse_jws(*sign(alg, *key, "", "{}")), key->public_key(), alg));
    }
  }
  // The public half of a P-256 key stands at the end and can be exchanged without damage to the form.
  std::string mixed = PrivateKey::generate(KeyType::kP256).der();
  mixed.replace(mixed.size() - 64, 64, PrivateKey::generate(KeyType::kP256).der(), mixed.size() - 64, 64);
  CHECK_FALSE(PrivateKey::from_der(mixed));
  mixed = PrivateKey::generate(KeyType::kSm2).der();
  mixed.replace(mixed.size() - 64, 64, PrivateKey::generate(KeyType::kSm2).der(), mixed.size() - 64, 64);
  CHECK_FALSE(PrivateKey::from_der(mixed));
}

TEST_CASE("a generated key of each kind survives PEM and DER") {
  for (const KeyType type : {KeyType::kRsa, KeyType::kP256, KeyType::kEd25519, KeyType::kSm2}) {
    const PrivateKey key = PrivateKey::generate(type);
    CHECK(key.type() == type);
    if (type == KeyType::kRsa) CHECK(key.bits() == 2048);
    const auto from_pem = PrivateKey::from_pem(key.pem());
    REQUIRE(from_pem);
    CHECK(from_pem->type() == type);
    const auto from_der = PrivateKey::from_der(key.der());
    REQUIRE(from_der);
    CHECK(from_der->type() == type);
    CHECK(from_der->public_key().pem() == key.public_key().pem());
    const auto public_key = PublicKey::from_pem(key.public_key().pem());
    REQUIRE(public_key);
    CHECK(public_key->type() == type);
    CHECK(public_key->pem() == key.public_key().pem());
  }
}

TEST_CASE("makes the public JWK that another implementation reads, and reads what it writes") {
  const std::pair<const char*, const char*> keys[] = {{vectors::kRsaPrivate, vectors::kRsaJwk},
                                                      {vectors::kP256Private, vectors::kP256Jwk},
                                                      {vectors::kEd25519Private, vectors::kEd25519Jwk}};
  for (const auto& [pem, jwk] : keys) {
    const PublicKey ours = PrivateKey::from_pem(pem)->public_key();
    const auto theirs = parse_jwk(jwk);
    REQUIRE(theirs);
    CHECK(theirs->key.pem() == ours.pem());
    CHECK(theirs->kid.empty());
    const std::string written = to_jwk(ours, "a\"b");
    CHECK(written.find("\"d\"") == std::string::npos);
    const auto again = parse_jwk(written);
    REQUIRE(again);
    CHECK(again->kid == "a\"b");
    CHECK(again->key.pem() == ours.pem());
    CHECK(parse_jwk(to_jwk(ours))->kid == thumbprint(ours));
  }
}

TEST_CASE("thumbprints agree with RFC 7638 section 3.1 and RFC 8037 appendix A.3") {
  CHECK(thumbprint(parse_jwk(rsa_jwk("AQAB", kRfc7638Modulus))->key) ==
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  CHECK(thumbprint(
            parse_jwk(R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})")
                ->key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST_CASE("reads a P-256 key of RFC 7515 appendix A.3") {
  CHECK(parse_jwk(ec_jwk("P-256", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")));
}

TEST_CASE("refuses a JWK that is private, for another use, weak or malformed") {
  const std::string bad[] = {
      "",
      "[]",
      "{}",
      R"({"kty":"RSA"})",
      R"({"kty":"oct","k":"AAAA"})",
      R"({"kty":7})",
      rsa_jwk("AQAB", kRfc7638Modulus, R"(,"d":"AQAB")"),
      rsa_jwk("AQAB", kRfc7638Modulus, R"(,"use":"enc")"),
      rsa_jwk("AQAB", kRfc7638Modulus, R"(,"alg":"ES256")"),
      rsa_jwk("AQAB", kRfc7638Modulus, R"(,"alg":"none")"),
      rsa_jwk("AQAB", kRfc7638Modulus, R"(,"alg":7)"),
      rsa_jwk("AQAB==", kRfc7638Modulus),
      rsa_jwk("Ag", kRfc7638Modulus),                                     // 2
      rsa_jwk("AQ", kRfc7638Modulus),                                     // 1
      rsa_jwk("AAEAAQ", kRfc7638Modulus),                                 // leading zero
      rsa_jwk("AQAB", std::string_view(kRfc7638Modulus).substr(0, 172)),  // too few bits
      R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})",
      // one digit of y changed: off the curve
      ec_jwk("P-256", "y_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
      ec_jwk("P-384", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
      R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})",
      R"({"kty":"OKP","crv":"Ed25519","x":"AA"})",
      R"({"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})",
  };
  for (const std::string& jwk : bad) {
    CAPTURE(jwk);
    const auto key = parse_jwk(jwk);
    REQUIRE_FALSE(key);
    CHECK(key.error().code() == errors::kBadFormat);
  }
}
