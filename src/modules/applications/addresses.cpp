#include "modules/applications/addresses.h"

#include <algorithm>
#include <optional>

#include "base/encoding.h"
#include "gen/errors/form.h"
#include "modules/applications/applications.h"
#include "oidc/addresses.h"

namespace genauth::applications {
namespace {

constexpr std::size_t kUriMax = 2048, kLabelMax = 63;

constexpr std::string_view kReserved[] = {
    "account", "accounts", "admin",  "api",     "app",       "assets", "auth",    "authing", "cas",
    "cdn",     "console",  "core",   "dev",     "docs",      "events", "ftp",     "genauth", "health",
    "help",    "id",       "imap",   "ldap",    "localhost", "login",  "mail",    "metrics", "mx",
    "ns",      "ns1",      "ns2",    "oauth",   "oidc",      "pop",    "root",    "saml",    "smtp",
    "sso",     "static",   "status", "support", "system",    "test",   "webmail", "www"};

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// Host and port as written, of "scheme://authority/...".
std::optional<std::string_view> authority_of(std::string_view uri, std::string_view scheme) {
  if (!to_lower_ascii(uri.substr(0, scheme.size())).starts_with(scheme)) return std::nullopt;
  uri.remove_prefix(scheme.size());
  return uri.substr(0, uri.find_first_of("/?"));
}

// The host of an authority whose port is one; empty for anything else.
std::string host_of(std::string_view authority) {
  std::string_view host = authority;
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : 0;
  if (bracket == std::string_view::npos) return {};
  const std::size_t colon = authority.find(':', bracket);
  if (colon != std::string_view::npos) {
    const std::string_view text = authority.substr(colon + 1);
    const auto port = parse_int(text);
    if (text.empty() || text.size() > 5 || !port || *port < 1 || *port > 65535) return {};
    host = authority.substr(0, colon);
  }
  if (host.starts_with('[')) return host.ends_with(']') ? std::string(host) : std::string();
  const bool is_name = !host.empty() && std::ranges::all_of(host, [](char c) {
    return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
  });
  return is_name && !host.starts_with('.') ? to_lower_ascii(host) : std::string();
}

bool is_this_machine(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" || host == "[::1]";
}

bool is_web(std::string_view uri) {
  if (!oidc::is_sound_redirect(uri)) return false;
  if (const auto secure = authority_of(uri, "https://")) return !host_of(*secure).empty();
  const auto plain = authority_of(uri, "http://");
  return plain && is_this_machine(host_of(*plain));
}

bool is_private_use(std::string_view uri) {
  const std::string_view scheme = uri.substr(0, uri.find(':'));
  return oidc::is_sound_redirect(uri) && scheme.find('.') != std::string_view::npos;
}

// Of an address of the web; empty for others.
std::string web_host(std::string_view uri) {
  auto authority = authority_of(uri, "https://");
  if (!authority) authority = authority_of(uri, "http://");
  return authority ? host_of(*authority) : std::string();
}

Error bad_format(std::string field, std::string form) {
  return Error(errors::kBadFormat).with_field(std::move(field)).with_arg(std::move(form));
}

Error too_long(std::string field) {
  return Error(errors::kTooLong).with_field(std::move(field)).with_arg(std::to_string(kUriMax));
}

}  // namespace

Result<void> check_redirects(const std::vector<std::string>& uris, bool is_native, std::string_view field) {
  for (std::size_t i = 0; i < uris.size(); ++i) {
    std::string member = std::string(field).append(".").append(std::to_string(i));
    if (uris[i].size() > kUriMax) return too_long(std::move(member));
    if (is_web(uris[i]) || (is_native && is_private_use(uris[i]))) continue;
    return bad_format(std::move(member),
                      is_native ? "an https address, http on this machine, or a scheme with a dot such as "
                                  "com.example.app:/callback; without fragment, user name and wildcard"
                                : "an https address, or http on this machine; without fragment, user name "
                                  "and wildcard");
  }
  return {};
}

Result<void> check_page(std::string_view url, std::string_view field) {
  if (url.size() > kUriMax) return too_long(std::string(field));
  if (url.empty() || is_web(url)) return {};
  return bad_format(std::string(field), "an https address, or http on this machine; without fragment");
}

std::string sector_of(const Application& application) {
  const dto::StoredApplicationSettings& settings = application.settings;
  if (const std::string named = web_host(settings.sector_identifier_uri); !named.empty()) return named;
  for (const std::string& uri : settings.redirect_uris.value_or(std::vector<std::string>()))
    if (std::string host = web_host(uri); !host.empty())
      return application.is_stranger() && is_this_machine(host) ? application.id : host;
  return application.id;
}

Result<void> check_sector(const std::vector<std::string>& redirect_uris,
                          std::string_view sector_identifier_uri) {
  if (!sector_identifier_uri.empty()) return {};
  for (const std::string& uri : redirect_uris)
    if (web_host(uri) != web_host(redirect_uris.front()))
      return bad_format("oidcConfig.sector_identifier_uri",
                        "an address that names the redirect URIs, since they have several hosts and "
                        "subject_type is pairwise");
  return {};
}

Result<void> check_picture(std::string_view url, std::string_view field) {
  if (url.size() > kUriMax) return too_long(std::string(field));
  if (url.empty() || is_web(url)) return {};
  const bool is_data = url.starts_with("data:image/") &&
                       std::ranges::all_of(url, [](char c) { return c > ' ' && c < 0x7f && c != '"'; });
  if (is_data) return {};
  return bad_format(std::string(field), "an https address or data:image/...");
}

Result<void> check_identifier(std::string_view identifier, std::string_view field) {
  const bool is_label =
      !identifier.empty() && identifier.size() <= kLabelMax && identifier.front() != '-' &&
      identifier.back() != '-' &&
      std::ranges::all_of(identifier, [](char c) { return is_lower_or_digit(c) || c == '-'; });
  if (is_label) return {};
  return bad_format(std::string(field),
                    "1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end");
}

bool is_reserved(std::string_view identifier) {
  return std::ranges::find(kReserved, identifier) != std::end(kReserved);
}

}  // namespace genauth::applications
