// The pipeline's port over the modules: which application a call is for, and whose credential it carries.
#pragma once
#include "api/directory.h"
#include "app/installation.h"
#include "app/oidc_extensions.h"

namespace genauth::app {

// Thread-safe.
class Directory final : public api::Directory {
 public:
  explicit Directory(Installation& installation) : in_(installation), proofs_(installation) {}

  Result<api::Place> by_app(std::string_view app_id) override;
  Result<api::Place> by_host(std::string_view host) override;
  std::string app_of_token(std::string_view token) override;
  Result<api::Caller> user(const api::Place& place, std::string_view token, const api::TokenProof& proof,
                           std::int64_t now_ms) override;
  Result<api::Caller> browser(const api::Place& place, std::string_view cookies, std::string_view base_url,
                              std::int64_t now_ms) override;
  Result<api::KeySecret> access_key(std::string_view access_key_id) override;
  Result<api::ManagementCaller> management_token(std::string_view token, std::string_view certificate,
                                                 std::int64_t now_ms) override;
  Result<bool> claim_nonce(const api::NonceUse& use) override;
  Result<bool> allows_origin(std::string_view app_id, std::string_view origin) override;

 private:
  Installation& in_;
  OidcExtensions proofs_;
};

}  // namespace genauth::app
