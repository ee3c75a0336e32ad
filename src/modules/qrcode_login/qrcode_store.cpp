#include "modules/qrcode_login/qrcode_store.h"

#include "gen/sql/qrcode_login.h"

namespace genauth::qrcode_login::store {

Result<void> insert(db::Tx& tx, const NewRow& r) {
  TRY(tx.post(sql::insert_qr,
              {r.pool_id, r.id, r.kind, r.app_id, db::Blob{r.secret_hash}, db::Blob{r.holder_hash}, r.user_id,
               r.session_id, r.details, r.client_ip, r.user_agent, r.created_at, r.expires_at}));
  return {};
}

Result<std::optional<Row>> find(db::Session& session, std::string_view pool_id, std::string_view id) {
  const db::Rows rows = TRY(session.query(sql::find_qr, {pool_id, id}));
  if (rows.empty()) return std::optional<Row>();
  const db::Row row = rows.front();
  return std::optional(Row{.kind = row.text(0),
                           .app_id = row.text(1),
                           .secret_hash = row.text(2),
                           .holder_hash = row.text(3),
                           .status = row.text(5),
                           .user_id = row.text(6),
                           .session_id = row.text(7),
                           .details = row.text(9),
                           .client_ip = row.text(10),
                           .user_agent = row.text(11),
                           .ticket = row.maybe_text(8),
                           .holder_seen = row.boolean(4),
                           .created_at = row.integer(12),
                           .expires_at = row.integer(13)});
}

Result<bool> scan(db::Tx& tx, std::string_view pool_id, std::string_view id, std::string_view user_id,
                  std::string_view holder_hash, std::int64_t now_ms) {
  return TRY(tx.execute(sql::scan_qr, {pool_id, id, user_id, db::Blob{holder_hash}, now_ms})) == 1;
}

Result<bool> settle(db::Tx& tx, std::string_view pool_id, std::string_view id, std::string_view user_id,
                    const Settled& settled, std::int64_t now_ms) {
  std::optional<db::Blob> ticket;
  if (settled.ticket) ticket = db::Blob{*settled.ticket};
  return TRY(tx.execute(sql::settle_qr,
                        {pool_id, id, user_id, settled.status, ticket, settled.expires_at, now_ms})) == 1;
}

Result<bool> redeem_fastpass(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms) {
  return TRY(tx.execute(sql::redeem_fastpass, {pool_id, id, now_ms})) == 1;
}

Result<void> set_details(db::Tx& tx, std::string_view pool_id, std::string_view id,
                         std::string_view details) {
  TRY(tx.post(sql::set_qr_details, {pool_id, id, details}));
  return {};
}

Result<void> mark_holder_seen(db::Tx& tx, std::string_view pool_id, std::string_view id) {
  TRY(tx.post(sql::mark_holder_seen, {pool_id, id}));
  return {};
}

Result<void> drop_ticket(db::Tx& tx, std::string_view pool_id, std::string_view id) {
  TRY(tx.post(sql::drop_qr_ticket, {pool_id, id}));
  return {};
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t before_ms, int limit) {
  return tx.execute(sql::sweep_qr, {before_ms, limit});
}

}  // namespace genauth::qrcode_login::store
