// What counts once and is made by others, each with an identifier of its own: clients' assertions and proofs
// of keys. Kept until they would be too old anyway.
//
// Free functions are thread-safe. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::used_proofs {

// True for exactly one caller of all processes, until `expires_at`. `space` tells kinds and authors apart,
// `key` is theirs to choose. In a unit of its own: those who bring the same take turns.
Result<bool> first_use(db::Tx& tx, std::string_view pool_id, std::string_view space, std::string_view key,
                       std::int64_t expires_at);

// Deletes what has expired, at most `limit` rows; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

}  // namespace genauth::used_proofs
