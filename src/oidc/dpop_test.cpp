// Proof of possession, and attacks on it.
#include "oidc/dpop.h"

#include "crypto/rsa_signature.h"
#include "oidc/client_signing.h"

using namespace genauth;
using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

const char* const kToken = "https://demo.example.com/oidc/token";
const char* const kMe = "https://demo.example.com/oidc/me";

json::Value claims(std::string_view method = "POST", std::string_view address = kToken) {
  static int count = 0;
  json::Value claims;
  claims.set("jti", "j" + std::to_string(count++));
  claims.set("htm", method);
  claims.set("htu", address);
  claims.set("iat", kNow);
  return claims;
}

// RSA, since only its bare signature has a function.
const crypto::PrivateKey& device_key() {
  static const crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::KeyType::kRsa);
  return key;
}
const crypto::PrivateKey& thief_key() {
  static const crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::KeyType::kRsa);
  return key;
}
std::string shown_by(const crypto::PrivateKey& key) {
  return crypto::to_jwk(key.public_key());
}

// Signed by `key`, showing `shown`.
std::string proof(const json::Value& claims, const crypto::PrivateKey& key, const std::string& shown,
                  std::string_view typ = "dpop+jwt") {
  const std::string header = R"({"typ":")" + std::string(typ) + R"(","alg":"RS256","jwk":)" + shown + "}";
  const std::string text = base64url(header) + "." + base64url(claims.text());
  return text + "." + base64url(crypto::sign_rsa_sha256(key, text));
}
std::string proof(const json::Value& claims) {
  return proof(claims, device_key(), shown_by(device_key()));
}
std::string stolen(const json::Value& claims) {
  return proof(claims, thief_key(), shown_by(thief_key()));
}

const ProofSubject kSubject = {"POST", kToken, "", kNow};

Kind error_of(const std::string& header, const ProofSubject& subject = kSubject) {
  const Outcome<Proof> read = read_proof(header, subject);
  REQUIRE_FALSE(read);
  return read.error().kind;
}

struct Bound : Signing {
  Request call(Pairs form, const std::string& header) {
    held = header;
    Request request = post(std::move(form));
    request.dpop = held;
    return request;
  }
  std::string held;
};

}  // namespace

TEST_CASE("DPoP: a proof shows its key, and the token is bound to it") {
  const Proof read = read_proof(proof(claims()), kSubject).value();
  CHECK(read.thumbprint == crypto::thumbprint(device_key().public_key()));
  json::Value with_query = claims();
  with_query.set("htu", std::string(kToken) + "?a=b#c");
  CHECK(read_proof(proof(with_query), kSubject));
}

TEST_CASE("DPoP: another method, address, time or token, and missing claims") {
  const auto changed = [](std::string_view name, json::Value value) {
    json::Value one = claims();
    one.set(name, std::move(value));
    return proof(one);
  };
  for (const std::string& bad :
       {changed("htm", "GET"), changed("htu", kMe), changed("htu", "https://evil.example/oidc/token"),
        changed("iat", kNow - 121), changed("iat", kNow + 31), changed("iat", "now"), changed("jti", ""),
        changed("jti", std::string(300, 'j'))}) {
    CHECK(error_of(bad) == Kind::kInvalidDpopProof);
  }
  const ProofSubject at_resource = {"POST", kToken, "the token", kNow};
  CHECK(error_of(proof(claims()), at_resource) == Kind::kInvalidDpopProof);
  CHECK(error_of(changed("ath", base64url(crypto::sha256("another"))), at_resource) ==
        Kind::kInvalidDpopProof);
  CHECK(read_proof(changed("ath", base64url(crypto::sha256("the token"))), at_resource));
}

TEST_CASE("DPoP: forged, typed otherwise, without key, with a private key, or two at once") {
  CHECK(error_of(proof(claims(), thief_key(), shown_by(device_key()))) == Kind::kInvalidDpopProof);
  const std::string shown = shown_by(device_key());
  CHECK(error_of(proof(claims(), device_key(), shown, "JWT")) == Kind::kInvalidDpopProof);
  std::string with_private = shown;
  with_private.insert(with_private.size() - 1, R"(,"d":"AAAA")");
  CHECK(error_of(proof(claims(), device_key(), with_private)) == Kind::kInvalidDpopProof);
  CHECK(error_of(es256(claims())) == Kind::kInvalidDpopProof);
  CHECK(error_of(with_header(R"({"typ":"dpop+jwt","alg":"none","jwk":)" + shown + "}", claims())) ==
        Kind::kInvalidDpopProof);
  CHECK(error_of(crypto::sign_hs256(std::string(32, 's'), "", claims().text(), "dpop+jwt").value()) ==
        Kind::kInvalidDpopProof);
  CHECK(error_of("x") == Kind::kInvalidDpopProof);
  CHECK(error_of(proof(claims()) + "," + proof(claims())) == Kind::kInvalidRequest);
}

