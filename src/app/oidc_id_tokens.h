// The port for the online check of ID tokens, over the product's modules.
#pragma once
#include "app/installation.h"
#include "oidc/ports.h"

namespace genauth::app {

// Thread-safe; runs on workers.
class OidcIdTokens final : public oidc::IdTokens {
 public:
  explicit OidcIdTokens(Installation& installation) : in_(installation) {}

  oidc::Outcome<oidc::IdToken> check(std::string_view id_token, std::string_view called) override;

 private:
  Installation& in_;
};

}  // namespace genauth::app
