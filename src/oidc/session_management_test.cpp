// OpenID Connect Session Management 1.0
#include "oidc/session_management.h"

#include "crypto/digest.h"
#include "oidc/authorization_testing.h"

namespace genauth::oidc {
namespace {

using namespace testing;

// As the frame computes it.
std::string recomputed(std::string_view state, const std::string& client, const std::string& origin,
                       const std::string& browser_state) {
  const std::string salt(state.substr(state.find('.') + 1));
  return base64url(crypto::sha256(client + " " + origin + " " + browser_state + " " + salt)) + "." + salt;
}

}  // namespace

TEST_CASE("the session state binds client, origin and the browser's state, with a salt of its own") {
  const std::string state = session_state("app", "https://App.Example:443/cb?x=1", "b1");
  CHECK(state == recomputed(state, "app", "https://app.example", "b1"));
  CHECK(state != recomputed(state, "other", "https://app.example", "b1"));
  CHECK(state != recomputed(state, "app", "https://app.example:8443", "b1"));
  CHECK(state != recomputed(state, "app", "https://app.example", "b2"));
  CHECK(state != session_state("app", "https://app.example/cb", "b1"));
  CHECK(state.find("b1") == std::string::npos);
  CHECK(state.find(' ') == std::string::npos);
}

TEST_CASE("the port belongs to the origin unless it is the usual one") {
  const auto is_of = [](const char* uri, const char* origin) {
    const std::string state = session_state("app", uri, "b");
    return state == recomputed(state, "app", origin, "b");
  };
  CHECK(is_of("http://localhost:3000/cb", "http://localhost:3000"));
  CHECK(is_of("http://localhost:80/cb", "http://localhost"));
  CHECK(is_of("https://a.example:80", "https://a.example:80"));
  CHECK(session_state("app", "com.example.app:/cb", "b").empty());
}

TEST_CASE("answers and errors carry the session state, also where nobody is signed in") {
  Front world;
  CHECK(world.ask(world.request()).get("session_state").empty());  // not offered to this client
  world.browser.browser_state = "b1";
  const std::string state = world.ask(world.request()).get("session_state");
  CHECK(state == recomputed(state, "web", "https://app.example", "b1"));
  CHECK(world.ask(world.request({{"scope", "profile"}})).get("session_state").empty());
  world.browser.session.reset();
  world.browser.browser_state = "";
  const Answer refused = world.ask(world.request({{"prompt", "none"}}));
  CHECK(refused.names() == "error,error_description,state,session_state,iss");
  const std::string nobody = refused.get("session_state");
  CHECK(nobody == recomputed(nobody, "web", "https://app.example", ""));
  const Error denied{Kind::kAccessDenied, "no"};
  CHECK_FALSE(
      Answer(refuse_authorization(world.request(), denied, "b1", world.ports)).get("session_state").empty());
}

TEST_CASE("the frame may stand in every page, runs the script of its own origin and nothing else") {
  Request request;
  request.method = "GET";
  const Response frame = check_session_frame(request, "name\"of&cookie");
  CHECK(header(frame, "Content-Security-Policy") ==
        "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'");
  CHECK(header(frame, "X-Frame-Options").empty());
  CHECK(says(frame, "data-cookie=\"name&quot;of&amp;cookie\""));
  CHECK(says(frame, "<script src=\"check.js\"></script>"));
  const Response script = check_session_script(request);
  CHECK(header(script, "Content-Type") == "text/javascript; charset=utf-8");
  request.method = "POST";
  CHECK(check_session_frame(request, "c").status == 405);
  CHECK(check_session_script(request).status == 405);
}

}  // namespace genauth::oidc
