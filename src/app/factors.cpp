#include "app/factors.h"

#include "modules/passkeys/passkeys.h"

namespace genauth::app {

Result<bool> PasskeyFactor::has_strong_factor(db::Session& session, std::string_view pool_id,
                                              std::string_view user_id) const {
  return !TRY(passkeys::list(session, pool_id, user_id)).empty();
}

}  // namespace genauth::app
