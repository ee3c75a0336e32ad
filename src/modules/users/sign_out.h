// How a user is signed out everywhere. Sessions are a module above this one, so src/app brings it as a
// service.
#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::users {

struct SignOut {
  // In the unit: access and refresh tokens of the user stop working with the next request, also those under
  // public accounts that this person uses.
  Result<void> (*everywhere)(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                             std::int64_t now_ms);
  // The same, but the session `keep_id` and its tokens go on.
  Result<void> (*elsewhere)(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                            std::string_view keep_id, std::int64_t now_ms) = nullptr;
  // The same, but the browser of that session goes on, too, with all its applications.
  Result<void> (*in_other_browsers)(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::string_view keep_id, std::int64_t now_ms) = nullptr;
};

}  // namespace genauth::users
