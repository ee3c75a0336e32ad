// The ports of the OIDC library over the product's modules.
#pragma once
#include "app/client_documents.h"
#include "app/installation.h"
#include "app/oidc_backchannel.h"
#include "app/oidc_devices.h"
#include "app/oidc_exchanges.h"
#include "app/oidc_extensions.h"
#include "app/oidc_grants.h"
#include "app/oidc_id_tokens.h"
#include "app/oidc_registry.h"
#include "app/oidc_resources.h"
#include "oidc/ports.h"

namespace genauth::app {

// A realm is a user pool. Thread-safe; runs on workers, since a password or a signature takes its time.
class OidcAdapter final : public oidc::ClientSource,
                          public oidc::TokenIssuer,
                          public oidc::TokenStore,
                          public oidc::SubjectSource,
                          public oidc::KeySource {
 public:
  explicit OidcAdapter(Installation& installation);
  oidc::Ports ports();

  oidc::Outcome<oidc::Client> find(std::string_view client_id) override;
  oidc::Outcome<std::vector<oidc::RealmScope>> scopes(const oidc::Client& client) override;

  oidc::Outcome<oidc::Tokens> by_password(const oidc::Client& client, std::string_view username,
                                          std::string_view password, std::string_view scope,
                                          const oidc::Context& context) override;
  oidc::Outcome<oidc::Tokens> by_refresh_token(const oidc::Client& client, std::string_view token,
                                               std::string_view scope, const oidc::Context& context) override;
  oidc::Outcome<oidc::Tokens> by_account_token(const oidc::Client& client, std::string_view token,
                                               std::string_view scope, const oidc::Context& context) override;
  oidc::Outcome<oidc::Tokens> by_machine_key(const oidc::Client* client, std::string_view key_id,
                                             std::string_view secret, std::string_view scope,
                                             const oidc::Context& context) override;

  oidc::Outcome<oidc::Standing> access_token(std::string_view token, std::string_view client_id) override;
  oidc::Outcome<std::optional<oidc::Standing>> refresh_token(const oidc::Client& client,
                                                             std::string_view token) override;
  oidc::Outcome<void> revoke(const oidc::Client& client, std::string_view token) override;

  oidc::Outcome<oidc::Profile> profile(const oidc::Standing& token) override;
  oidc::Outcome<std::string> account(const oidc::Standing& token) override;
  oidc::Outcome<std::string> subject(const oidc::Client& client, std::string_view sub) override;

  // Without an application: the keys of the oldest pool, which is the only one of most installations. Others
  // are reached by their application's host or path; mixing pools would let one vouch for another's users.
  oidc::Outcome<std::shared_ptr<const std::string>> jwks(std::string_view client_id) override;

 private:
  Installation& in_;
  OidcGrants grants_;
  OidcExtensions extensions_;
  OidcDevices devices_;
  OidcBackchannel backchannel_;
  OidcExchanges exchanges_;
  OidcIdTokens id_tokens_;
  ClientDocuments documents_;
  OidcRegistry registry_;
  OidcResources resources_;
};

}  // namespace genauth::app
