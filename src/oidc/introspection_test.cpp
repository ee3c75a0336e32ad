#include "oidc/testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {
const Pairs kAsPost = {{"client_id", "post"}, {"client_secret", "post-secret"}};
Pairs about(Pairs client, const char* token) {
  client.emplace_back("token", token);
  return client;
}
struct Issued : World {
  Issued() {
    memory.access_tokens["good"] = {"post", "pool", "u1", "openid", "iss", "jti", 5, 9};
    memory.refresh_tokens["renew"] = {"post", "pool", "u1", "openid", "", "", 5, 99};
    memory.access_tokens["foreign"] = {"basic", "pool", "u1", "openid", "iss", "jti", 5, 9};
  }
};
constexpr std::string_view kInactive = R"({"active":false})";
}  // namespace

TEST_CASE("introspection: refuses without client authentication or token") {
  Issued world;
  CHECK(is_error(introspection(post({{"token", "good"}}), world.ports), 401, "invalid_client"));
  CHECK(is_error(introspection(post(kAsPost), world.ports), 400, "invalid_request"));
  Request get = post(about(kAsPost, "good"));
  get.method = "GET";
  CHECK(introspection(get, world.ports).status == 405);
}

TEST_CASE("introspection: tells a client of its own tokens") {
  Issued world;
  const Response access = introspection(post(about(kAsPost, "good")), world.ports);
  CHECK(access.body ==
        R"({"active":true,"sub":"u1","client_id":"post","aud":"post","scope":"openid","token_type":"Bearer",)"
        R"("exp":9,"iat":5,"iss":"iss","jti":"jti"})");
  CHECK(header(access, "Cache-Control") == "no-store");
  const Response refresh = introspection(post(about(kAsPost, "renew")), world.ports);
  CHECK(says(refresh, R"("active":true)"));
  CHECK(says(refresh, R"("token_type":"refresh_token")"));
}

TEST_CASE("introspection: whatever is not the caller's business is inactive") {
  Issued world;
  CHECK(introspection(post(about(kAsPost, "foreign")), world.ports).body == kInactive);
  CHECK(introspection(post(about(kAsPost, "garbage")), world.ports).body == kInactive);
  const Pairs as_public = {{"client_id", "public"}};
  CHECK(introspection(post(about(as_public, "good")), world.ports).body == kInactive);
  CHECK(introspection(post(about(as_public, "renew")), world.ports).body == kInactive);
}

TEST_CASE("introspection: follows its own authentication method, not the token endpoint's") {
  Issued world;
  world.memory.known_clients["post"].introspection_auth = AuthMethod::kBasic;
  CHECK(is_error(introspection(post(about(kAsPost, "good")), world.ports), 401, "invalid_client"));
  const Response response =
      introspection(post({{"token", "good"}}, basic("post", "post-secret")), world.ports);
  CHECK(says(response, R"("active":true)"));
  // The Node SDK sends the Basic header of its token method as well: the body counts where the body is asked
  // for.
  world.memory.known_clients["post"].introspection_auth = AuthMethod::kPost;
  CHECK(introspection(post(about(kAsPost, "good"), basic("post", "stale")), world.ports).status == 200);
}

TEST_CASE("revocation: ends a client's own tokens, silently ignores all others") {
  Issued world;
  CHECK(is_error(revocation(post({{"token", "good"}}), world.ports), 401, "invalid_client"));
  CHECK(is_error(revocation(post(kAsPost), world.ports), 400, "invalid_request"));
  for (const char* token : {"good", "good", "garbage", "foreign"}) {
    const Response response = revocation(post(about(kAsPost, token)), world.ports);
    CHECK(response.status == 200);
    CHECK(response.body.empty());
  }
  CHECK(introspection(post(about(kAsPost, "good")), world.ports).body == kInactive);
  CHECK(world.memory.access_tokens.contains("foreign"));
}
