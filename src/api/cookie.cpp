#include "api/cookie.h"

#include "base/encoding.h"
#include "base/id.h"

namespace genauth::api {

std::string interaction_cookie(std::string_view interaction_id) {
  return "__Host-genauth-interaction-" + std::string(interaction_id);
}

std::string shown_interaction(std::string_view id, std::string_view cookie_header) {
  if (!is_id(id)) return {};
  const auto secret = find_cookie(cookie_header, interaction_cookie(id));
  return secret ? std::string(id).append(".").append(*secret) : std::string();
}

std::string set_cookie_line(const Cookie& cookie) {
  std::string line = cookie.name + "=" + cookie.value + "; Path=/; Secure; SameSite=";
  line.append(cookie.same_site);
  if (cookie.http_only) line.append("; HttpOnly");
  if (cookie.max_age_s >= 0) line.append("; Max-Age=" + std::to_string(cookie.max_age_s));
  return line;
}

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  std::optional<std::string_view> found;
  while (!header.empty()) {
    const std::size_t end = header.find(';');
    const std::string_view pair = trim(header.substr(0, end));
    header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    if (found) return std::nullopt;
    found = pair.substr(equals + 1);
  }
  return found;
}

}  // namespace genauth::api
