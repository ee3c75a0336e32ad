// Passkeys as the answers show them.
#pragma once
#include "gen/dto/passkeys.h"
#include "modules/passkeys/passkeys.h"

namespace genauth::passkeys {

dto::PasskeyDto to_dto(const Passkey& passkey);

}  // namespace genauth::passkeys
