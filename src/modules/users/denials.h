// "This was not me": which changes of an account its owner has denied, so that links that a thief got for
// changes of their own are void. Free functions are thread-safe for distinct sessions.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::users {

// The change that was denied and the moment of the denial, epoch milliseconds. What was changed between the
// two was changed by a stranger.
struct Denial {
  std::int64_t from = 0, at = 0;
  bool covers(std::int64_t made_at) const { return made_at >= from && made_at <= at; }
};

Result<std::optional<Denial>> last_denial(db::Session& session, std::string_view pool_id,
                                          std::string_view user_id);
Result<void> note_denial(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                         const Denial& denial);

}  // namespace genauth::users
