// What the tests of the authorization endpoint share: a browser in which Ann is signed in, an application of
// one's own, and answers taken apart.
#pragma once
#include "crypto/digest.h"
#include "oidc/authorization.h"
#include "oidc/authorization_response.h"
#include "oidc/testing.h"

namespace genauth::oidc::testing {

constexpr std::int64_t kNow = 1'000'000;  // of MemoryPorts::clock, in seconds
constexpr const char* kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr const char* kChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

// A redirect, split at its last mark; `mark` is 0 if there is none.
struct Answer {
  Response response;
  std::string address;
  char mark = 0;
  Pairs parameters;

  explicit Answer(Response given) : response(std::move(given)) {
    const std::string location = header(response, "Location");
    const std::size_t at = location.find_last_of("?#");
    address = location.substr(0, at);
    if (at == std::string::npos) return;
    mark = location[at];
    std::string_view rest = std::string_view(location).substr(at + 1);
    while (!rest.empty()) {
      const std::string_view pair = rest.substr(0, rest.find('&'));
      const std::size_t equals = pair.find('=');
      parameters.emplace_back(pair.substr(0, equals), *percent_decode(pair.substr(equals + 1), false));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    }
  }

  std::string names() const {
    std::string all;
    for (const auto& [name, value] : parameters) all.append(all.empty() ? "" : ",").append(name);
    return all;
  }
  std::string get(std::string_view name) const {
    for (const auto& [key, value] : parameters) {
      if (key == name) return value;
    }
    return {};
  }
};

struct Front : World {
  BrowserState browser;

  Front() {
    Client& web = memory.known_clients["web"];
    web.id = "web";
    web.realm = "pool";
    web.secret = "web-secret";
    web.redirect_uris = {"https://app.example/cb"};
    web.is_first_party = true;
    browser.session = {"s1", "pool", "u1", "", "", {"pwd"}, kNow - 100, "sid1"};
  }

  Client& client() { return memory.known_clients["web"]; }

  // Of the application, with these in place of or beside the usual parameters.
  Request request(const Pairs& changes = {}) {
    Request request;
    request.method = "GET";
    request.issuer = "https://demo.example.com/oidc";
    request.query = {{"client_id", "web"},      {"redirect_uri", "https://app.example/cb"},
                     {"response_type", "code"}, {"scope", "openid profile"},
                     {"state", "st"},           {"nonce", "n1"}};
    request.query = with(std::move(request.query), changes);
    return request;
  }

  Answer ask(const Request& request) {
    Authorization result = authorize(request, browser, ports);
    REQUIRE(std::holds_alternative<Response>(result));
    return Answer(std::get<Response>(std::move(result)));
  }

  Interaction interact(const Request& request) {
    Authorization result = authorize(request, browser, ports);
    REQUIRE(std::holds_alternative<Interaction>(result));
    return std::get<Interaction>(std::move(result));
  }

  // Ann has signed in on the page of an interaction that began a moment ago.
  void sign_in_again() {
    browser.interaction_started_s = kNow - 10;
    browser.session = {"s2", "pool", "u1", "", "", {"pwd"}, kNow - 5, "sid2"};
  }
};

}  // namespace genauth::oidc::testing
