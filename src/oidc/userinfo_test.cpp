#include "oidc/testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {
World signed_in(const char* scope) {
  World world;
  world.memory.access_tokens["good"] = {"post", "pool", "u1", scope, "iss", "jti", 1, 2};
  return world;
}
Response ask(World& world, std::string_view method, std::string_view authorization, Pairs query = {},
             Pairs form = {}) {
  Ports ports = world.memory.ports();  // the world was moved since it was made
  Request request = post(std::move(form), authorization);
  request.method = method;
  request.query = std::move(query);
  return userinfo(request, ports);
}
}  // namespace

TEST_CASE("userinfo: refuses no token, a bad token, two tokens and other methods") {
  World world = signed_in("openid");
  const Response none = ask(world, "GET", "");
  CHECK(none.status == 401);
  CHECK(header(none, "WWW-Authenticate").starts_with(R"(Bearer realm="genauth", resource_metadata=)"));
  const Response bad = ask(world, "GET", "Bearer nope");
  CHECK(is_error(bad, 401, "invalid_token"));
  CHECK(header(bad, "WWW-Authenticate").find(R"(error="invalid_token")") != std::string::npos);
  CHECK(is_error(ask(world, "GET", "Bearer other", {{"access_token", "good"}}), 400, "invalid_request"));
  CHECK(is_error(ask(world, "GET", "", {{"access_token", "good"}, {"access_token", "x"}}), 400,
                 "invalid_request"));
  CHECK(ask(world, "DELETE", "Bearer good").status == 405);
}

TEST_CASE("userinfo: takes the token from every place that clients use") {
  World world = signed_in("openid");
  const Pairs named = {{"access_token", "good"}};
  for (const char* method : {"GET", "POST"}) {
    CHECK(ask(world, method, "Bearer good").status == 200);
    CHECK(ask(world, method, "bearer  good").status == 200);
    CHECK(ask(world, method, "good").status == 200);
    CHECK(ask(world, method, "", named).status == 200);
    CHECK(ask(world, method, "", {}, named).status == 200);
    CHECK(ask(world, method, "Bearer good", named).status == 200);
    // The Node SDK sends its own signed-in user's token bare beside the one that is asked about.
    CHECK(ask(world, method, "somebody-elses", named).status == 200);
  }
}

TEST_CASE("userinfo: gives the claims of the token's scope and no others") {
  World world = signed_in("openid profile");
  CHECK(ask(world, "GET", "Bearer good").body == R"({"sub":"u1","name":"Ann"})");
  world.memory.access_tokens["good"].scope = "openid email";
  CHECK(ask(world, "GET", "Bearer good").body ==
        R"({"sub":"u1","email":"ann@example.com","email_verified":false})");
  world.memory.access_tokens["good"].scope = "profile";
  const Response refused = ask(world, "GET", "Bearer good");
  CHECK(is_error(refused, 403, "insufficient_scope"));
  CHECK(header(refused, "WWW-Authenticate").find(R"(scope="openid")") != std::string::npos);
}
