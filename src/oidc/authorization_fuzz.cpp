// Any parameters through the authorization endpoint. The input is lines `name=value`, raw; the promise,
// beside not crashing: a browser is sent to registered addresses only, no header holds a line break, and no
// token travels in a query.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "oidc/authorization.h"
#include "oidc/memory_ports.h"

using namespace genauth::oidc;

namespace {

void demand(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

Pairs pairs_of(std::string_view text) {
  Pairs pairs;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t equals = std::min(line.find('='), line.size());
    pairs.emplace_back(line.substr(0, equals), line.substr(std::min(equals + 1, line.size())));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return pairs;
}

MemoryPorts world() {
  MemoryPorts memory;
  Client& web = memory.known_clients["web"];
  web.id = "web";
  web.realm = "pool";
  web.redirect_uris = {"https://app.example/cb", "http://127.0.0.1/cb"};
  web.is_native = web.implicit_grant = web.hybrid_grant = web.allow_plain_pkce = true;
  web.is_first_party = true;
  memory.hints["hint"] = {"web", "u1", "sid1", "iss"};
  return memory;
}

void check(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    demand(value.find_first_of("\r\n") == std::string::npos, "headers hold no line breaks");
    if (name != "Location") continue;
    demand(value.starts_with("https://app.example/cb?") || value.starts_with("https://app.example/cb#") ||
               value.starts_with("http://127.0.0.1"),
           "a browser is sent to registered addresses only");
    const bool in_query = value.find('#') == std::string::npos;
    demand(!in_query || (value.find("access_token=") == std::string::npos &&
                         value.find("&id_token=") == std::string::npos),
           "no token travels in a query");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  Request request;
  request.method = "GET";
  request.issuer = "https://demo.example.com/oidc";
  request.query = pairs_of({reinterpret_cast<const char*>(data), size});
  MemoryPorts memory = world();
  Ports ports = memory.ports();
  BrowserState browser;
  browser.session = {"s1", "pool", "u1", "", "", {"pwd"}, 999'000, "sid1"};
  const Authorization answer = authorize(request, browser, ports);
  if (const Response* response = std::get_if<Response>(&answer)) check(*response);
  check(refuse_authorization(request, {Kind::kAccessDenied, "no"}, std::nullopt, ports));
  for (const auto& [name, value] : request.query) {
    const auto claims = parse_claims(value);
    if (!claims || claims->json.empty()) continue;
    const auto again = parse_claims(claims->json);
    demand(again && again->json == claims->json, "a claims parameter survives being kept");
  }
  return 0;
}
