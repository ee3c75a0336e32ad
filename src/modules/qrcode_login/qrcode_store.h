// Rows of qr_logins. Nobody else knows the table.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/database.h"

namespace genauth::qrcode_login::store {

struct NewRow {
  std::string_view pool_id, id, kind, app_id, secret_hash, holder_hash, user_id, session_id, details,
      client_ip, user_agent;
  std::int64_t created_at = 0, expires_at = 0;
};
Result<void> insert(db::Tx& tx, const NewRow& row);

struct Row {
  std::string kind, app_id, secret_hash, holder_hash, status, user_id, session_id, details, client_ip,
      user_agent;
  std::optional<std::string> ticket;  // sealed
  bool holder_seen = false;
  std::int64_t created_at = 0, expires_at = 0;
};
Result<std::optional<Row>> find(db::Session& session, std::string_view pool_id, std::string_view id);

// The following say whether the row was in the state that they start from.
Result<bool> scan(db::Tx& tx, std::string_view pool_id, std::string_view id, std::string_view user_id,
                  std::string_view holder_hash, std::int64_t now_ms);
struct Settled {
  std::string_view status;                 // AUTHORIZED or CANCELLED
  std::optional<std::string_view> ticket;  // sealed
  std::int64_t expires_at = 0;
};
Result<bool> settle(db::Tx& tx, std::string_view pool_id, std::string_view id, std::string_view user_id,
                    const Settled& settled, std::int64_t now_ms);
Result<bool> redeem_fastpass(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms);

Result<void> set_details(db::Tx& tx, std::string_view pool_id, std::string_view id, std::string_view details);
Result<void> mark_holder_seen(db::Tx& tx, std::string_view pool_id, std::string_view id);
Result<void> drop_ticket(db::Tx& tx, std::string_view pool_id, std::string_view id);
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t before_ms, int limit);

}  // namespace genauth::qrcode_login::store
