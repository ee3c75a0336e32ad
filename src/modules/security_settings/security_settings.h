// The security settings of a user pool as administrators see them: the wire's form of pools::Settings. What
// obeys them stands in the modules that they are about; docs/guide/security-settings.md lists it.
#pragma once
#include "base/result.h"
#include "gen/dto/security_settings.h"
#include "modules/pools/pools.h"

namespace genauth::security_settings {

dto::SecuritySettingsDto shown(const pools::Settings& settings);

// Takes over what the change names. kBadFormat with the member's path for an origin, a list of addresses or a
// time that is none.
Result<void> apply(const dto::UpdateSecuritySettingsDto& change, pools::Settings& settings);

}  // namespace genauth::security_settings
