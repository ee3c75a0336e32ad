// The port oidc::Exchanges over the product's modules.
#pragma once
#include "app/installation.h"
#include "oidc/extensions.h"

namespace genauth::app {

// Thread-safe; runs on workers. A token that comes out stands and falls with the session of the one that went
// in, lives no longer, and opens nothing of the person's account here (it says `exchanged_by`).
class OidcExchanges final : public oidc::Exchanges {
 public:
  explicit OidcExchanges(Installation& installation) : in_(installation) {}

  oidc::Outcome<oidc::Tokens> exchange(const oidc::Client& client, const oidc::ExchangeRequest& request,
                                       const oidc::Context& context) override;

 private:
  Installation& in_;
};

}  // namespace genauth::app
