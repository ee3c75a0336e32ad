#include "oidc/addresses.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/encoding.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kMaxUriBytes = 2048;
constexpr std::array<std::string_view, 7> kScriptSchemes = {"javascript", "data", "vbscript",   "blob",
                                                            "about",      "file", "view-source"};
constexpr std::array<std::string_view, 3> kLoopbackHosts = {"127.0.0.1", "[::1]", "localhost"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// RFC 3986 §3.1, in lower case. Empty if there is none.
std::string scheme_of(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(uri[0])) return {};
  const std::string_view scheme = uri.substr(0, colon);
  const bool ok = std::ranges::all_of(
      scheme, [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  return ok ? to_lower_ascii(scheme) : std::string();
}

bool is_plain(std::string_view uri) {
  return !uri.empty() && uri.size() <= kMaxUriBytes &&
         std::ranges::all_of(uri, [](char c) { return c > ' ' && c < 0x7f; }) &&
         uri.find_first_of("#\\\"<>") == std::string_view::npos;
}

struct Loopback {
  std::string_view host, rest;  // rest: path and query
};

std::optional<Loopback> loopback_of(std::string_view uri) {
  constexpr std::string_view kHttp = "http://";
  if (!uri.starts_with(kHttp)) return std::nullopt;
  uri.remove_prefix(kHttp.size());
  const auto* host =
      std::ranges::find_if(kLoopbackHosts, [&](std::string_view each) { return uri.starts_with(each); });
  if (host == kLoopbackHosts.end()) return std::nullopt;
  uri.remove_prefix(host->size());
  if (uri.starts_with(':')) {
    const std::size_t end = std::min(uri.find_first_not_of("0123456789", 1), uri.size());
    const auto port = parse_int(uri.substr(1, end - 1));
    if (end > 6 || !port || *port < 1 || *port > 65535) return std::nullopt;
    uri.remove_prefix(end);
  }
  // Anything else would be part of the host: http://127.0.0.1.evil.example, http://127.0.0.1@evil.example.
  if (!uri.empty() && uri[0] != '/' && uri[0] != '?') return std::nullopt;
  return Loopback{*host, uri};
}

bool is_same_loopback(std::string_view uri, std::string_view registered) {
  const auto asked = loopback_of(uri), known = loopback_of(registered);
  return asked && known && asked->host == known->host && asked->rest == known->rest;
}

}  // namespace

bool is_sound_redirect(std::string_view uri) {
  if (!is_plain(uri)) return false;
  const std::string scheme = scheme_of(uri);
  if (scheme.empty() || std::ranges::find(kScriptSchemes, scheme) != kScriptSchemes.end()) return false;
  if (scheme != "http" && scheme != "https") return true;
  const std::string_view rest = uri.substr(scheme.size() + 1);
  return rest.size() > 2 && rest.starts_with("//") && rest[2] != '/' && rest[2] != '?';
}

bool is_registered_redirect(std::string_view uri, const std::vector<std::string>& registered,
                            bool is_native) {
  if (!is_sound_redirect(uri)) return false;
  return std::ranges::any_of(registered, [&](const std::string& each) {
    return each == uri || (is_native && is_same_loopback(uri, each));
  });
}

bool is_web_address(std::string_view uri) {
  constexpr std::string_view kHttps = "https://";
  if (!is_sound_redirect(uri) || !uri.starts_with(kHttps)) return false;
  uri.remove_prefix(kHttps.size());
  const std::string_view host = uri.substr(0, uri.find_first_of("/?"));
  return !host.empty() && host.find('@') == std::string_view::npos;
}

bool is_registrable_redirect(std::string_view uri, bool is_native) {
  if (uri.find('*') != std::string_view::npos) return false;
  if (is_web_address(uri)) return true;
  if (!is_native || !is_sound_redirect(uri)) return false;
  const std::string scheme = scheme_of(uri);
  if (scheme == "http") return loopback_of(uri).has_value();
  return scheme != "https" && scheme.find('.') != std::string::npos;
}

bool is_resource(std::string_view uri) {
  return is_plain(uri) && !scheme_of(uri).empty() && uri.back() != ':';
}

}  // namespace genauth::oidc
