// What issuing and renewing share about refresh tokens. Inside this module only.
#pragma once
#include "crypto/seal.h"
#include "modules/sessions/sessions.h"

namespace genauth::sessions {

inline constexpr std::size_t kRefreshSecretBytes = 32;

// Where the successor of a replaced token is kept, for the client that asks twice.
crypto::Place successor_place(std::string_view pool_id, std::string_view token_id);

// Writes the draft's new refresh token.
Result<void> insert_refresh_token(db::Tx& tx, const Draft& draft);

// Writes what its access token stands for, if that is an opaque one.
Result<void> insert_opaque_token(db::Tx& tx, const Draft& draft);

}  // namespace genauth::sessions
