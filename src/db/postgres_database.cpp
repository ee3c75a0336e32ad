#include "db/postgres_database.h"

#include <mutex>
#include <thread>

#include "base/id.h"
#include "db/change_feed.h"
#include "db/engine_session.h"
#include "db/postgres_listener.h"
#include "db/postgres_pool.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"

namespace genauth::db {
namespace {

using Isolation = PostgresConnection::Isolation;
using Failure = PostgresConnection::Failure;

constexpr int kAttempts = 25;
constexpr int kBackoffMaxMs = 64;
constexpr int kPolitely = 1;     // attempts beside everybody; those who fail then go one by one
constexpr int kSlowFactor = 20;  // a unit here waits for the network, and holds up nobody but itself
constexpr Sql kLock{"migration_lock", "select pg_advisory_xact_lock($1)"};
constexpr std::int64_t kLockKey = 0x67656e61757468;  // "genauth"

using PostgresTx = EngineTx<PostgresConnection, Engine::kPostgres>;
using PostgresSession = EngineSession<PostgresConnection, Engine::kPostgres>;

// The longer it has been tried the longer the pause, and never the same for two that met.
void back_off(int attempt) {
  const int limit_us = 1000 * std::min(1 << std::min(attempt, 10), kBackoffMaxMs);
  std::uint32_t random = 0;
  fast_random(&random, sizeof random);
  const std::chrono::microseconds pause(random % static_cast<std::uint32_t>(limit_us));
  std::this_thread::sleep_for(pause);  // tidy: sleep because whom we met may be another process
}

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(const Options& options) : options_(options), pool_(options.url, options) {}

  Result<void> probe();
  Engine engine() const override { return Engine::kPostgres; }
  const std::shared_ptr<Subscribers>& subscribers() const override { return subscribers_; }
  Result<void> backup(const std::string&) override {
    return Error(errors::kInvalidOperation, "postgres: backup").with_arg("back up PostgreSQL with pg_dump");
  }
  Result<void> checkpoint() override { return {}; }
  std::unique_ptr<Bell> bell() override;

 protected:
  Result<void> run_write(const std::function<bool(Tx&)>& unit) override {
    return repeat([&](PostgresConnection& connection) {
      return write_once(connection, Isolation::kSerializable, unit);
    });
  }
  Result<void> run_exclusive(const std::function<bool(Tx&)>& unit) override;
  Result<void> run_read(const std::function<void(Session&)>& unit) override {
    return repeat([&](PostgresConnection& connection) { return read_once(connection, unit); });
  }

 private:
  // How one run of a unit ended, and whether it must run again.
  struct Ending {
    Result<void> result;
    bool again = false;
    bool wary = false;  // again, taking nothing for granted
    std::vector<std::function<void()>> on_commit;
  };
  Ending write_once(PostgresConnection& connection, Isolation isolation,
                    const std::function<bool(Tx&)>& unit);
  Ending commit(PostgresConnection& connection, std::vector<std::function<void()>> actions);
  Ending read_once(PostgresConnection& connection, const std::function<void(Session&)>& unit);
  bool run_again(PostgresConnection& connection);
  Result<void> repeat(const std::function<Ending(PostgresConnection&)>& once);

