// Public accounts: users whom several people share, such as "front desk". Targets (people, groups,
// departments, roles) may go on as one; the session then remembers who it is. The public door of the module;
// every function takes the pool first and never looks beyond it. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/authentication/login.h"
#include "modules/roles/roles.h"

namespace genauth::public_accounts {

// What a list of accounts to choose from shows.
struct Choice {
  std::string user_id;
  std::optional<std::string> photo,
      display_name;  // name, nickname, user name, e-mail address: the first there is
};

Result<bool> is_public(db::Session& session, std::string_view pool_id, std::string_view user_id);
// Marks a user as a public account. False if it is one already.
Result<bool> mark(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t now_ms);
// Back to a person's own account; nobody may switch to it any more.
Result<bool> unmark(db::Tx& tx, std::string_view pool_id, std::string_view user_id);
// False if the target may use the account already.
Result<bool> bind(db::Tx& tx, std::string_view pool_id, std::string_view account_id,
                  const roles::Target& target, std::int64_t now_ms);
Result<bool> unbind(db::Tx& tx, std::string_view pool_id, std::string_view account_id,
                    const roles::Target& target);

// The activated public accounts that the user may go on as, by id; one statement.
Result<std::vector<Choice>> open_to(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                    std::int64_t now_ms);
Result<std::optional<Choice>> choice_of(db::Session& session, std::string_view pool_id,
                                        std::string_view user_id);

// Who uses a session under a public account, also where the session came out of a browser in which they do;
// nullopt for a session of the user's own.
Result<std::optional<std::string>> origin_of(db::Session& session, std::string_view pool_id,
                                             std::string_view session_id);
// Of a session that is made without a browser; nothing for a session of the user's own.
Result<void> remember(db::Tx& tx, const sessions::Draft& draft, std::string_view origin);
// When the person behind a session proved who they are; nullopt: no such session.
Result<std::optional<std::int64_t>> auth_time_of(db::Session& session, std::string_view pool_id,
                                                 std::string_view session_id);
// A sign-in that a session vouches for (QR code, push, fast pass) is no fresh proof: it is as old as the
// session, and whoever stands behind that stands behind it too. kTokenInvalid, kUserDisabled if the session
// does not stand any more; asked again in the unit of the sign-in with still_vouches().
Result<void> inherit(db::Session& session, std::string_view session_id, authentication::Attempt& attempt);
Result<void> still_vouches(db::Session& session, std::string_view session_id,
                           const authentication::Attempt& attempt);
// A person's sessions, also those under public accounts: what a suspension, a deletion or a new password
// ends.
Result<void> end_sessions_of_person(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::int64_t now_ms);
// The same, but the session `keep_id` goes on: after a change that this person made in it.
Result<void> end_other_sessions_of_person(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                          std::string_view keep_id, std::int64_t now_ms);
// The same, but the browser of that session goes on with all its applications: the person signs out
// elsewhere.
Result<void> end_sessions_elsewhere_of_person(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                              std::string_view keep_id, std::int64_t now_ms);
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

// Writes down who it is that goes on as a public account.
class SwitchStep final : public authentication::LoginStep {
 public:
  std::string_view name() const override { return "switch"; }
  Result<void> signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                         const sessions::Draft& draft) const override;
};

}  // namespace genauth::public_accounts
