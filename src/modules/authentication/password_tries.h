// Counting tries of a password before they are heard, so that any number of racing guesses is held to the
// limits, in every process. Two kinds of limits: the pool's own rules (sign_in_rules.h) within their times,
// and kFailuresMax in a row without any success between (NIST SP 800-63B-4 §3.2.2), however long that takes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "modules/codes/codes.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::authentication {

// Whose tries: an account's, an account's on a device that it knows (which strangers cannot use up), or those
// of a name that nobody has, so that both behave alike.
struct Triers {
  std::string pool_id, subject;
  bool is_somebody = false;

  static Triers of_user(std::string_view pool_id, std::string_view user_id, std::string_view known_device);
  static Triers of_nobody(std::string_view pool_id, std::string_view identifier);
};

// Counted so far, this one included.
struct Counted {
  std::int64_t for_lock = 0, for_captcha = 0, for_older = 0;
};
Result<Counted> count_tries(db::Tx& tx, const Triers& triers, const pools::Settings& rules,
                            std::int64_t now_ms);
Result<void> uncount_tries(db::Tx& tx, const Triers& triers, const pools::Settings& rules,
                           std::int64_t now_ms);
// Whether such tries have to wait.
bool is_locked(const pools::Settings& rules, const Counted& tries);
// Whether the older rule asks for a picture code after them.
bool older_wants_captcha(const pools::Settings& rules, const Counted& tries);
// Counted that are left before the lock; nullopt where nothing locks.
std::optional<std::int64_t> tries_left(const pools::Settings& rules, const Counted& tries);

// Counts one of kFailuresMax; false if they are used up.
Result<bool> count_in_a_row(db::Tx& tx, const Triers& triers, std::int64_t now_ms);
Result<void> uncount_in_a_row(db::Tx& tx, const Triers& triers, std::int64_t now_ms);

// Forgets all of the account's: those of strangers and those of the device.
Result<void> forget_tries(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view known_device);

// Forgets the failures in a row of everything by which the user signs in: password, number, address.
Result<void> forget_failures_in_a_row(db::Tx& tx, const users::User& user);

}  // namespace genauth::authentication
