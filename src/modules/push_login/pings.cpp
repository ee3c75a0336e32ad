#include "modules/push_login/pings.h"

#include "gen/errors/core.h"
#include "gen/sql/push_login.h"
#include "json/value.h"
#include "modules/push_login/push_login.h"

namespace genauth::push_login {
namespace {

constexpr std::int64_t kFirstPauseMs = 2000;

crypto::Place place_of(std::string_view pool_id, std::string_view push_id) {
  return {pool_id, "push_pings", "payload", push_id};
}

Result<Ping> opened(const db::Row& row, const crypto::Sealer& sealer) {
  Ping ping{row.text(0), row.text(1), row.text(2), "", "", row.integer(4)};
  const std::string payload = TRY(sealer.open(row.text(3), place_of(ping.pool_id, ping.push_id)));
  const json::Value value = TRY(json::Value::parse(payload));
  const json::Value *id = value.find("auth_req_id"), *token = value.find("token");
  if (id == nullptr || !id->string() || token == nullptr || !token->string())
    return Error(errors::kInternal, "a ping without what it has to say");
  ping.auth_req_id = *id->string();
  ping.token = *token->string();
  return ping;
}

}  // namespace

Result<void> expect_ping(db::Tx& tx, const crypto::Sealer& sealer, const NewPing& wanted) {
  json::Value payload;
  payload.set("auth_req_id", wanted.auth_req_id);
  payload.set("token", wanted.token);
  const std::string_view id = id_of(wanted.auth_req_id);
  const std::string sealed = sealer.seal(payload.text(), place_of(wanted.pool_id, id));
  TRY(tx.post(sql::insert_ping, {wanted.pool_id, id, wanted.app_id, db::Blob{sealed}, wanted.expires_at}));
  return {};
}

Result<void> call_ping(db::Tx& tx, std::string_view pool_id, std::string_view push_id, std::int64_t now_ms) {
  TRY(tx.post(sql::call_ping, {pool_id, push_id, now_ms}));
  return {};
}

Result<std::vector<Ping>> due_pings(db::Session& session, const crypto::Sealer& sealer, std::string_view busy,
                                    std::int64_t now_ms, std::int64_t limit) {
  const db::Rows rows = TRY(session.query(sql::due_pings, {now_ms, limit, busy}));
  std::vector<Ping> due;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (auto ping = opened(rows[i], sealer))
      due.push_back(*std::move(ping));  // else it goes with its question
  return due;
}

Result<bool> claim_ping(db::Tx& tx, const Ping& ping, std::int64_t now_ms) {
  const std::int64_t again_ms = now_ms + (kFirstPauseMs << ping.tries);
  return TRY(tx.execute(sql::claim_ping, {ping.pool_id, ping.push_id, again_ms, now_ms})) == 1;
}

Result<void> settle_ping(db::Tx& tx, const Ping& ping) {
  TRY(tx.execute(sql::settle_ping, {ping.pool_id, ping.push_id}));
  return {};
}

}  // namespace genauth::push_login
