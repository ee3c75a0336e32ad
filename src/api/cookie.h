// Cookies of calls that browsers make. Names with the prefix __Host- belong to one host and never travel
// without TLS (or to loopback), RFC 6265bis §4.1.3.2.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace genauth::api {

struct Cookie {
  std::string name, value;
  std::int64_t max_age_s = -1;  // below 0: until the browser closes; 0: forget it
  bool http_only = true;
  // Lax: comes along when a link or redirect leads to us. Strict: only from our own pages. None: always.
  std::string_view same_site = "Lax";
};

// Each hosted interaction has its own, so that two tabs can sign in at once.
std::string interaction_cookie(std::string_view interaction_id);
// "<id>.<secret>" of an interaction that a page names in a header, which no form and no foreign page can
// send, with the secret of its cookie; empty without.
std::string shown_interaction(std::string_view id, std::string_view cookie_header);

// The Set-Cookie line: Secure, Path=/ and no Domain, always.
std::string set_cookie_line(const Cookie& cookie);

// The value under that name in a Cookie header; nullopt if there is none or it stands there twice.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

}  // namespace genauth::api
