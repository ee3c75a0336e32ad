// The people who run the installation. They belong to no pool. The first one comes in by a link that works
// once; there is no default password.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::administrators {

inline constexpr std::int64_t kSetupTtlMs = 7LL * 86'400'000;  // a week

// Makes the administrator, or gives one who has not finished yet a new link. Returns the token of the set-up
// link. kConflict if the address belongs to one who has set a password.
Result<std::string> invite(db::Tx& tx, std::string_view email, std::int64_t now_ms);

// Whether accept() would find the token good. For showing the page, which must not consume it.
Result<bool> is_open(db::Session& session, std::string_view token, std::int64_t now_ms);

// Sets the password and spends the token, once whoever races. kCodeWrong if it is unknown, spent or expired.
Result<void> accept(db::Tx& tx, std::string_view token, std::string_view password_hash, std::int64_t now_ms);

}  // namespace genauth::administrators
