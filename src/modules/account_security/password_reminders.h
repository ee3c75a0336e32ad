// A mail a day to people whose password will soon have to change (USER_PASSWORD_UPDATE_REMIND), where the
// pool ends passwords (password_days_max) and wants it (password_remind_days).
#pragma once
#include <cstdint>

#include "base/result.h"
#include "db/database.h"
#include "modules/messages/messages.h"

namespace genauth::account_security {

// Tells those who have come nearer to the end by a day since the last call, each once, whatever process
// calls; of each pool at most a few hundred, the rest at the next call. Who was missed for more than a day
// (no process ran) is told of the day that it is now. Returns how many mails were written. Thread-safe.
Result<std::int64_t> remind_of_passwords(db::Database& database, const messages::Outbox& outbox,
                                         std::int64_t now_ms);

}  // namespace genauth::account_security
