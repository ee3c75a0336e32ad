// Attacks on the authorization endpoint, by the names of RFC 9700.
#include "oidc/authorization_testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

TEST_CASE("open redirect: an address that is not registered, or no client, is never redirected to") {
  Front world;
  for (const char* uri :
       {"https://evil.example/cb", "https://app.example/cb/x", "https://app.example/cb#f",
        "javascript:alert(1)", "https://app.example/cb?x", "http://127.0.0.1:5/cb", "//evil.example"}) {
    INFO(uri);
    const Answer answer = world.ask(world.request({{"redirect_uri", uri}}));
    CHECK(answer.response.show_page);
    CHECK(answer.response.status == 400);
    CHECK(header(answer.response, "Location").empty());
    CHECK(says(answer.response, R"({"error":"invalid_request",)"));
  }
  for (const char* id : {"", "nobody"}) {
    const Answer answer = world.ask(world.request({{"client_id", id}}));
    CHECK(answer.response.show_page);
    CHECK(answer.response.status == 400);
    CHECK(header(answer.response, "Location").empty());
  }
  Request twice = world.request();
  twice.query.emplace_back("redirect_uri", "https://app.example/cb");
  CHECK(world.ask(twice).response.show_page);
  twice = world.request();
  twice.query.emplace_back("client_id", "web");
  CHECK(world.ask(twice).response.show_page);
  Request elsewhere = world.request();
  elsewhere.client_id = "post";
  CHECK(world.ask(elsewhere).response.show_page);
}

TEST_CASE("open redirect: nor when something else is wrong at the same time") {
  Front world;
  world.browser.session.reset();
  const Request request = world.request(
      {{"redirect_uri", "https://evil.example/"}, {"response_type", "bad"}, {"prompt", "none"}});
  CHECK(world.ask(request).response.show_page);
}

TEST_CASE("parameter pollution: what is given twice is refused, not chosen from") {
  Front world;
  for (const char* name : {"response_type", "scope", "nonce", "prompt", "code_challenge", "claims", "state",
                           "response_mode", "max_age", "login_hint", "id_token_hint"}) {
    INFO(name);
    Request request = world.request({{name, "x"}});
    request.query.emplace_back(name, "x");
    const Answer answer = world.ask(request);
    CHECK(answer.get("error") == "invalid_request");
    CHECK(answer.get("code").empty());
  }
  Request unknown = world.request({{"x", "1"}});
  unknown.query.emplace_back("x", "2");
  CHECK(world.ask(unknown).names() == "code,state,iss");
}

TEST_CASE("response mode: tokens never travel in a query, not even by request") {
  Front world;
  world.client().implicit_grant = world.client().hybrid_grant = true;
  for (const char* type : {"id_token", "token", "id_token token", "code id_token", "code token"}) {
    const Answer answer = world.ask(world.request({{"response_type", type}, {"response_mode", "query"}}));
    CHECK(answer.mark == '#');
    CHECK(answer.names() == "error,error_description,state,iss");
    CHECK(answer.get("error") == "invalid_request");
  }
  CHECK(world.memory.codes.empty());
  CHECK(world.ask(world.request({{"response_mode", "web_message"}})).get("error") == "invalid_request");
}

TEST_CASE("prompt=none leaks: an error says nothing of the person and begins nothing") {
  Front world;
  world.client().is_first_party = false;
  world.browser.session.reset();
  const Answer nobody = world.ask(world.request({{"prompt", "none"}}));
  CHECK(nobody.names() == "error,error_description,state,iss");
  CHECK(nobody.get("error") == "login_required");
  world.browser.session = {"s1", "pool", "u1", "", "", {"pwd"}, kNow, "sid1"};
  const Answer unasked = world.ask(world.request({{"prompt", "none"}}));
  CHECK(unasked.get("error") == "consent_required");
  CHECK(header(unasked.response, "Location").find("u1") == std::string::npos);
  CHECK(world.memory.codes.empty());
  CHECK(world.memory.access_tokens.empty());
}

