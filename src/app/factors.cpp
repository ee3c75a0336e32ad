#include "app/factors.h"

#include <algorithm>

#include "modules/passkeys/passkeys.h"
#include "modules/passkeys/relying_party.h"

namespace genauth::app {

Result<bool> PasskeyFactor::has_strong_factor(db::Session& session, std::string_view pool_id,
                                              std::string_view user_id) const {
  return !TRY(passkeys::list(session, pool_id, user_id)).empty();
}

Result<bool> PasskeyFactor::has(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                const mfa::Place& place) const {
  const std::string rp_id = passkeys::rp_id_of(place.application, place.url);
  return std::ranges::any_of(TRY(passkeys::list(session, pool_id, user_id)),
                             [&](const passkeys::Passkey& one) { return one.rp_id == rp_id; });
}

}  // namespace genauth::app
