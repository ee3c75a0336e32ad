#include "modules/public_accounts/public_accounts.h"

#include "gen/sql/public_accounts.h"
#include "modules/sessions/browser.h"
#include "modules/sessions/sessions.h"

namespace genauth::public_accounts {
namespace {

Choice to_choice(const db::Row& row) {
  return {row.text(0), row.maybe_text(1), row.maybe_text(2)};
}

// Under every public account that this person uses, with the browsers that they came out of: those would give
// the next application a session of that account.
Result<void> end_switched(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view keep_id, std::int64_t now_ms) {
  const db::Rows switched = TRY(tx.query(sql::list_switched_sessions, {pool_id, user_id}));
  for (std::size_t i = 0; i < switched.size(); ++i)
    if (switched[i].view(0) != keep_id) TRY(sessions::sign_out(tx, pool_id, switched[i].view(0), now_ms));
  // What a session was switched in may be gone, and its browser not.
  const auto kept = TRY(sessions::browser_of_session(tx, pool_id, keep_id, now_ms));
  const db::Rows browsers = TRY(tx.query(sql::list_switched_browsers, {pool_id, user_id}));
  for (std::size_t i = 0; i < browsers.size(); ++i)
    if (!kept || browsers[i].view(0) != kept->id)
      TRY(sessions::end_browser(tx, pool_id, browsers[i].view(0), now_ms));
  return {};
}

}  // namespace

Result<bool> is_public(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_public_account, {pool_id, user_id}));
  return !rows.empty();
}

Result<bool> mark(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t now_ms) {
  return tx.try_insert(sql::insert_public_account, {pool_id, user_id, now_ms});
}

Result<bool> unmark(db::Tx& tx, std::string_view pool_id, std::string_view user_id) {
  return TRY(tx.execute(sql::delete_public_account, {pool_id, user_id})) == 1;
}

Result<bool> bind(db::Tx& tx, std::string_view pool_id, std::string_view account_id,
                  const roles::Target& target, std::int64_t now_ms) {
  return tx.try_insert(sql::insert_public_account_target,
                       {pool_id, account_id, target.type, target.id, now_ms});
}

Result<bool> unbind(db::Tx& tx, std::string_view pool_id, std::string_view account_id,
                    const roles::Target& target) {
  return TRY(tx.execute(sql::delete_public_account_target, {pool_id, account_id, target.type, target.id})) ==
         1;
}

Result<std::vector<Choice>> open_to(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                    std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::list_public_accounts_of_user, {pool_id, user_id, now_ms}));
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < rows.size(); ++i) choices.push_back(to_choice(rows[i]));
  return choices;
}

Result<std::optional<Choice>> choice_of(db::Session& session, std::string_view pool_id,
                                        std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_choice, {pool_id, user_id}));
  return rows.empty() ? std::optional<Choice>() : std::optional(to_choice(rows.front()));
}

Result<std::optional<std::string>> origin_of(db::Session& session, std::string_view pool_id,
                                             std::string_view session_id) {
  const db::Rows rows = TRY(session.query(sql::find_switched_session, {pool_id, session_id}));
  return rows.empty() ? std::optional<std::string>() : rows.front().maybe_text(0);
}

Result<void> remember(db::Tx& tx, const sessions::Draft& draft, std::string_view origin) {
  if (origin.empty() || origin == draft.user_id) return {};
  TRY(tx.post(sql::insert_switched_session,
              {draft.pool_id, draft.session_id, origin, draft.session_expires_at}));
  return {};
}

Result<std::optional<std::int64_t>> auth_time_of(db::Session& session, std::string_view pool_id,
                                                 std::string_view session_id) {
  const db::Rows rows = TRY(session.query(sql::find_auth_time, {pool_id, session_id}));
  return rows.empty() ? std::optional<std::int64_t>() : std::optional(rows.front().integer(0));
}

Result<void> still_vouches(db::Session& session, std::string_view session_id,
                           const authentication::Attempt& attempt) {
  sessions::Verified voucher;
  voucher.pool_id = attempt.facts.pool_id;
  voucher.user_id = attempt.user.id;
  voucher.session_id = session_id;
  return sessions::check_alive(session, voucher, attempt.now_ms);
}

Result<void> inherit(db::Session& session, std::string_view session_id, authentication::Attempt& attempt) {
  TRY(still_vouches(session, session_id, attempt));
  const std::string& pool_id = attempt.facts.pool_id;
  attempt.facts.auth_time = TRY(auth_time_of(session, pool_id, session_id)).value_or(1);
  attempt.facts.origin_user_id = TRY(origin_of(session, pool_id, session_id)).value_or("");
  return {};
}

Result<void> end_sessions_of_person(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::int64_t now_ms) {
  TRY(sessions::end_sessions_of_user(tx, pool_id, user_id, now_ms));
  return end_switched(tx, pool_id, user_id, "", now_ms);
}

Result<void> end_other_sessions_of_person(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                          std::string_view keep_id, std::int64_t now_ms) {
  TRY(sessions::end_other_sessions(tx, pool_id, user_id, keep_id, now_ms));
  return end_switched(tx, pool_id, user_id, keep_id, now_ms);
}

Result<void> end_sessions_elsewhere_of_person(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                              std::string_view keep_id, std::int64_t now_ms) {
  TRY(sessions::end_sessions_elsewhere(tx, pool_id, user_id, keep_id, now_ms));
  return end_switched(tx, pool_id, user_id, keep_id, now_ms);
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_switched_sessions, {now_ms, limit});
}

Result<void> SwitchStep::signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                                   const sessions::Draft& draft) const {
  return remember(tx, draft, attempt.facts.origin_user_id);
}

}  // namespace genauth::public_accounts
