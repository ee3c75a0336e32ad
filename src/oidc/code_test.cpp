// Redeeming codes at the token endpoint, and attacks on it.
#include "oidc/authorization_testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

struct Redeeming : Front {
  // A code as it came from a request with these parameters.
  std::string code(const Pairs& changes = {}) { return ask(request(changes)).get("code"); }
  std::string bound_code() {
    return code({{"code_challenge", kChallenge}, {"code_challenge_method", "S256"}});
  }

  Response redeem(const std::string& code, const Pairs& changes = {}) {
    Pairs form = {{"grant_type", "authorization_code"},
                  {"client_id", "web"},
                  {"client_secret", "web-secret"},
                  {"redirect_uri", "https://app.example/cb"},
                  {"code", code}};
    return token(post(with(std::move(form), changes)), ports);
  }
};

}  // namespace

TEST_CASE("code: gives tokens once, with the scope that was agreed") {
  Redeeming world;
  const Response response = world.redeem(world.code({{"scope", "openid email offline_access"}}));
  CHECK(response.status == 200);
  for (const char* part : {R"("access_token":)", R"("id_token":)", R"("refresh_token":)",
                           R"("scope":"openid email offline_access")"}) {
    CHECK(says(response, part));
  }
  CHECK(header(response, "Cache-Control") == "no-store");
}

TEST_CASE("code replay: a code that comes twice costs what it gave") {
  Redeeming world;
  const std::string code = world.code();
  CHECK(world.redeem(code).status == 200);
  CHECK(world.memory.access_tokens.size() == 1);
  CHECK(is_error(world.redeem(code), 400, "invalid_grant"));
  CHECK(world.memory.access_tokens.empty());
}

TEST_CASE("code injection: a code is good for its own client, address and verifier only") {
  Redeeming world;
  const std::string code = world.bound_code();
  const Pairs proof = {{"code_verifier", kVerifier}};
  const auto with = [&](Pairs more) {
    more.insert(more.end(), proof.begin(), proof.end());
    return more;
  };
  CHECK(is_error(world.redeem(code, with({{"client_id", "post"}, {"client_secret", "post-secret"}})), 400,
                 "invalid_grant"));
  CHECK(is_error(world.redeem(code, with({{"redirect_uri", "https://app.example/cb2"}})), 400,
                 "invalid_grant"));
  CHECK(is_error(world.redeem(code, with({{"redirect_uri", ""}})), 400, "invalid_grant"));
  CHECK(is_error(world.redeem("code9", proof), 400, "invalid_grant"));
  CHECK(is_error(world.redeem("", proof), 400, "invalid_request"));
  CHECK(is_error(world.redeem(code), 400, "invalid_grant"));
  CHECK(is_error(world.redeem(code, {{"code_verifier", std::string(43, 'a')}}), 400, "invalid_grant"));
  CHECK(is_error(world.redeem(code, {{"code_verifier", "short"}}), 400, "invalid_grant"));
  // None of these used it up.
  CHECK(world.redeem(code, proof).status == 200);
}

TEST_CASE("PKCE downgrade: a verifier without a challenge is refused, and the SDK defect named") {
  Redeeming world;
  const std::string code = world.code();
  const Response response = world.redeem(code, {{"code_verifier", kVerifier}});
  CHECK(is_error(response, 400, "invalid_grant"));
  CHECK(says(response, "some SDKs leave it out"));
  CHECK(says(response, "code_challenge_method=S256"));
  CHECK(world.redeem(code).status == 200);
}

TEST_CASE("mix-up: a code is redeemed at the issuer that it began at") {
  Redeeming world;
  const std::string code = world.code();
  Request elsewhere = post({{"grant_type", "authorization_code"},
                            {"client_id", "web"},
                            {"client_secret", "web-secret"},
                            {"redirect_uri", "https://app.example/cb"},
                            {"code", code}});
  elsewhere.issuer = "https://demo.example.com/web/oidc";
  CHECK(is_error(token(elsewhere, world.ports), 400, "invalid_grant"));
  CHECK(world.redeem(code).status == 200);
}

TEST_CASE("code: plain PKCE works where it is enabled") {
  Redeeming world;
  world.client().allow_plain_pkce = true;
  const std::string code = world.code({{"code_challenge", kVerifier}});
  CHECK(is_error(world.redeem(code, {{"code_verifier", kChallenge}}), 400, "invalid_grant"));
  CHECK(world.redeem(code, {{"code_verifier", kVerifier}}).status == 200);
}

TEST_CASE("code: the redirect_uri may be absent only if it was") {
  Redeeming world;
  const Pairs bare = {{"redirect_uri", ""}, {"scope", "profile"}};
  CHECK(world.redeem(world.code(bare), {{"redirect_uri", ""}}).status == 200);
  CHECK(world.redeem(world.code(bare)).status == 200);
  CHECK(is_error(world.redeem(world.code(bare), {{"redirect_uri", "https://evil.example/"}}), 400,
                 "invalid_grant"));
}

TEST_CASE("code: a resource at the token endpoint is one of those agreed to") {
  Redeeming world;
  const std::string code = world.code({{"resource", "https://api.example/a"}});
  CHECK(is_error(world.redeem(code, {{"resource", "https://api.example/b"}}), 400, "invalid_target"));
  CHECK(world.redeem(code, {{"resource", "https://api.example/a"}}).status == 200);
}

TEST_CASE("code and refresh: off for an application that has switched them off") {
  Redeeming world;
  const std::string code = world.code();
  world.client().code_grant = false;
  CHECK(is_error(world.redeem(code), 400, "unauthorized_client"));
  world.client().refresh_grant = false;
  CHECK(is_error(world.redeem(code, {{"grant_type", "refresh_token"}, {"refresh_token", "x"}}), 400,
                 "unauthorized_client"));
}

TEST_CASE("userinfo: gives what the claims parameter of the grant asked for") {
  Redeeming world;
  world.redeem(world.code({{"claims", R"({"userinfo":{"email":null}})"}, {"scope", "openid"}}));
  Request request;
  request.method = "GET";
  request.authorization = "Bearer access0";
  CHECK(userinfo(request, world.ports).body == R"({"sub":"u1","email":"ann@example.com"})");
}