TEST_CASE("prompt=none leaks: somebody signed in to another realm is nobody here") {
  Front world;
  world.browser.session->realm = "other";
  CHECK(world.ask(world.request({{"prompt", "none"}})).get("error") == "login_required");
  const Interaction next = world.interact(world.request());
  CHECK(next.step == Interaction::Step::kLogin);
  CHECK_FALSE(next.force);
}

TEST_CASE("mix-up: every answer, good or bad, carries the issuer that gave it") {
  Front world;
  Request request = world.request();
  request.issuer = "https://id.example.com/web/oidc";
  request.client_id = "web";
  CHECK(world.ask(request).get("iss") == "https://id.example.com/web/oidc");
  request.query.emplace_back("request", "x.y.z");
  CHECK(world.ask(request).get("iss") == "https://id.example.com/web/oidc");
}

TEST_CASE("consent phishing: what nobody vouches for asks every time") {
  Front world;
  world.client().is_first_party = false;
  world.client().always_consent = true;
  world.memory.consented = "openid profile";
  CHECK(world.interact(world.request()).step == Interaction::Step::kConsent);
  CHECK(world.ask(world.request({{"prompt", "none"}})).get("error") == "consent_required");
  world.browser.consented = true;
  CHECK(world.ask(world.request()).names() == "code,state,iss");
}

TEST_CASE("PKCE downgrade: a public client cannot begin without a challenge") {
  Front world;
  world.client().token_auth = AuthMethod::kNone;
  CHECK(world.ask(world.request()).get("error") == "invalid_request");
  CHECK(world.ask(world.request({{"code_challenge", kChallenge}})).get("error") == "invalid_request");
  const Answer answer =
      world.ask(world.request({{"code_challenge", kChallenge}, {"code_challenge_method", "S256"}}));
  CHECK(world.memory.codes.at(answer.get("code")).grant.code_challenge == kChallenge);
  CHECK(world.memory.codes.at(answer.get("code")).grant.code_challenge_method == "S256");
}

TEST_CASE("replayed ID token: implicit and hybrid ID tokens need a nonce and the scope openid") {
  Front world;
  world.client().implicit_grant = world.client().hybrid_grant = true;
  for (const char* type : {"id_token", "id_token token", "code id_token"}) {
    CHECK(world.ask(world.request({{"response_type", type}, {"nonce", ""}})).get("error") ==
          "invalid_request");
    CHECK(world.ask(world.request({{"response_type", type}, {"scope", "profile"}})).get("error") ==
          "invalid_scope");
  }
  CHECK(world.ask(world.request({{"nonce", ""}})).names() == "code,state,iss");
  CHECK(world.ask(world.request({{"response_type", "code token"}, {"nonce", ""}})).get("error").empty());
}

TEST_CASE("request objects: without keys, references or registration there are errors of their own") {
  Front world;
  CHECK(world.ask(world.request({{"request", "a.b.c"}})).get("error") == "invalid_request_object");
  CHECK(world.ask(world.request({{"request_uri", "https://evil.example/r"}})).get("error") ==
        "request_uri_not_supported");
  CHECK(world.ask(world.request({{"registration", "{}"}})).get("error") == "registration_not_supported");
}

TEST_CASE("oversized parameters are refused") {
  Front world;
  for (const char* name : {"nonce", "scope", "claims", "login_hint", "state"}) {
    const Answer answer = world.ask(world.request({{name, std::string(20'000, 'a')}}));
    CHECK(answer.get("error") == "invalid_request");
    CHECK(header(answer.response, "Location").size() < 1000);
  }
}

TEST_CASE("header injection: state comes back encoded") {
  Front world;
  const Answer answer = world.ask(world.request({{"state", "a\r\nSet-Cookie: x=1&code=evil#"}}));
  CHECK(answer.names() == "code,state,iss");
  CHECK(header(answer.response, "Location").find_first_of("\r\n ") == std::string::npos);
  CHECK(answer.get("state") == "a\r\nSet-Cookie: x=1&code=evil#");
}
