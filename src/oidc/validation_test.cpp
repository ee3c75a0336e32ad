#include "oidc/testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

struct Checker final : IdTokens {
  std::string called;
  Outcome<IdToken> check(std::string_view id_token, std::string_view at) override {
    called = at;
    if (id_token == "down") return Error{Kind::kServerError, "the store"};
    if (id_token != "good-id") return Error{Kind::kInvalidToken, "no"};
    return IdToken{"pool", R"({"sub":"u1"})"};
  }
};

struct Checked : World {
  Checker checker;
  // A token's middle part says {"jti":"j1"}.
  std::string access = "e30." + genauth::base64url(R"({"jti":"j1"})") + ".c2ln";
  Checked() {
    memory.access_tokens[access] = {"post", "pool", "u1", "openid", "iss", "j1", 5, 9};
    ports.id_tokens = &checker;
  }
  Response ask(Pairs query, std::string client_id = {}) {
    Request request = post({});
    request.method = "GET";
    request.query = std::move(query);
    request.client_id = std::move(client_id);
    return validate_token(request, ports);
  }
};

bool is_refused(const Response& response) {
  INFO(response.body);
  return response.status == 200 && response.body.starts_with(R"({"code":400,"message":")") &&
         header(response, "Cache-Control") == "no-store";
}

}  // namespace

TEST_CASE("validate_token: wants exactly one token, by GET") {
  Checked world;
  CHECK(is_refused(world.ask({})));
  CHECK(is_refused(world.ask({{"access_token", ""}})));
  CHECK(is_refused(world.ask({{"access_token", world.access}, {"id_token", "good-id"}})));
  CHECK(is_refused(world.ask({{"access_token", world.access}, {"access_token", "other"}})));
  CHECK(validate_token(post({{"access_token", world.access}}), world.ports).status == 405);
}

TEST_CASE("validate_token: gives the claims of a good token, and only of a good one") {
  Checked world;
  const Response access = world.ask({{"access_token", world.access}});
  CHECK(access.body == R"({"jti":"j1"})");
  CHECK(header(access, "Cache-Control") == "no-store");
  world.memory.access_tokens["opaque"] = {"post", "pool", "u1", "email", "iss", "", 5, 9};
  CHECK(world.ask({{"access_token", "opaque"}}).body ==
        R"({"sub":"u1","aud":"post","iss":"iss","scope":"email","iat":5,"exp":9})");
  CHECK(world.ask({{"id_token", "good-id"}}).body == R"({"sub":"u1"})");
  CHECK(world.checker.called == "https://demo.example.com/oidc");
  CHECK(is_refused(world.ask({{"id_token", world.access}})));
  CHECK(is_refused(world.ask({{"access_token", "good-id"}})));
  CHECK(is_refused(world.ask({{"access_token", "e30.e30."}})));
}

TEST_CASE("validate_token: refuses what is too long before anybody looks at it") {
  Checked world;
  const std::string longer = std::string(16 * 1024 + 1, 'a');
  world.memory.access_tokens[longer] = world.memory.access_tokens[world.access];
  CHECK(is_refused(world.ask({{"access_token", longer}})));
  CHECK(is_refused(world.ask({{"id_token", longer}})));
  CHECK(world.checker.called.empty());
}

TEST_CASE("validate_token: an application of another realm learns nothing") {
  Checked world;
  world.memory.known_clients["basic"].realm = "elsewhere";
  CHECK(is_refused(world.ask({{"access_token", world.access}}, "basic")));
  CHECK(is_refused(world.ask({{"id_token", "good-id"}}, "basic")));
  CHECK(is_refused(world.ask({{"access_token", world.access}}, "nobody")));
  CHECK(says(world.ask({{"access_token", world.access}}, "public"), "j1"));
}

TEST_CASE("validate_token: trouble of the server is no verdict about a token") {
  Checked world;
  CHECK(world.ask({{"id_token", "down"}}).status == 500);
}
