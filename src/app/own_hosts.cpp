#include "app/own_hosts.h"

#include "base/encoding.h"

namespace genauth::app {

namespace {

std::string host_of(std::string_view url) {
  const std::size_t start = url.find("://");
  if (start == std::string_view::npos) return {};
  const std::string_view rest = url.substr(start + 3);
  return to_lower_ascii(rest.substr(0, rest.find_first_of(":/")));
}

}  // namespace

OwnHosts::OwnHosts(const config::Config& config) : base_("." + config.server.base_domain) {
  const std::string name = host_of(config.server.client_certificate.public_url);
  if (name != host_of(config.server.public_url)) of_certificates_ = name;
  for (const std::string& entry : config.server.custom_domains) {
    const std::size_t equals = entry.find('=');  // config::check() has read them
    if (equals == std::string::npos) continue;
    domains_.emplace(to_lower_ascii(entry.substr(0, equals)), entry.substr(equals + 1));
  }
}

std::string_view OwnHosts::identifier_of(std::string_view host) const {
  if (host.size() <= base_.size() || !host.ends_with(base_) || host == of_certificates_) return {};
  host.remove_suffix(base_.size());
  return host.find('.') == std::string_view::npos ? host : std::string_view();
}

std::string_view OwnHosts::app_with(std::string_view host) const {
  const auto found = domains_.find(to_lower_ascii(host));
  return found == domains_.end() ? std::string_view() : std::string_view(found->second);
}

bool OwnHosts::covers(std::string_view host) const {
  return !app_with(host).empty() || (host.ends_with(base_) && host != of_certificates_);
}

std::vector<std::string> OwnHosts::domains_of(std::string_view app_id) const {
  std::vector<std::string> domains;
  for (const auto& [host, owner] : domains_)
    if (owner == app_id) domains.push_back(host);
  return domains;
}

}  // namespace genauth::app
