#include "modules/users/otp.h"

#include "gen/sql/users.h"

namespace genauth::users {

Result<std::optional<Otp>> find_otp(db::Session& session, std::string_view pool_id,
                                    std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_otp, {pool_id, user_id}));
  if (rows.empty()) return std::optional<Otp>();
  const db::Row row = rows.front();
  return std::optional(
      Otp{row.text(0), row.text(1), row.maybe_text(2), row.boolean(3), row.integer(4), row.integer(5)});
}

Result<void> put_otp(db::Tx& tx, std::string_view pool_id, std::string_view user_id, const Otp& otp) {
  std::optional<db::Blob> recovery;
  if (otp.recovery_digest) recovery = db::Blob{*otp.recovery_digest};
  TRY(tx.post(sql::put_otp, {pool_id, user_id, otp.id, db::Blob{otp.sealed_secret}, recovery, otp.confirmed,
                             otp.last_step, otp.created_at}));
  return {};
}

Result<bool> accept_otp_step(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                             std::int64_t step) {
  return TRY(tx.execute(sql::accept_otp_step, {pool_id, user_id, step})) == 1;
}

Result<bool> confirm_otp(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view id,
                         std::int64_t step) {
  return TRY(tx.execute(sql::confirm_otp, {pool_id, user_id, id, step})) == 1;
}

Result<bool> replace_recovery_digest(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                     std::string_view before, std::string_view after) {
  return TRY(tx.execute(sql::replace_recovery_code, {pool_id, user_id, db::Blob{before}, db::Blob{after}})) ==
         1;
}

Result<bool> remove_otp(db::Tx& tx, std::string_view pool_id, std::string_view user_id) {
  return TRY(tx.execute(sql::delete_otp, {pool_id, user_id})) == 1;
}

Result<void> record_mfa(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t now_ms) {
  TRY(tx.post(sql::record_user_mfa, {pool_id, user_id, now_ms}));
  return {};
}

}  // namespace genauth::users
