// The port oidc::Grants over the product's modules: codes, consents and the sessions that come out of a
// browser.
#pragma once
#include "app/installation.h"
#include "oidc/ports.h"

namespace genauth::app {

// Thread-safe; runs on workers.
class OidcGrants final : public oidc::Grants, public oidc::HintSource {
 public:
  explicit OidcGrants(Installation& installation) : in_(installation) {}

  oidc::Outcome<std::string> issue_code(const oidc::Client& client, const oidc::CodeGrant& grant) override;
  oidc::Outcome<oidc::CodeGrant> look_code(const oidc::Client& client, std::string_view code) override;
  oidc::Outcome<oidc::Tokens> redeem_code(const oidc::Client& client, std::string_view code,
                                          const oidc::CodeGrant& grant,
                                          const oidc::Context& context) override;
  oidc::Outcome<std::string> granted_scope(const oidc::Client& client,
                                           const oidc::BrowserSession& session) override;
  oidc::Outcome<oidc::Tokens> front_channel(const oidc::Client& client, const oidc::FrontGrant& front,
                                            const oidc::Context& context) override;

  oidc::Outcome<oidc::Hint> read_hint(std::string_view realm, std::string_view id_token) override;

 private:
  Installation& in_;
};

}  // namespace genauth::app
