#include "oidc/logout.h"

#include "oidc/testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

struct Leaving : World {
  LogoutState browser;

  Leaving() {
    Client& web = memory.known_clients["web"];
    web.id = "web";
    web.realm = "pool";
    web.post_logout_redirect_uris = {"https://app.example/bye"};
    memory.hints["hint"] = {"web", "u1", "sid1", "iss"};
    browser.session = {"s1", "pool", "u1", "", "", {"pwd"}, 1, "sid1"};
  }

  Logout leave(Pairs parameters) {
    Request request;
    request.method = "GET";
    request.issuer = "https://demo.example.com/oidc";
    request.query = std::move(parameters);
    return end_session(request, browser, ports);
  }
  LogoutStep step(Pairs parameters) {
    Logout result = leave(std::move(parameters));
    REQUIRE(std::holds_alternative<LogoutStep>(result));
    return std::get<LogoutStep>(std::move(result));
  }
  Response error(Pairs parameters) {
    Logout result = leave(std::move(parameters));
    REQUIRE(std::holds_alternative<Response>(result));
    CHECK(std::get<Response>(result).show_page);
    return std::get<Response>(std::move(result));
  }
};

using Step = LogoutStep::Step;
const std::pair<std::string, std::string> kHint = {"id_token_hint", "hint"};
const std::pair<std::string, std::string> kBye = {"post_logout_redirect_uri", "https://app.example/bye"};

}  // namespace

TEST_CASE("logout: the hint of the one who is signed in ends the session at once") {
  Leaving world;
  const LogoutStep step = world.step({kHint, kBye, {"state", "a b"}, {"ui_locales", "ja"}});
  CHECK(step.step == Step::kEnd);
  CHECK(step.client_id == "web");
  CHECK(step.redirect_uri == "https://app.example/bye?state=a%20b");
  CHECK(step.ui_locales == "ja");
  CHECK(world.step({kHint}).redirect_uri.empty());
}

TEST_CASE("logout CSRF: without a valid hint, or with another person's, it asks") {
  Leaving world;
  for (const Pairs& parameters :
       {Pairs{}, Pairs{{"client_id", "web"}}, Pairs{{"client_id", "web"}, kBye},
        Pairs{{"id_token_hint", "forged"}}, Pairs{{"id_token_hint", "forged"}, {"client_id", "web"}, kBye}}) {
    CHECK(world.step(parameters).step == Step::kAsk);
  }
  world.memory.hints["other"] = {"web", "u2", "sid2", "iss"};
  CHECK(world.step({{"id_token_hint", "other"}}).step == Step::kAsk);
  world.browser.session->realm = "elsewhere";
  CHECK(world.step({kHint}).step == Step::kAsk);
  world.browser.confirmed = true;
  CHECK(world.step({{"client_id", "web"}, kBye}).step == Step::kEnd);
}

TEST_CASE("logout: where nobody is signed in there is nothing to ask") {
  Leaving world;
  world.browser.session.reset();
  const LogoutStep step = world.step({{"client_id", "web"}, kBye});
  CHECK(step.step == Step::kEnd);
  CHECK(step.redirect_uri == "https://app.example/bye");
}

TEST_CASE("open redirect: after a logout only to what the application has registered for it") {
  Leaving world;
  for (const char* uri : {"https://app.example/bye/", "https://evil.example/", "javascript:alert(1)",
                          "https://app.example/cb", "https://app.example/bye?x=1"}) {
    INFO(uri);
    CHECK(world.error({kHint, {"post_logout_redirect_uri", uri}}).status == 400);
  }
  world.error({kBye});
  world.error({{"id_token_hint", "forged"}, kBye});
  world.error({{"client_id", "nobody"}});
  world.error({kHint, {"client_id", "post"}});
  world.error({kHint, kHint});
  world.browser.session.reset();
  world.error({kBye});
}

TEST_CASE("logout: the hint names the person as its client knows them") {
  Leaving world;
  world.memory.pairwise = true;
  CHECK(world.step({kHint}).step == Step::kAsk);
  world.memory.hints["hint"].sub = "web-knows-u1";
  CHECK(world.step({kHint}).step == Step::kEnd);
}
