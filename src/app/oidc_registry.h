// The port oidc::ClientRegistry over the product's modules: clients that operators have not made.
#pragma once
#include <optional>

#include "app/client_documents.h"
#include "app/installation.h"
#include "modules/pools/pools.h"
#include "oidc/registry.h"

namespace genauth::app {

// Thread-safe; runs on workers, and where a document may be fetched on those for outgoing calls.
class OidcRegistry final : public oidc::ClientRegistry {
 public:
  OidcRegistry(Installation& installation, ClientDocuments& documents)
      : in_(installation), documents_(documents) {}

  oidc::Outcome<oidc::RegistryPolicy> policy(std::string_view place) override;
  oidc::Outcome<oidc::Registered> create(std::string_view place, const oidc::ClientMetadata& metadata,
                                         std::string_view token, const oidc::Context& context) override;
  oidc::Outcome<oidc::Registered> find(std::string_view client_id, std::string_view token) override;
  oidc::Outcome<oidc::Registered> replace(std::string_view client_id, std::string_view token,
                                          const oidc::ClientMetadata& metadata,
                                          const oidc::Context& context) override;
  oidc::Outcome<void> remove(std::string_view client_id, std::string_view token) override;
  oidc::Outcome<oidc::Client> by_document(std::string_view address, std::string_view place, bool may_fetch,
                                          const oidc::Context& context) override;

 private:
  // That of the application which the address names; of an address that names none the installation's first.
  Result<pools::Pool> pool_of(std::string_view place) const;
  // Before another server is asked for a client that is not there yet. kInvalidToken without a good `token`
  // where one is due, kThrottled.
  oidc::Outcome<void> admit(const pools::Pool& pool, std::optional<std::string_view> token,
                            const oidc::Context& context) const;
  struct Mine;
  Result<Mine> mine(std::string_view client_id, std::string_view token) const;
  oidc::Outcome<oidc::Client> read_anew(const pools::Pool& pool, std::string_view address, bool is_new,
                                        const oidc::Context& context);

  Installation& in_;
  ClientDocuments& documents_;
};

// A client that nobody vouches for got tokens: it is in use. What cannot be written is logged.
void note_use(Installation& installation, const applications::Application& application);

}  // namespace genauth::app
