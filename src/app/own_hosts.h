// The hosts of single applications: {identifier}.BASE, and those that the operator has listed in
// server.custom_domains. No other host is anybody's, whatever a request says. Immutable; thread-safe.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"

namespace genauth::app {

class OwnHosts {
 public:
  explicit OwnHosts(const config::Config& config);

  // Names without port. What stands before the base domain; empty if the host is not directly below it, or is
  // that of server.client_certificate.public_url.
  std::string_view identifier_of(std::string_view host) const;
  // The application that has this custom domain, in whatever case it is written; empty if nobody has it.
  std::string_view app_with(std::string_view host) const;
  // Whether the host may be an application's own.
  bool covers(std::string_view host) const;
  // All custom domains of the application.
  std::vector<std::string> domains_of(std::string_view app_id) const;

 private:
  std::string base_;                                         // ".BASE"
  std::string of_certificates_;                              // where clients' certificates are asked for
  std::map<std::string, std::string, std::less<>> domains_;  // host -> application
};

}  // namespace genauth::app
