#include <arpa/inet.h>
#include <unistd.h>

#include "base/encoding.h"
#include "config/config.h"

namespace genauth::config {
namespace {

constexpr std::size_t kMasterKeyBytes = 32;

// Words that stand where a secret should, in documentation and in haste.
constexpr std::string_view kSampleWords[] = {"change-me", "changeme", "change_me", "example",  "sample",
                                             "password",  "secret",   "genauth",   "postgres", "demo"};

std::string_view password_of(std::string_view url) {
  const std::size_t start = url.find("://");
  if (start == std::string_view::npos) return {};
  const std::string_view authority = url.substr(start + 3, url.find_first_of("/?#", start + 3) - start - 3);
  const std::size_t at = authority.rfind('@');
  const std::size_t colon = authority.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return {};
  return authority.substr(colon + 1, at - colon - 1);
}

bool is_sample(std::string_view secret) {
  const std::string lower = to_lower_ascii(secret);
  return std::ranges::any_of(kSampleWords, [&](std::string_view word) { return lower == word; });
}

// All bytes equal, or counting up: what one types when asked for 32 bytes.
bool is_pattern(std::string_view bytes) {
  bool equal = true, counting = true;
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    equal = equal && bytes[i] == bytes[0];
    counting =
        counting && static_cast<unsigned char>(bytes[i]) == static_cast<unsigned char>(bytes[i - 1]) + 1;
  }
  return equal || counting;
}

// The bytes that a master key writes in hex or base64; empty if it does not write 32.
std::string key_bytes(std::string_view text) {
  std::string bytes = (text.size() == 2 * kMasterKeyBytes ? unhex(text) : unbase64(text)).value_or("");
  if (bytes.size() != kMasterKeyBytes) bytes.clear();
  return bytes;
}

using Problems = std::vector<std::string>;

void check_key(std::string_view name, const std::string& text, bool dev, Problems& problems) {
  if (text.empty()) return;
  const std::string bytes = key_bytes(text);
  if (bytes.empty()) {
    problems.push_back(std::string(name) + ": must be 32 bytes, as 64 hex digits or in base64");
  } else if (!dev && is_pattern(bytes)) {
    problems.push_back(std::string(name) + ": is a sample, not a secret; make one with openssl rand -hex 32");
  }
}

void check_database(std::string_view name, const std::string& url, bool dev, Problems& problems) {
  if (url.empty()) return;
  const bool postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
  if (!postgres && !url.starts_with("sqlite:")) {
    problems.push_back(std::string(name) + ": must begin with postgres:// or sqlite:");
  } else if (!dev && is_sample(password_of(url))) {
    problems.push_back(std::string(name) + ": its password is a sample; choose another");
  }
}

void check_development(const Config& config, Problems& problems) {
  for (const auto& [name, text] : {std::pair{"server.listen", &config.server.listen},
                                   std::pair{"server.management_listen", &config.server.management_listen}}) {
    const auto address = parse_address(*text);
    if (address && is_loopback(*address)) continue;
    problems.push_back(std::string(name) + ": development mode listens on loopback only, not on " + *text);
  }
}

void check_production(const Config& config, Problems& problems) {
  const auto& server = config.server;
  if (config.secrets.master_key.empty()) {
    problems.emplace_back(
        "secrets.master_key: is missing; make one with openssl rand -hex 32 and keep it safe");
  }
  const bool https = server.public_url.starts_with("https://");
  if (server.public_url.empty()) {
    problems.emplace_back("server.public_url: is missing; issuer and links are built from it");
  } else if (!https && !server.behind_proxy) {
    problems.emplace_back("server.public_url: must begin with https:// unless server.behind_proxy is true");
  }
  const std::string& of_certificates = server.client_certificate.public_url;
  if (!of_certificates.empty() && !of_certificates.starts_with("https://")) {
    problems.emplace_back("server.client_certificate.public_url: must begin with https://");
  }
  if (server.tls.certificate.empty() && !server.behind_proxy) {
    problems.emplace_back("server.tls.certificate: is missing, and server.behind_proxy is not true");
  }
}

std::string_view host_of(std::string_view url) {
  const std::size_t start = url.find("://");
  if (start == std::string_view::npos) return {};
  const std::string_view rest = url.substr(start + 3);
  return rest.substr(0, rest.find_first_of(":/"));
}

// A name that cannot be taken for a public host or one below the base domain, and 24 hex digits.
bool is_custom_domain(std::string_view entry, const Config::Server& server) {
  constexpr std::size_t kIdDigits = 24;
  const std::size_t equals = entry.find('=');
  if (equals == std::string_view::npos || entry.size() - equals - 1 != kIdDigits) return false;
  const std::string host = to_lower_ascii(entry.substr(0, equals));
  const bool is_name = host.find('.') != std::string::npos && host.front() != '.' && host.back() != '.' &&
                       host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
  const bool is_ours = host == host_of(server.public_url) ||
                       host == host_of(server.client_certificate.public_url) || host == server.base_domain ||
                       host.ends_with("." + server.base_domain);
  return is_name && !is_ours && unhex(entry.substr(equals + 1)).has_value();
}

void check_certificate_address(const Config::Server& server, Problems& problems) {
  const auto& certificates = server.client_certificate;
  if (certificates.public_url.empty()) return;
  if (certificates.header.empty()) {
    problems.emplace_back(
        "server.client_certificate.header: is missing; without it certificates count for nothing at "
        "server.client_certificate.public_url");
  }
  if (certificates.public_url == server.public_url) {
    problems.emplace_back("server.client_certificate.public_url: must differ from server.public_url");
  }
}

void check_server(const Config::Server& server, Problems& problems) {
  check_certificate_address(server, problems);
  if (server.tls.certificate.empty() != server.tls.key.empty()) {
    problems.emplace_back("server.tls: certificate and key are given together or not at all");
  }
  if (server.behind_proxy && server.trusted_proxies.empty()) {
    problems.emplace_back(
        "server.trusted_proxies: name the proxy's address, since server.behind_proxy is true");
  }
  if (!server.client_certificate.header.empty() && server.trusted_proxies.empty()) {
    problems.emplace_back(
        "server.trusted_proxies: name the proxy that passes on certificates "
        "(server.client_certificate.header)");
  }
  for (const std::string& entry : server.custom_domains) {
    if (is_custom_domain(entry, server)) continue;
    problems.push_back("server.custom_domains: must be HOST=APPLICATION_ID with a host of its own, not " +
                       entry);
  }
  const auto management = parse_address(server.management_listen);
  if (server.listen == server.management_listen && management && management->port != 0) {
    problems.emplace_back("server.management_listen: must differ from server.listen");
  }
}

}  // namespace