  const Options options_;
  const std::shared_ptr<Subscribers> subscribers_ = std::make_shared<Subscribers>();
  PostgresPool pool_;
  // Held during one attempt of a unit that failed because of others: SERIALIZABLE sees conflicts by the page,
  // so that on small tables nearly all units meet.
  std::mutex turns_;
};

Result<void> PostgresDatabase::probe() {
  auto connection = TRY(pool_.take());
  const Result<bool> pooler = connection->behind_pooler();
  const bool prepared = options_.prepared && pooler && !*pooler;
  pool_.give_back(std::move(connection));
  if (!pooler) return pooler.error().clone();
  if (!prepared) pool_.stop_preparing();
  return {};
}

std::unique_ptr<Bell> PostgresDatabase::bell() {
  return listen_postgres(options_.migration_url.empty() ? options_.url : options_.migration_url);
}

// Whatever has failed, nothing is committed yet, so running it again is safe.
bool PostgresDatabase::run_again(PostgresConnection& connection) {
  switch (connection.failure()) {
    case Failure::kConflict:
    case Failure::kDisproved: return true;
    case Failure::kConnection:
    case Failure::kPreparedStale: connection.close(); return true;
    case Failure::kPreparedLost:
      pool_.stop_preparing();
      connection.close();
      return true;
    case Failure::kNone:
    case Failure::kStatement: return false;
  }
  return false;
}

PostgresDatabase::Ending PostgresDatabase::write_once(PostgresConnection& connection, Isolation isolation,
                                                      const std::function<bool(Tx&)>& unit) {
  const UnitScope scope(this);
  UnitWatch watch("write", options_.slow_unit_ms * kSlowFactor);
  PostgresTx tx(connection, watch, subscribers_);
  connection.begin(isolation);
  bool keep = false;
  Ending ending;
  ending.result = guarded([&] { keep = unit(tx) || tx.refused(); });
  if (ending.result && keep && !tx.poisoned()) return commit(connection, tx.take_actions());
  ending.again = tx.poisoned() && run_again(connection);
  if (ending.result && keep) ending.result = poisoned_unit();
  connection.rollback();
  // What the unit was told may have been wrong, and so may be what it made of it.
  ending.wary = connection.disproved();
  ending.again = ending.again || ending.wary;
  return ending;
}

PostgresDatabase::Ending PostgresDatabase::commit(PostgresConnection& connection,
                                                  std::vector<std::function<void()>> actions) {
  Ending ending;
  ending.result = connection.commit();
  if (ending.result) {
    ending.on_commit = std::move(actions);
  } else if (connection.failure() == Failure::kConnection && !connection.passed_over_commit()) {
    connection.close();
    // It may have been committed: to run it again could do it twice.
    ending.result = Error(errors::kDatabaseUnavailable,
                          "postgres: the connection broke: the outcome of the commit is not known");
  } else {
    ending.again = run_again(connection);
    ending.wary = connection.disproved();
  }
  return ending;
}

PostgresDatabase::Ending PostgresDatabase::read_once(PostgresConnection& connection,
                                                     const std::function<void(Session&)>& unit) {
  const UnitScope scope(this);
  UnitWatch watch("read", options_.slow_unit_ms * kSlowFactor);
  PostgresSession session(connection, watch);
  connection.begin(Isolation::kSnapshot);
  Ending ending;
  ending.result = guarded([&] { unit(session); });
  ending.again = run_again(connection);
  connection.leave_snapshot();
  return ending;
}

Result<void> PostgresDatabase::repeat(const std::function<Ending(PostgresConnection&)>& once) {
  if (UnitScope::inside(this)) return nested_unit();
  bool wary = false;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (attempt > 0) back_off(attempt);
    std::unique_lock<std::mutex> turn(turns_, std::defer_lock);
    if (attempt >= kPolitely) turn.lock();
    auto connection = TRY(pool_.take());
    connection->be_wary(wary);
    Ending ending = once(*connection);
    pool_.give_back(std::move(connection));
    wary = wary || ending.wary;
    if (ending.again) continue;
    if (turn) turn.unlock();
    run_actions(ending.on_commit);
    return std::move(ending.result);
  }
  return Error(errors::kDatabaseUnavailable, "postgres: the unit met others too often and was given up");
}

// READ COMMITTED, because a snapshot taken while waiting for the lock would not see what its holder did.
Result<void> PostgresDatabase::run_exclusive(const std::function<bool(Tx&)>& unit) {
  Result<void> locked;
  const std::function<bool(Tx&)> body = [&](Tx& tx) {
    const Result<Rows> lock = tx.query(kLock, {kLockKey});
    locked = lock ? Result<void>() : Result<void>(lock.error().clone());
    return lock && unit(tx);
  };
  TRY(repeat([&](PostgresConnection& connection) {
    return write_once(connection, Isolation::kReadCommitted, body);
  }));
  return locked;
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const Options& options) {
  auto database = std::make_unique<PostgresDatabase>(options);
  TRY(database->probe());
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace genauth::db