TEST_CASE("DPoP at the token endpoint: a proof counts once, and a client may be held to it") {
  Bound world;
  world.memory.known_clients["post"].require_dpop = true;
  const Pairs form = {{"grant_type", "password"},
                      {"client_id", "post"},
                      {"client_secret", "post-secret"},
                      {"username", "ann"},
                      {"password", "pw"}};
  CHECK(is_error(token(post(form), world.ports), 400, "invalid_dpop_proof"));
  const Request request = world.call(form, proof(claims()));
  CHECK(token(request, world.ports).status == 200);
  CHECK(is_error(token(request, world.ports), 400, "invalid_dpop_proof"));
  CHECK(is_error(token(world.call(form, "x"), world.ports), 400, "invalid_dpop_proof"));
}

TEST_CASE("DPoP: a code that is bound to a key needs its proof") {
  Bound world;
  world.client().secret = "web-secret";
  const std::string jkt = crypto::thumbprint(device_key().public_key());
  const std::string code = world.ask(world.request({{"dpop_jkt", jkt}})).get("code");
  const Pairs form = {{"grant_type", "authorization_code"},
                      {"client_id", "web"},
                      {"client_secret", "web-secret"},
                      {"redirect_uri", "https://app.example/cb"},
                      {"code", code}};
  CHECK(is_error(token(post(form), world.ports), 400, "invalid_grant"));
  CHECK(is_error(token(world.call(form, stolen(claims())), world.ports), 400, "invalid_grant"));
  CHECK(token(world.call(form, proof(claims())), world.ports).status == 200);
}

TEST_CASE("DPoP at userinfo: a stolen bound token is worth nothing without its key") {
  Bound world;
  Standing standing{"post", "pool", "u1", "openid", "iss", "jti", 1, 9};
  standing.bound_to = crypto::thumbprint(device_key().public_key());
  world.memory.access_tokens["bound"] = standing;
  world.memory.access_tokens["free"] = {"post", "pool", "u1", "openid", "iss", "jti", 1, 9};
  const auto ask = [&](std::string_view authorization, const std::string& header) {
    world.held = header;
    Request request = post({}, authorization);
    request.method = "GET";
    request.dpop = world.held;
    return userinfo(request, world.ports);
  };
  json::Value mine = claims("GET", kMe);
  mine.set("ath", base64url(crypto::sha256("bound")));
  const std::string good = proof(mine);
  CHECK(ask("DPoP bound", good).status == 200);
  const Response replayed = ask("DPoP bound", good);
  CHECK(replayed.status == 401);
  CHECK(header(replayed, "WWW-Authenticate")
            .starts_with(R"(DPoP algs="RS256 ES256 EdDSA", error="invalid_dpop_proof")"));
  CHECK(ask("Bearer bound", "").status == 401);
  CHECK(ask("DPoP bound", "").status == 401);
  CHECK(ask("DPoP free", "").status == 401);
  CHECK(ask("Bearer free", "").status == 200);
  json::Value theirs = claims("GET", kMe);
  theirs.set("ath", base64url(crypto::sha256("bound")));
  CHECK(ask("DPoP bound", stolen(theirs)).status == 401);
}

TEST_CASE("DPoP at a pushed request: its key binds the code") {
  Bound world;
  world.client().secret = "web-secret";
  Request request =
      world.call(world.request().query, proof(claims("POST", "https://demo.example.com/oidc/par")));
  request.form.emplace_back("client_secret", "web-secret");
  CHECK(pushed_authorization(request, world.ports).status == 201);
  const Answer answer =
      world.ask(world.request({{"request_uri", "urn:ietf:params:oauth:request_uri:push0"}}));
  CHECK(world.memory.codes.at(answer.get("code")).grant.dpop_jkt ==
        crypto::thumbprint(device_key().public_key()));
}
