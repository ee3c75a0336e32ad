// The port oidc::BackchannelRequests over the push channel (modules/push_login).
#pragma once
#include "app/installation.h"
#include "oidc/extensions.h"

namespace genauth::app {

// Thread-safe; runs on workers. The person's own app asks, as it does for pages; what comes out is a sign-in
// like every other, by Login::complete().
class OidcBackchannel final : public oidc::BackchannelRequests {
 public:
  explicit OidcBackchannel(Installation& installation) : in_(installation) {}

  oidc::Outcome<oidc::BackchannelAnswer> begin(const oidc::Client& client,
                                               const oidc::BackchannelRequest& request,
                                               const oidc::Context& context) override;
  oidc::Outcome<oidc::Tokens> poll(const oidc::Client& client, std::string_view auth_req_id,
                                   const oidc::Context& context) override;

 private:
  Installation& in_;
};

}  // namespace genauth::app
