// Ports of src/oidc/extensions.h over the product's modules: what counts once, signatures for clients, pushed
// requests.
#pragma once
#include "app/installation.h"
#include "oidc/ports.h"

namespace genauth::app {

// Thread-safe; runs on workers.
class OidcExtensions final : public oidc::Replays, public oidc::Signer, public oidc::PushedRequests {
 public:
  explicit OidcExtensions(Installation& installation) : in_(installation) {}

  oidc::Outcome<bool> first_use(std::string_view realm, std::string_view space, std::string_view key,
                                std::int64_t until_s) override;
  oidc::Outcome<std::string> sign(const oidc::Client& client, std::string_view alg, std::string_view typ,
                                  std::string_view claims_json) override;
  oidc::Outcome<std::string> push(const oidc::Client& client, const oidc::Pairs& parameters,
                                  std::int64_t lifetime_s) override;
  // Takes it out of the world: a request is answered once (RFC 9126 §4). A page that is loaded again is of
  // the interaction that came of it.
  oidc::Outcome<oidc::Pairs> find(const oidc::Client& client, std::string_view handle) override;

 private:
  Installation& in_;
};

}  // namespace genauth::app
