#include "crypto/jws.h"

#include <doctest/doctest.h>

#include "base/encoding.h"
#include "crypto/jwk.h"
#include "crypto/jws_vectors.h"
#include "gen/errors/access.h"

using namespace genauth;
using namespace genauth::crypto;

namespace {

constexpr char kSecret[] = "0123456789abcdef0123456789abcdef";
const std::string kClaims = R"({"sub":"507f1f77bcf86cd799439011","name":"王小明"})";

std::string token_of(std::string_view header, std::string_view signature = "AAAA") {
  return base64url(header) + "." + base64url("{}") + "." + std::string(signature);
}

void refuses(std::string_view token) {
  CAPTURE(token);
  const auto jws = parse_jws(token);
  REQUIRE_FALSE(jws);
  CHECK(jws.error().code() == errors::kTokenInvalid);
}

struct Sample {
  Alg alg;
  const char *pem, *jwk, *token;
};
constexpr Sample kSamples[] = {
    {Alg::kRs256, vectors::kRsaPrivate, vectors::kRsaJwk, vectors::kRsaToken},
    {Alg::kEs256, vectors::kP256Private, vectors::kP256Jwk, vectors::kP256Token},
    {Alg::kEdDsa, vectors::kEd25519Private, vectors::kEd25519Jwk, vectors::kEd25519Token},
};

}  // namespace

TEST_CASE("refuses tokens that are not three canonical base64url parts") {
  const std::string good = vectors::kHs256Token;
  REQUIRE(parse_jws(good));
  for (const std::string& token :
       {std::string(), std::string("."), std::string(".."), std::string("..."), good + ".", "." + good,
        good + "=", good + " ", good + "\n", " " + good, good.substr(0, good.rfind('.')),
        good.substr(0, good.rfind('.') + 1), good.substr(0, good.find('.')), good + "." + good, good + "!",
        std::string("a.b.c")})
    refuses(token);
}

TEST_CASE("refuses the second spelling of a signature: unused bits of the last digit must be zero") {
  std::string token = vectors::kHs256Token;  // 32 bytes end in a digit of which two bits are unused
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  token.back() = kDigits[kDigits.find(token.back()) + 1];
  refuses(token);
}

TEST_CASE("refuses a token over the size limit before decoding it") {
  CHECK_FALSE(parse_jws(std::string(16 * 1024 + 1, 'A')));
  CHECK(parse_jws(vectors::kRsaToken, sizeof vectors::kRsaToken - 1));
  CHECK_FALSE(parse_jws(vectors::kRsaToken, sizeof vectors::kRsaToken - 2));
}

TEST_CASE("refuses headers without a known algorithm, with extensions, or that are not strict JSON") {
  for (const char* header : {"",
                             "{}",
                             "null",
                             "[]",
                             R"({"alg":"none"})",
                             R"({"alg":"None"})",
                             R"({"alg":""})",
                             R"({"alg":null})",
                             R"({"alg":["RS256"]})",
                             R"({"alg":"RS512"})",
                             R"({"alg":"rs256"})",
                             R"({"alg":"RS256 "})",
                             R"({"alg":"RS256\u0000"})",
                             R"({"alg":"HS256","alg":"RS256"})",
                             R"({"alg":"HS256"} x)",
                             R"({"alg":"HS256","crit":["exp"],"exp":1})",
                             R"({"alg":"HS256","crit":[]})",
                             R"({"alg":"HS256","b64":false})",
                             R"({"alg":"HS256","kid":7})",
                             R"({"alg":"HS256","typ":null})"})
    refuses(token_of(header));
  refuses(token_of(R"({"alg":"none"})", ""));
}

TEST_CASE("reads a header's members and ignores those it does not know") {
  const auto jws = parse_jws(
      token_of(R"( {"kid":"k\u0031","typ":"at+jwt","cty":"x","x5c":["a"],"jwk":{},"alg":"ES256"} )"));
  REQUIRE(jws);
  CHECK(jws->alg == Alg::kEs256);
  CHECK(jws->kid == "k1");
  CHECK(jws->typ == "at+jwt");
  CHECK(jws->cty == "x");
  CHECK(jws->payload == "{}");
}

TEST_CASE("an RSA public key is never taken for an HMAC secret") {
  const auto jws = parse_jws(vectors::kConfusedToken);  // HS256 over the PEM of the RSA key
  REQUIRE(jws);
  const PublicKey key = *PublicKey::from_pem(vectors::kRsaPublic);
  CHECK_FALSE(verify(*jws, key, Alg::kRs256));
  CHECK_FALSE(verify(*jws, key, Alg::kHs256));
  CHECK_FALSE(verify_hs256(*parse_jws(vectors::kRsaToken), kSecret));
}

TEST_CASE("refuses a key of another kind than the expected algorithm") {
  for (const Sample& token : kSamples)
    for (const Sample& key : kSamples)
      for (const Alg expected : {Alg::kRs256, Alg::kEs256, Alg::kEdDsa, Alg::kHs256}) {
        const bool fits = token.alg == key.alg && token.alg == expected;
        CHECK(verify(*parse_jws(token.token), parse_jwk(key.jwk)->key, expected).has_value() == fits);
      }
  const PrivateKey sm2 = PrivateKey::generate(KeyType::kSm2);
  CHECK_FALSE(verify(*parse_jws(vectors::kRsaToken), sm2.public_key(), Alg::kRs256));
  CHECK_FALSE(sign(Alg::kEs256, sm2, "", kClaims));
  CHECK_FALSE(sign(Alg::kRs256, *PrivateKey::from_pem(vectors::kP256Private), "", kClaims));
  CHECK_FALSE(sign(Alg::kHs256, *PrivateKey::from_pem(vectors::kRsaPrivate), "", kClaims));
}

