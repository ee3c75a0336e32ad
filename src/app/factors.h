// Which strong factors a user has, told to the module that guards account recovery.
#pragma once
#include "modules/account_security/account_security.h"

namespace genauth::app {

class PasskeyFactor final : public account_security::FactorSource {
 public:
  Result<bool> has_strong_factor(db::Session& session, std::string_view pool_id,
                                 std::string_view user_id) const override;
};

}  // namespace genauth::app
