#include "modules/users/identities.h"

#include "gen/sql/users.h"

namespace genauth::users {
namespace {

std::optional<db::Blob> blob(const std::optional<std::string>& sealed) {
  return sealed ? std::optional<db::Blob>(db::Blob{*sealed}) : std::nullopt;
}

}  // namespace

Result<std::optional<Identity>> find_identity(db::Session& session, std::string_view pool_id,
                                              const Subject& subject) {
  const db::Rows rows = TRY(session.query(sql::find_user_identity, {pool_id, subject.ext_idp_id, subject.type,
                                                                    subject.issuer, subject.user_id_in_idp}));
  if (rows.empty()) return std::optional<Identity>();
  const db::Row row = rows.front();
  Identity found;
  found.id = row.text(0);
  found.user_id = row.text(1);
  found.ext_idp_id = row.text(2);
  found.provider = row.text(3);
  found.type = row.text(4);
  found.user_id_in_idp = row.text(5);
  found.user_info = row.text(6);
  found.origin_conn_ids = row.text(7);
  found.access_token = row.maybe_text(8);
  found.refresh_token = row.maybe_text(9);
  found.created_at = row.integer(10);
  found.issuer = subject.issuer;
  return std::optional<Identity>(std::move(found));
}

Result<void> refresh_identity(db::Tx& tx, std::string_view pool_id, const Identity& identity) {
  TRY(tx.post(sql::refresh_user_identity,
              {pool_id, identity.user_id, identity.id, identity.user_info, identity.origin_conn_ids,
               blob(identity.access_token), blob(identity.refresh_token)}));
  return {};
}

Result<void> remove_identity(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                             std::string_view id) {
  TRY(tx.post(sql::delete_user_identity, {pool_id, user_id, id}));
  return {};
}

Result<std::int64_t> remove_identities(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                       std::string_view ext_idp_id) {
  return tx.execute(sql::delete_user_identities, {pool_id, user_id, ext_idp_id});
}

Result<void> remove_identities_of_source(db::Tx& tx, std::string_view pool_id, std::string_view ext_idp_id) {
  TRY(tx.post(sql::delete_identities_of_source, {pool_id, ext_idp_id}));
  return {};
}

Result<void> forget_credentials(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                std::int64_t now_ms) {
  TRY(tx.post(sql::forget_user_password, {pool_id, user_id, now_ms}));
  TRY(tx.post(sql::delete_user_otp, {pool_id, user_id}));
  TRY(tx.post(sql::delete_all_identities, {pool_id, user_id}));
  return {};
}

}  // namespace genauth::users