std::vector<std::string> check(const Config& config) {
  Problems problems;
  check_server(config.server, problems);
  check_key("secrets.master_key", config.secrets.master_key, config.dev, problems);
  check_key("secrets.previous_master_key", config.secrets.previous_master_key, config.dev, problems);
  check_database("database.url", config.database.url, config.dev, problems);
  check_database("database.migration_url", config.database.migration_url, config.dev, problems);
  if (config.dev) {
    check_development(config, problems);
  } else {
    check_production(config, problems);
  }
  return problems;
}

std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> values;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (!text.starts_with("GENAUTH_") || equals == std::string_view::npos) continue;
    values.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return values;
}

std::string show(const Config& config) {
  Config copy = config;  // the table's accessors want one that may be changed
  std::string out;
  for (const Setting& setting : settings()) {
    out.append(setting.key).append(": ");
    if (setting.secret) {
      const bool is_set = setting.text ? !setting.text(copy).empty() : !setting.list(copy).empty();
      out.append(is_set ? "(set)" : "\"\"");
    } else if (setting.text) {
      out.append(json_quote(setting.text(copy)));
    } else if (setting.number) {
      out.append(std::to_string(setting.number(copy)));
    } else if (setting.flag) {
      out.append(setting.flag(copy) ? "true" : "false");
    } else {
      std::string items;
      for (const std::string& item : setting.list(copy))
        items.append(items.empty() ? "" : ", ").append(json_quote(item));
      out.append("[").append(items).append("]");
    }
    out.append("\n");
  }
  return out;
}

std::optional<Address> parse_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const auto port = parse_int(text.substr(colon + 1));
  if (!port || *port < 0 || *port > 65535 || text[colon + 1] == '-') return std::nullopt;
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    in6_addr parsed{};
    if (inet_pton(AF_INET6, std::string(host).c_str(), &parsed) != 1) return std::nullopt;
  } else if (host.find_first_of(":/[]@ ") != std::string_view::npos) {
    return std::nullopt;
  }
  if (host.empty()) return std::nullopt;
  return Address{std::string(host), static_cast<int>(*port)};
}

bool is_loopback(const Address& address) {
  in_addr parsed{};
  const bool ipv4 = inet_pton(AF_INET, address.host.c_str(), &parsed) == 1;
  return address.host == "localhost" || address.host == "::1" || (ipv4 && ntohl(parsed.s_addr) >> 24 == 127);
}

}  // namespace genauth::config
