#include "app/sweeper.h"

#include "base/log.h"
#include "crypto/password.h"
#include "db/change_feed.h"
#include "gen/sql/app.h"
#include "modules/account_security/password_reminders.h"
#include "modules/applications/released.h"
#include "modules/authorization_codes/authorization_codes.h"
#include "modules/codes/codes.h"
#include "modules/device_codes/device_codes.h"
#include "modules/dynamic_clients/dynamic_clients.h"
#include "modules/event_log/event_log.h"
#include "modules/feedback/feedback.h"
#include "modules/invitations/invitations.h"
#include "modules/login_history/login_history.h"
#include "modules/mobile_sso/mobile_sso.h"
#include "modules/opaque_tokens/opaque_tokens.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/push_login/push_login.h"
#include "modules/qrcode_login/qrcode_login.h"
#include "modules/risk/risk.h"
#include "modules/sessions/sessions.h"
#include "modules/tickets/tickets.h"
#include "modules/used_proofs/used_proofs.h"

namespace genauth::app {
namespace {

constexpr auto kPause = std::chrono::seconds(10);
constexpr int kChunkRows = 500;  // small enough not to hold up the writer
constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kMessagesAtOnce = 20;
constexpr std::int64_t kClientsAtOnce = 20;
constexpr std::int64_t kChangesKept =
    100'000;  // far more than are made in the ten minutes that a feed may sleep

// Clients that nobody has used. What an operator has taken over stays. Sessions beyond a chunk are dead with
// their application and end by themselves.
Result<std::int64_t> sweep_clients(db::Tx& tx, const crypto::Sealer& sealer, std::int64_t now_ms) {
  const auto gone = TRY(dynamic_clients::expired(tx, now_ms, kClientsAtOnce));
  for (const dynamic_clients::Expired& each : gone) {
    const auto application = applications::load(tx, sealer, each.pool_id, each.app_id);
    if (application && !application->is_stranger()) {
      TRY(dynamic_clients::keep(tx, each.pool_id, each.app_id));
      continue;
    }
    TRY(dynamic_clients::remove(tx, each.pool_id, each.app_id));
    TRY(sessions::end_sessions_of_app(tx, each.pool_id, each.app_id, now_ms, kChunkRows));
  }
  return static_cast<std::int64_t>(gone.size());
}

}  // namespace

Sweeper::Sweeper(Installation& installation) : in_(installation), thread_([this] { run(); }) {}

Sweeper::~Sweeper() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void Sweeper::run() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, kPause, [this] { return stopping_; })) {
    lock.unlock();
    sweep_once();
    lock.lock();
  }
}

void Sweeper::sweep_once() {
  crypto::release_hash_memory();
  const std::int64_t now_ms = in_.clock.now_ms();
  const auto sweep = [&](auto&& unit) {
    const Result<std::int64_t> gone = in_.database->write(unit);
    if (!gone) log::warn("sweep.failed", {{"why", gone.error().detail()}});
  };
  sweep([&](db::Tx& tx) { return codes::sweep(tx, now_ms, kChunkRows); });
  if (const auto written = in_.codes->conversions().flush(*in_.database, now_ms); !written)
    log::warn("sweep.failed", {{"why", written.error().detail()}});
  sweep([&](db::Tx& tx) { return sessions::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return opaque_tokens::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return authorization_codes::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return event_log::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return risk::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return tickets::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return mobile_sso::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return device_codes::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return used_proofs::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return sweep_clients(tx, *in_.sealer, now_ms); });
  sweep([&](db::Tx& tx) { return push_login::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return applications::sweep_released(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return qrcode_login::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return public_accounts::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return invitations::sweep(tx, now_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return feedback::sweep(tx, now_ms, kChunkRows); });
  const std::int64_t oldest_login_ms = now_ms - in_.config.history.login_days * kDayMs;
  sweep([&](db::Tx& tx) { return login_history::sweep(tx, oldest_login_ms, kChunkRows); });
  sweep([&](db::Tx& tx) { return login_history::sweep_nobody(tx, now_ms, kChunkRows); });
  // Nonces belong to the real clock, as the signatures do.
  if (const auto gone = in_.nonces->sweep(in_.clock.real_ms(), kChunkRows); !gone)
    log::warn("sweep.failed", {{"why", gone.error().detail()}});
  sweep([&](db::Tx& tx) { return in_.outbox->sweep(tx, now_ms, kChunkRows); });
  if (const auto told = account_security::remind_of_passwords(*in_.database, *in_.outbox, now_ms); !told)
    log::warn("sweep.failed", {{"why", told.error().detail()}});
  if (const auto gone = db::trim_change_log(*in_.database, kChangesKept); !gone)
    log::warn("sweep.failed", {{"why", gone.error().detail()}});
  if (const auto sealed = in_.audit_chain->seal(*in_.database, now_ms); !sealed)
    log::warn("audit.not_sealed", {{"why", sealed.error().detail()}});
  const auto retried = in_.outbox->retry_due(kMessagesAtOnce);
  if (!retried) log::warn("messages.retry_failed", {{"why", retried.error().detail()}});
}

}  // namespace genauth::app
