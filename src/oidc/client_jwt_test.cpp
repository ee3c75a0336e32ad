// Clients that prove themselves by a JWT, and attacks on it.
#include "oidc/client_jwt.h"

#include "oidc/client_signing.h"

using namespace genauth;
using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

const char* const kType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

struct Asserting : Signing {
  int count = 0;

  Asserting() {
    client().token_auth = AuthMethod::kPrivateKeyJwt;
    memory.passwords["ann"] = "pw";
    client().password_grant = true;
  }

  json::Value claims() {
    json::Value claims;
    claims.set("iss", "web");
    claims.set("sub", "web");
    claims.set("aud", "https://demo.example.com/oidc");
    claims.set("exp", kNow + 60);
    claims.set("jti", "j" + std::to_string(count++));
    return claims;
  }
  json::Value claims_with(std::string_view name, json::Value value) {
    json::Value changed = claims();
    changed.set(name, std::move(value));
    return changed;
  }

  Response call(const std::string& assertion, const Pairs& more_pairs = {}) {
    Pairs form = {{"grant_type", "password"},
                  {"username", "ann"},
                  {"password", "pw"},
                  {"client_assertion_type", kType},
                  {"client_assertion", assertion}};
    form.insert(form.end(), more_pairs.begin(), more_pairs.end());
    return token(post(form), ports);
  }
  bool refuses(const std::string& assertion) { return is_error(call(assertion), 401, "invalid_client"); }
};

}  // namespace

TEST_CASE("private_key_jwt: by a registered key, for this server, with or without client_id") {
  Asserting world;
  CHECK(world.call(es256(world.claims())).status == 200);
  CHECK(world.call(es256(world.claims()), {{"client_id", "web"}}).status == 200);
  CHECK(world.call(es256(world.claims(), client_key(), "")).status == 200);
  for (const char* audience :
       {"https://demo.example.com/oidc/token", "https://demo.example.com/oidc/token/introspection"}) {
    CHECK(world.call(es256(world.claims_with("aud", audience))).status == 200);
  }
  CHECK(world.call(es256(world.claims_with("aud", json::Value::Array{"x", "https://demo.example.com/oidc"})))
            .status == 200);
}

TEST_CASE("client_secret_jwt: by the secret, if it is long enough") {
  Asserting world;
  world.client().token_auth = AuthMethod::kSecretJwt;
  const auto signed_by = [&](std::string_view secret) {
    return crypto::sign_hs256(secret, "", world.claims().text()).value();
  };
  CHECK(world.call(signed_by(world.client().secret)).status == 200);
  CHECK(world.refuses(signed_by("another-secret-of-thirty-two-bytes-or-so")));
  world.client().secret = "short";
  CHECK(world.refuses(signed_by("another-secret-of-thirty-two-bytes-or-so")));
}

TEST_CASE("replayed assertion: a jti counts once") {
  Asserting world;
  const std::string assertion = es256(world.claims());
  CHECK(world.call(assertion).status == 200);
  CHECK(world.refuses(assertion));
}

TEST_CASE("assertion: about another client, for another server, too old, too long or without jti") {
  Asserting world;
  CHECK(world.refuses(es256(world.claims_with("iss", "post"))));
  CHECK(world.refuses(es256(world.claims_with("sub", "post"))));
  CHECK(world.refuses(es256(world.claims_with("aud", "https://evil.example/oidc"))));
  CHECK(world.refuses(es256(world.claims_with("aud", "https://demo.example.com/oidc/token.evil"))));
  CHECK(world.refuses(es256(world.claims_with("exp", kNow - 61))));
  CHECK(world.refuses(es256(world.claims_with("exp", kNow + 3700))));
  CHECK(world.refuses(es256(world.claims_with("exp", "soon"))));
  CHECK(world.refuses(es256(world.claims_with("nbf", kNow + 120))));
  CHECK(world.refuses(es256(world.claims_with("jti", ""))));
  CHECK(world.refuses(es256(world.claims_with("jti", std::string(300, 'j')))));
  CHECK(world.refuses(""));
  CHECK(world.refuses("x.y.z"));
  json::Value claims = world.claims();
  claims.erase("exp");
  CHECK(world.refuses(es256(claims)));
}

TEST_CASE("algorithm confusion: none, a public key as secret, a stranger's key, a key in the header") {
  Asserting world;
  const json::Value claims = world.claims();
  CHECK(world.refuses(with_header(R"({"alg":"none"})", claims)));
  CHECK(world.refuses(with_header(R"({"alg":"none"})", claims) + "AAAA"));
  CHECK(world.refuses(crypto::sign_hs256(client_key().public_key().pem(), "", claims.text()).value()));
  CHECK(world.refuses(crypto::sign_hs256(world.client().secret, "", claims.text()).value()));
  CHECK(world.refuses(es256(claims, stranger_key())));
  CHECK(world.refuses(es256(claims, stranger_key(), "")));
  CHECK(world.refuses(es256(claims, client_key(), "k2")));
  const std::string header = R"({"alg":"ES256","jwk":)" + crypto::to_jwk(stranger_key().public_key()) + "}";
  const std::string injected = es256(claims, stranger_key());
  CHECK(world.refuses(base64url(header) + injected.substr(injected.find('.'))));
  world.client().assertion_alg = "RS256";
  CHECK(world.refuses(es256(world.claims())));
  world.client().assertion_alg = "ES256";
  CHECK(world.call(es256(world.claims())).status == 200);
}

TEST_CASE("assertion: counts only for a client that is registered for it") {
  Asserting world;
  world.client().token_auth = AuthMethod::kPost;
  CHECK(world.refuses(es256(world.claims())));
  world.client().token_auth = AuthMethod::kPrivateKeyJwt;
  CHECK(is_error(world.call(es256(world.claims()), {{"client_id", "post"}}), 401, "invalid_client"));
  const Response secret = world.call("", {{"client_id", "web"}, {"client_secret", world.client().secret}});
  CHECK(is_error(secret, 401, "invalid_client"));
}

TEST_CASE("assertion: a new key is found by asking for the set again") {
  Asserting world;
  world.client().jwks = key_set(stranger_key());
  CHECK(world.refuses(es256(world.claims())));
  world.more.fresh_keys = key_set(client_key());
  CHECK(world.call(es256(world.claims())).status == 200);
}
