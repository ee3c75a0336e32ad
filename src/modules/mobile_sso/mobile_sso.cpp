#include "modules/mobile_sso/mobile_sso.h"

#include "base/id.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/sql/mobile_sso.h"

namespace genauth::mobile_sso {
namespace {

constexpr std::size_t kSecretBytes = 32;

std::string hash_of_device(std::string_view pool_id, std::string_view device_id) {
  return crypto::sha256(std::string(pool_id).append("|").append(device_id));
}

struct Known {
  Session session;
  std::string secret_hash, device_hash;
};

Known known_of(const db::Row& row) {
  return {{row.text(0), row.text(3), row.text(4), row.text(5)}, row.text(1), row.text(2)};
}

Result<std::optional<Known>> find_known(db::Session& session, std::string_view pool_id, std::string_view id,
                                        std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::find_mobile_session, {pool_id, id, now_ms}));
  if (rows.empty()) return std::optional<Known>();
  return std::optional(known_of(rows.front()));
}

}  // namespace

Result<std::string> create(db::Tx& tx, const NewSession& wanted) {
  const std::string secret = crypto::random_token(kSecretBytes);
  const std::string hash = crypto::sha256(secret),
                    device_hash = hash_of_device(wanted.pool_id, wanted.device_id);
  const db::Rows rows =
      TRY(tx.query(sql::put_mobile_session,
                   {wanted.pool_id, new_id(wanted.now_ms), db::Blob{hash}, db::Blob{device_hash},
                    wanted.app_id, wanted.user_id, wanted.session_id, wanted.now_ms, wanted.expires_at}));
  return rows.front().text(0) + "." + secret;
}

Result<std::optional<Session>> find(db::Session& session, std::string_view pool_id,
                                    std::string_view device_id, std::string_view token, std::int64_t now_ms) {
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos || !is_id(token.substr(0, dot))) return std::optional<Session>();
  auto known = TRY(find_known(session, pool_id, token.substr(0, dot), now_ms));
  if (!known || known->device_hash != hash_of_device(pool_id, device_id) ||
      !crypto::equal_constant_time(crypto::sha256(token.substr(dot + 1)), known->secret_hash))
    return std::optional<Session>();
  return std::optional(std::move(known->session));
}

Result<std::optional<Session>> load(db::Session& session, std::string_view pool_id, std::string_view id,
                                    std::int64_t now_ms) {
  auto known = TRY(find_known(session, pool_id, id, now_ms));
  if (!known) return std::optional<Session>();
  return std::optional(std::move(known->session));
}

Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view device_id, std::string_view app_id,
                    std::string_view user_id) {
  const std::string device_hash = hash_of_device(pool_id, device_id);
  if (app_id.empty()) {
    TRY(tx.post(sql::drop_mobile_sessions_of_device, {pool_id, db::Blob{device_hash}, user_id}));
  } else {
    TRY(tx.post(sql::drop_mobile_session, {pool_id, db::Blob{device_hash}, app_id, user_id}));
  }
  return {};
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit) {
  return tx.execute(sql::sweep_mobile_sessions, {now_ms, limit});
}

}  // namespace genauth::mobile_sso
