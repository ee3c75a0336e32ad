#include "ldap/escape.h"

#include <charconv>

#include "base/encoding.h"

namespace genauth::ldap {
namespace {

constexpr int kLdapPort = 389, kLdapsPort = 636, kPortMax = 65535;
constexpr std::size_t kPatternMax = 1024, kGuidBytes = 16;

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  for (const char c : text) {
    const bool fits =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == ':';
    if (!fits) return false;
  }
  return true;
}

void append_escaped(std::string& out, char c) {
  out.append("\\").append(hex(std::string_view(&c, 1)));
}

}  // namespace

std::string filter_value(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '*' || c == '(' || c == ')' || c == '\\' || c == '\0') {
      append_escaped(out, c);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string name_value(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool at_edge = (i == 0 && (c == ' ' || c == '#')) || (i + 1 == text.size() && c == ' ');
    const bool special = std::string_view("\"+,;<>=\\/").find(c) != std::string_view::npos;
    if (at_edge || special || (c >= 0 && c < ' ') || c == 0x7F) {
      append_escaped(out, c);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string with_login(std::string_view pattern, std::string_view escaped_login) {
  std::string out;
  while (true) {
    const std::size_t mark = pattern.find(kLoginMark);
    out.append(pattern.substr(0, mark));
    if (mark == std::string_view::npos) return out;
    out.append(escaped_login);
    pattern.remove_prefix(mark + kLoginMark.size());
  }
}

bool is_filter_pattern(std::string_view pattern) {
  if (pattern.size() > kPatternMax || !pattern.starts_with('(') || !pattern.ends_with(')') ||
      pattern.find(kLoginMark) == std::string_view::npos)
    return false;
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '(') ++depth;
    if (pattern[i] == ')') --depth;
    if (depth <= 0 && i + 1 != pattern.size()) return false;
  }
  return depth == 0;
}

std::optional<Place> parse_place(std::string_view url) {
  Place place;
  const std::string lower = to_lower_ascii(url);
  std::string_view rest = lower;
  if (rest.starts_with("ldaps://")) {
    place.tls_first = true;
    rest.remove_prefix(8);
  } else if (rest.starts_with("ldap://")) {
    rest.remove_prefix(7);
  } else {
    return std::nullopt;
  }
  if (rest.ends_with('/')) rest.remove_suffix(1);
  place.port = place.tls_first ? kLdapsPort : kLdapPort;
  std::string_view host = rest, port;
  if (rest.starts_with('[')) {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    host = rest.substr(1, close - 1);
    rest.remove_prefix(close + 1);
    if (!rest.empty() && !rest.starts_with(':')) return std::nullopt;
    port = rest.empty() ? rest : rest.substr(1);
    if (!rest.empty() && port.empty()) return std::nullopt;
  } else if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
    host = rest.substr(0, colon);
    port = rest.substr(colon + 1);
    if (port.empty()) return std::nullopt;
  }
  if (!is_host(host)) return std::nullopt;
  place.host = host;
  if (!port.empty()) {
    const auto number = parse_int(port);
    if (!number || *number < 1 || *number > kPortMax) return std::nullopt;
    place.port = static_cast<int>(*number);
  }
  return place;
}

std::string url_of(const Place& place) {
  std::string url = place.tls_first ? "ldaps://" : "ldap://";
  const bool is_v6 = place.host.find(':') != std::string::npos;
  url.append(is_v6 ? "[" : "").append(place.host).append(is_v6 ? "]" : "");
  return url.append(":").append(std::to_string(place.port));
}

std::uint32_t ad_code(std::string_view diagnostic) {
  constexpr std::string_view kBefore = ", data ";
  const std::size_t at = diagnostic.find(kBefore);
  if (at == std::string_view::npos) return 0;
  const std::string_view text = diagnostic.substr(at + kBefore.size());
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code, 16);
  const bool whole = error == std::errc() && (end == text.data() + text.size() || *end == ',');
  return whole ? code : 0;
}

std::optional<std::string> guid_text(std::string_view bytes) {
  if (bytes.size() != kGuidBytes) return std::nullopt;
  static constexpr std::size_t kOrder[] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
  std::string out;
  for (std::size_t i = 0; i < kGuidBytes; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out.push_back('-');
    out.append(hex(bytes.substr(kOrder[i], 1)));
  }
  return out;
}

}  // namespace genauth::ldap
