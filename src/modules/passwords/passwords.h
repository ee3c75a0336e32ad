// What a password must be, in one place for sign-up, reset, change and accounts that administrators make; how
// two ways of typing it become one; and which former ones may not come back. Settings: StoredPoolSettings,
// password_*.
//
// Functions without a db::Session are pure, take microseconds to a few milliseconds (guessing) and are
// thread-safe.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/password.h"
#include "db/database.h"
#include "locale/language.h"
#include "modules/pools/pools.h"

namespace genauth::passwords {

constexpr std::int64_t kLengthMax = 128;  // code points, after normalisation

// Unicode NFC, so that an accent typed as one character or as two is one password (NIST SP 800-63B
// §3.1.1.2). What is not UTF-8 stays as it is.
std::string normal(std::string_view password);

// Of the normal form.
std::int64_t length_of(std::string_view password);

// All rules of the pool but history; `names` are what the account is known by (user name, addresses, number).
//   kPasswordTooShort, kPasswordTooLong,
//   kPasswordTooSimple    fewer kinds of characters than password_level_min asks for
//   kPasswordLikeAccount  one of the names with little around it
//   kPasswordCommon       on the bundled list of common passwords, or as easy (aaaaaa, 123456, qwerty)
//   kPasswordRuleBroken   a rule of the pool; arg: its message in `language`
Result<void> check(const pools::Settings& settings, std::string_view password,
                   std::span<const std::string> names, locale::Language language);

// For who sets password_rules: kBadFormat unless PCRE2 takes the pattern.
Result<void> check_pattern(std::string_view pattern);

// An administrator's regular expression (PCRE2, with limits) over what a person typed: whether it is found in
// it. False for a pattern that is none or takes too long; the log says so.
bool matches(std::string_view pattern, std::string_view text);

// As crypto::verify_password(), over the normal form, then over the password as typed: hashes that another
// system made know no normal form.
crypto::PasswordCheck verify(const std::string& hash, std::string_view password,
                             const crypto::PasswordCost& cost);

// Takes as long as verify() of a wrong password, whatever form the stored hash has that nobody knows of: for
// accounts that do not exist or have no password.
void verify_nothing(std::string_view password, const crypto::PasswordCost& cost);

// Whether the password has had its time (password_days_max).
bool is_expired(const pools::Settings& settings, std::int64_t set_at, std::int64_t now_ms);

// --- history -----------------------------------------------------------------------------------------

// Keeps a hash that is being replaced: the last 24 of each user, whether the pool looks at them or not.
Result<void> remember(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view hash,
                      std::int64_t now_ms);
// The former hashes that password_history_count and password_history_days forbid; the present one is for the
// caller to add if this is_kept(). Newest first.
Result<std::vector<std::string>> forbidden(db::Session& session, const pools::Settings& settings,
                                           std::string_view pool_id, std::string_view user_id,
                                           std::int64_t now_ms);
bool is_kept(const pools::Settings& settings);

}  // namespace genauth::passwords
