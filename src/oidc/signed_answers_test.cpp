// Answers that are signed for their client: JARM, introspection (RFC 9701), userinfo (Core §5.3.2).
#include "oidc/client_signing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

TEST_CASE("signed authorization response: one parameter, in the way that was asked for") {
  Signing world;
  const std::pair<const char*, char> modes[] = {{"jwt", '?'}, {"query.jwt", '?'}, {"fragment.jwt", '#'}};
  for (const auto& [mode, mark] : modes) {
    INFO(mode);
    const Answer answer = world.ask(world.request({{"response_mode", mode}}));
    CHECK(answer.mark == mark);
    CHECK(answer.names() == "response");
    CHECK(
        answer.get("response")
            .starts_with(R"(web|RS256|JWT|{"iss":"https://demo.example.com/oidc","aud":"web","exp":1000600,)"
                         R"("code":"code)"));
    CHECK(answer.get("response").ends_with(R"(","state":"st"})"));
  }
  CHECK(says(world.ask(world.request({{"response_mode", "form_post.jwt"}})).response, R"(name="response")"));
}

TEST_CASE("signed authorization response: errors too, and never tokens in a query") {
  Signing world;
  world.client().implicit_grant = true;
  world.client().authorization_alg = "ES256";
  const Answer refused = world.ask(world.request({{"response_mode", "jwt"}, {"prompt", "bad"}}));
  CHECK(refused.get("response").starts_with("web|ES256|"));
  CHECK(refused.get("response").find(R"("error":"invalid_request")") != std::string::npos);
  const Pairs token = {{"response_type", "id_token token"}, {"response_mode", "query.jwt"}};
  const Answer in_query = world.ask(world.request(token));
  CHECK(in_query.mark == '#');
  CHECK(in_query.get("response").find(R"("error":"invalid_request")") != std::string::npos);
  const Answer usual =
      world.ask(world.request({{"response_type", "id_token token"}, {"response_mode", "jwt"}}));
  CHECK(usual.mark == '#');
  CHECK(usual.get("response").find(R"("expires_in":3600)") != std::string::npos);
  for (const char* bad : {".jwt", "jwt.jwt", "query.jwt.jwt", "JWT"}) {
    INFO(bad);
    CHECK(world.ask(world.request({{"response_mode", bad}})).get("code").empty());
  }
}

TEST_CASE("signed authorization response: without a signer nothing leaves in its place") {
  Front world;
  const Answer answer = world.ask(world.request({{"response_mode", "jwt"}}));
  CHECK(answer.response.show_page);
  CHECK(header(answer.response, "Location").empty());
}

TEST_CASE("signed introspection: for who names its type") {
  Signing world;
  Standing standing{"post", "pool", "u1", "openid", "iss", "jti", 5, 9};
  standing.bound_to = "key";
  world.memory.access_tokens["good"] = standing;
  const auto ask = [&](std::string_view accept, const char* about) {
    Request request = post({{"client_id", "post"}, {"client_secret", "post-secret"}, {"token", about}});
    request.accept = accept;
    return introspection(request, world.ports);
  };
  const Response jwt = ask("application/token-introspection+jwt", "good");
  CHECK(header(jwt, "Content-Type") == "application/token-introspection+jwt");
  CHECK(jwt.body.starts_with(
      R"(post|RS256|token-introspection+jwt|{"iss":"https://demo.example.com/oidc","aud":"post",)"
      R"("iat":1000000,"token_introspection":{"active":true,)"));
  CHECK(
      says(ask("application/token-introspection+jwt", "dead"), R"("token_introspection":{"active":false}})"));
  const Response plain = ask("application/json", "good");
  CHECK(header(plain, "Content-Type") == "application/json");
  CHECK(says(plain, R"("token_type":"DPoP")"));
  CHECK(says(plain, R"("cnf":{"jkt":"key"})"));
}

TEST_CASE("signed userinfo: for an application that has registered an alg") {
  Signing world;
  world.memory.access_tokens["good"] = {"post", "pool", "u1", "openid", "iss", "jti", 5, 9};
  Request request = post({}, "Bearer good");
  request.method = "GET";
  CHECK(header(userinfo(request, world.ports), "Content-Type") == "application/json");
  world.memory.known_clients["post"].userinfo_alg = "ES256";
  const Response response = userinfo(request, world.ports);
  CHECK(header(response, "Content-Type") == "application/jwt");
  CHECK(response.body == R"(post|ES256|JWT|{"sub":"u1","iss":"iss","aud":"post"})");
}
