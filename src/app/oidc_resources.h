// The port oidc::Resources over the settings of pools, and what it means for tokens.
#pragma once
#include "app/installation.h"
#include "oidc/ports.h"

namespace genauth::app {

// Thread-safe; runs on workers.
class OidcResources final : public oidc::Resources {
 public:
  explicit OidcResources(Installation& installation) : in_(installation) {}

  oidc::Outcome<oidc::Resource> find(const oidc::Client& client, std::string_view identifier) override;
  // For a machine of the realm: nothing that is for named applications.
  oidc::Outcome<oidc::Resource> find_for_machine(std::string_view realm, std::string_view identifier);

 private:
  Installation& in_;
};

// RFC 8707: what was granted, and what of it one access token is for. Resources are looked up as they stand
// now.
struct Audiences {
  sessions::Audience granted, token;
};
// `asked` is of the call and some of `granted`; empty: all of that. kInvalidTarget.
oidc::Outcome<Audiences> audiences_of(Installation& installation, const oidc::Client& client,
                                      std::string_view issuer, const std::vector<std::string>& granted,
                                      const std::vector<std::string>& asked);

}  // namespace genauth::app
