#include "app/cors.h"

#include <algorithm>
#include <array>
#include <string>

namespace genauth::app {
namespace {

constexpr std::array<std::string_view, 3> kHeaders = {"authorization", "content-type", "dpop"};
constexpr std::array<std::string_view, 2> kFamilies = {"x-authing-", "x-genauth-"};
// Stand for a browser's cookie, which no other origin has.
constexpr std::array<std::string_view, 2> kOfOwnPages = {"x-genauth-interaction", "x-genauth-account"};

bool may_be_sent(std::string_view name) {
  if (std::ranges::find(kOfOwnPages, name) != kOfOwnPages.end()) return false;
  return std::ranges::find(kHeaders, name) != kHeaders.end() ||
         std::ranges::any_of(kFamilies, [&](std::string_view family) { return name.starts_with(family); });
}

// Those of the asked names (lower case, as Fetch sends them) that a page may send, separated by commas.
std::string granted_headers(std::string_view asked) {
  std::string granted;
  while (!asked.empty()) {
    const auto comma = std::min(asked.find(','), asked.size());
    std::string_view name = asked.substr(0, comma);
    asked.remove_prefix(std::min(comma + 1, asked.size()));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (may_be_sent(name)) granted.append(granted.empty() ? "" : ",").append(name);
  }
  return granted;
}

}  // namespace

bool let_read(net::Response& response, Readers readers, const net::Request& request, std::string_view app_id,
              api::Directory& directory) {
  if (readers == Readers::kEveryone) {
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    return true;
  }
  const auto origin = request.header("origin");
  if (readers == Readers::kOwnPages) return false;
  // Also where nobody asked: what a cache keeps of that is not what it may give to a page.
  response.headers.emplace_back("Vary", "Origin");
  if (!origin) return false;
  const auto allowed = directory.allows_origin(app_id, *origin);
  if (!allowed || !*allowed) return false;
  response.headers.emplace_back("Access-Control-Allow-Origin", std::string(*origin));
  return true;
}

net::Response preflight(Readers readers, const net::Request& request, std::string_view app_id,
                        api::Directory& directory) {
  net::Response response;
  response.status = 204;
  if (!let_read(response, readers, request, app_id, directory)) return response;
  response.headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
  const std::string headers = granted_headers(request.header("access-control-request-headers").value_or(""));
  if (!headers.empty()) response.headers.emplace_back("Access-Control-Allow-Headers", headers);
  response.headers.emplace_back("Access-Control-Max-Age", "600");
  return response;
}

}  // namespace genauth::app
