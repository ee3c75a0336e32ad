// Custom data that comes along with a sign-in. Whoever asks for the sign-in need not be the person, so what
// the account has already is not changed by it, and it does not grow without end.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "json/type.h"

namespace genauth::users {

inline constexpr std::size_t kCustomDataMax = 16 * 1024;  // bytes
// kTooLong, for what is kept until a sign-in is complete.
Result<void> check_custom_data(const json::Raw& given, std::string_view field);

// `stored` with the members of `given` that it does not have; nullopt where that changes nothing, or it would
// be more than kCustomDataMax.
Result<std::optional<std::string>> with_custom_data(std::string_view stored, const json::Raw& given);

// The same on the user's row. Nothing happens to a user who is gone.
Result<void> add_custom_data(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                             const json::Raw& given, std::int64_t now_ms);

}  // namespace genauth::users
