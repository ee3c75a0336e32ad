// Which passkeys a user has, told to the modules that stand below passkeys: account recovery, second factors.
#pragma once
#include "modules/account_security/account_security.h"
#include "modules/mfa/factors.h"

namespace genauth::app {

class PasskeyFactor final : public account_security::FactorSource, public mfa::FactorSource {
 public:
  Result<bool> has_strong_factor(db::Session& session, std::string_view pool_id,
                                 std::string_view user_id) const override;
  mfa::Type type() const override { return mfa::Type::kPasskey; }
  Result<bool> has(db::Session& session, std::string_view pool_id, std::string_view user_id,
                   const mfa::Place& place) const override;
};

}  // namespace genauth::app