TEST_CASE("verifies the tokens of PyJWT, and its own, and refuses any change") {
  for (const Sample& sample : kSamples) {
    const PrivateKey key = *PrivateKey::from_pem(sample.pem);
    const std::string ours = *sign(sample.alg, key, "k1", kClaims);
    for (const std::string& token : {std::string(sample.token), ours}) {
      const auto jws = parse_jws(token);
      REQUIRE(jws);
      CHECK(jws->alg == sample.alg);
      CHECK(jws->kid == "k1");
      CHECK(jws->typ == "JWT");
      CHECK(verify(*jws, parse_jwk(sample.jwk)->key, sample.alg));
      CHECK_FALSE(verify(*jws, PrivateKey::generate(key.type()).public_key(), sample.alg));
      for (std::size_t i = 0; i < jws->signature.size(); i += 7) {
        Jws changed = *jws;
        changed.signature[i] = static_cast<char>(changed.signature[i] ^ 1);
        CHECK_FALSE(verify(changed, key.public_key(), sample.alg));
      }
      Jws changed = *jws;
      changed.signing_input.back() = changed.signing_input.back() == 'A' ? 'B' : 'A';
      CHECK_FALSE(verify(changed, key.public_key(), sample.alg));
      changed = *jws;
      changed.signature += '\0';
      CHECK_FALSE(verify(changed, key.public_key(), sample.alg));
      changed.signature.resize(jws->signature.size() - 1);
      CHECK_FALSE(verify(changed, key.public_key(), sample.alg));
    }
    CHECK(parse_jws(ours)->payload == kClaims);
  }
}

TEST_CASE("refuses ES256 signatures of zeros (CVE-2022-21449) and in DER") {
  Jws jws = *parse_jws(vectors::kP256Token);
  const PublicKey key = parse_jwk(vectors::kP256Jwk)->key;
  jws.signature = std::string(64, '\0');
  CHECK_FALSE(verify(jws, key, Alg::kEs256));
  jws.signature = *unhex("3006020101020101");
  CHECK_FALSE(verify(jws, key, Alg::kEs256));
}

TEST_CASE("HS256 wants a secret of 32 bytes and the right one") {
  CHECK_FALSE(sign_hs256("short", "", kClaims));
  const auto jws = parse_jws(vectors::kHs256Token);
  CHECK(verify_hs256(*jws, kSecret));
  CHECK_FALSE(verify_hs256(*jws, "1123456789abcdef0123456789abcdef"));
  CHECK_FALSE(verify_hs256(*jws, ""));
  const std::string ours = *sign_hs256(kSecret, "", kClaims, "");
  CHECK(ours.starts_with(base64url(R"({"alg":"HS256"})") + "."));
  CHECK(verify_hs256(*parse_jws(ours), kSecret));
}

TEST_CASE("verifies the examples of RFC 7515 appendix A") {
  const std::string payload =
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
  const auto a1 = parse_jws("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" + payload +
                            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  REQUIRE(a1);
  CHECK(verify_hs256(*a1,
                     *unbase64url("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUu"
                                  "TwjAzZr1Z9CAow")));
  const auto a2 = parse_jws(
      "eyJhbGciOiJSUzI1NiJ9" + payload +
      "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
      "O8W2Fp5jujGbds9uJdbF9CUAr7"
      "t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_"
      "eSN9383LcOLn6_dO--xi1"
      "2jzDwusC-"
      "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGl"
      "UPQGe77Rw");
  const auto a2_key =
      parse_jwk(R"({"kty":"RSA","e":"AQAB","n":")"
                "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0B"
                "m4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5"
                "z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7"
                "aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
                "\"}");
  REQUIRE(a2);
  REQUIRE(a2_key);
  CHECK(verify(*a2, a2_key->key, Alg::kRs256));
  const auto a3 =
      parse_jws("eyJhbGciOiJFUzI1NiJ9" + payload +
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
  const auto a3_key =
      parse_jwk(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
  REQUIRE(a3);
  REQUIRE(a3_key);
  CHECK(verify(*a3, a3_key->key, Alg::kEs256));
}

TEST_CASE("signs with Ed25519 exactly as RFC 8037 appendix A.4 does") {
  const std::string seed = *unbase64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
  const PrivateKey key = *PrivateKey::from_der(*unhex("302e020100300506032b657004220420") + seed);
  CHECK(*sign(Alg::kEdDsa, key, "", "Example of Ed25519 signing", "") ==
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
}

TEST_CASE("eight threads sign and verify with one key") {
  for (const Sample& sample : kSamples) {
    const PrivateKey key = *PrivateKey::from_pem(sample.pem);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 20; ++i) {
          const std::string claims = std::to_string(t * 100 + i);
          const auto jws = parse_jws(*sign(sample.alg, key, "k", claims));
          if (!jws || jws->payload != claims || !verify(*jws, key.public_key(), sample.alg)) ++wrong;
        }
      });
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == 0);
  }
}
