#include "modules/passkeys/passkeys.h"

#include "base/words.h"
#include "gen/errors/access.h"
#include "gen/errors/codes.h"
#include "gen/errors/passkeys.h"
#include "gen/sql/passkeys.h"
#include "modules/users/users.h"

namespace genauth::passkeys {
namespace {

Passkey to_passkey(std::string_view pool_id, const db::Row& row) {
  Passkey passkey;
  passkey.pool_id = pool_id;
  passkey.credential_id = row.text(0);
  passkey.user_id = row.text(1);
  passkey.app_id = row.text(2);
  passkey.rp_id = row.text(3);
  passkey.public_key = row.text(4);
  passkey.algorithm = row.integer(5);
  passkey.sign_count = row.integer(6);
  passkey.aaguid = row.text(7);
  passkey.transports = split_words(row.view(8));
  passkey.attestation_format = row.text(9);
  passkey.attestation_type = row.text(10);
  passkey.attestation_trusted = row.boolean(11);
  passkey.user_verified = row.boolean(12);
  passkey.backup_eligible = row.boolean(13);
  passkey.backed_up = row.boolean(14);
  passkey.name = row.text(15);
  passkey.authenticator_code = row.text(16);
  passkey.suspected_at = row.maybe_integer(17);
  passkey.created_at = row.integer(18);
  passkey.last_used_at = row.maybe_integer(19);
  return passkey;
}

// Whether anything but a passkey lets this user in.
Result<bool> has_another_way_in(db::Session& session, const users::User& user) {
  if (user.phone) return true;
  return users::has_other_login_method(session, {}, user, users::LoginMethod::kPhone);
}

}  // namespace

Result<std::vector<Passkey>> list(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const db::Rows rows =
      TRY(session.query(sql::list_passkeys, {pool_id, user_id, static_cast<std::int64_t>(kMaxPerUser)}));
  std::vector<Passkey> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(to_passkey(pool_id, rows[i]));
  return found;
}

Result<std::optional<Passkey>> find(db::Session& session, std::string_view pool_id,
                                    std::string_view credential_id) {
  const db::Rows rows = TRY(session.query(sql::find_passkey, {pool_id, credential_id}));
  if (rows.empty()) return std::optional<Passkey>();
  return std::optional(to_passkey(pool_id, rows.front()));
}

Result<void> insert(db::Tx& tx, const Passkey& passkey) {
  if (TRY(list(tx, passkey.pool_id, passkey.user_id)).size() >= kMaxPerUser)
    return Error(errors::kPasskeyLimit).with_arg(std::to_string(kMaxPerUser));
  const std::string transports = join_words(passkey.transports);
  const bool is_new =
      TRY(tx.try_insert(sql::insert_passkey,
                        {passkey.pool_id, passkey.credential_id, passkey.user_id, passkey.app_id,
                         passkey.rp_id, db::Blob{passkey.public_key}, passkey.algorithm, passkey.sign_count,
                         passkey.aaguid, transports, passkey.attestation_format, passkey.attestation_type,
                         passkey.attestation_trusted, passkey.user_verified, passkey.backup_eligible,
                         passkey.backed_up, passkey.name, passkey.authenticator_code, passkey.created_at}));
  if (!is_new) return errors::kPasskeyTaken;
  return {};
}

Result<void> record_use(db::Tx& tx, std::string_view pool_id, std::string_view credential_id,
                        std::int64_t sign_count, bool backed_up, std::int64_t now_ms) {
  const std::int64_t changed =
      TRY(tx.execute(sql::use_passkey, {pool_id, credential_id, sign_count, backed_up, now_ms}));
  if (changed != 1) return Error(errors::kPasskeyCopied, "the counter did not grow");
  return {};
}

Result<void> suspect(db::Tx& tx, std::string_view pool_id, std::string_view credential_id,
                     std::int64_t now_ms) {
  TRY(tx.post(sql::suspect_passkey, {pool_id, credential_id, now_ms}));
  return {};
}

Result<void> rename(db::Tx& tx, std::string_view pool_id, std::string_view credential_id,
                    std::string_view name) {
  if (TRY(tx.execute(sql::rename_passkey, {pool_id, credential_id, name})) != 1)
    return errors::kPasskeyNotFound;
  return {};
}

Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view credential_id) {
  if (TRY(tx.execute(sql::delete_passkey, {pool_id, credential_id})) != 1) return errors::kPasskeyNotFound;
  return {};
}

Result<void> take_off(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view kind,
                      std::string_view id) {
  if (kind != kFactorKind) return {};
  const auto passkey = TRY(find(tx, pool_id, id));
  if (passkey && passkey->user_id == user_id) TRY(remove(tx, pool_id, id));
  return {};
}

Result<void> remove_own(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                        const std::vector<std::string>& credential_ids) {
  const auto user = TRY(users::find(tx, pool_id, user_id));
  if (!user) return errors::kTokenInvalid;  // gone since the token was checked
  const std::size_t had = TRY(list(tx, pool_id, user_id)).size();
  if (!credential_ids.empty() && had <= credential_ids.size() && !TRY(has_another_way_in(tx, *user)))
    return errors::kLastLoginMethod;
  for (const std::string& id : credential_ids) TRY(remove(tx, pool_id, id));
  return {};
}

}  // namespace genauth::passkeys
