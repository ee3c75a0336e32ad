#include "db/sqlite_database.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "db/change_feed.h"
#include "db/engine_session.h"
#include "db/sqlite_checkpointer.h"
#include "db/sqlite_readers.h"
#include "db/sqlite_writer.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"

namespace genauth::db {
namespace {

using SqliteSession = EngineSession<SqliteConnection, Engine::kSqlite>;

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, const Options& options, std::unique_ptr<SqliteConnection> writer,
                 std::unique_ptr<SqliteConnection> checkpoints)
      : slow_unit_ms_(options.slow_unit_ms),
        checkpointer_(std::move(checkpoints), options.wal_cap_bytes),
        readers_(std::move(path), options),
        writer_(this, std::move(writer), checkpointer_, subscribers_, options.slow_unit_ms) {}

  Engine engine() const override { return Engine::kSqlite; }
  const std::shared_ptr<Subscribers>& subscribers() const override { return subscribers_; }

  std::unique_ptr<Bell> bell() override { return quiet_bell(); }
  Result<void> backup(const std::string& path) override;
  Result<void> checkpoint() override {
    if (UnitScope::inside(this)) return nested_unit();
    return writer_.between_batches(
        [this](SqliteConnection& writer) { return checkpointer_.truncate(writer); });
  }

 protected:
  Result<void> run_write(const std::function<bool(Tx&)>& unit) override {
    if (UnitScope::inside(this)) return nested_unit();
    return writer_.write(unit);
  }
  // One writer, and the data directory is locked: every write is exclusive.
  Result<void> run_exclusive(const std::function<bool(Tx&)>& unit) override { return run_write(unit); }
  Result<void> run_read(const std::function<void(Session&)>& unit) override;

 private:
  const int slow_unit_ms_;
  std::shared_ptr<Subscribers> subscribers_ = std::make_shared<Subscribers>();
  // Closed from the last to the first: the checkpointer's connection, alone at the end, folds the WAL away.
  SqliteCheckpointer checkpointer_;
  SqliteReaders readers_;
  SqliteWriter writer_;
};

Result<void> SqliteDatabase::run_read(const std::function<void(Session&)>& unit) {
  if (UnitScope::inside(this)) return nested_unit();
  std::unique_ptr<SqliteConnection> connection = TRY(readers_.take());
  Result<void> ending = connection->begin_snapshot();
  if (ending) {
    const UnitScope scope(this);
    UnitWatch watch("read", slow_unit_ms_);
    SqliteSession session(*connection, watch);
    ending = guarded([&] { unit(session); });
    if (!connection->commit()) connection->rollback();
  }
  readers_.give_back(std::move(connection));
  return ending;
}

// The data and the name must survive a power cut before the copy counts as one.
bool sync_path(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return false;
  const bool synced = ::fsync(fd) == 0;
  ::close(fd);
  return synced;
}

Result<void> SqliteDatabase::backup(const std::string& path) {
  if (UnitScope::inside(this)) return nested_unit();
  const std::string partial = path + ".partial";
  if (::access(path.c_str(), F_OK) == 0)
    return Error(errors::kInvalidOperation, "sqlite: backup: " + path + " exists").with_arg(path + " exists");
  ::unlink(partial.c_str());
  std::unique_ptr<SqliteConnection> connection = TRY(readers_.take());
  Result<void> copied = connection->backup(partial);
  readers_.give_back(std::move(connection));
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  if (copied && !(sync_path(partial, O_RDWR) && std::rename(partial.c_str(), path.c_str()) == 0 &&
                  sync_path(folder, O_RDONLY | O_DIRECTORY)))
    copied = Error(errors::kDatabaseUnavailable, "sqlite: backup: cannot finish " + path);
  if (!copied) ::unlink(partial.c_str());
  return copied;
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, const Options& options) {
  auto writer = TRY(SqliteConnection::open(path, SqliteConnection::Mode::kWrite, options));
  auto checkpoints = TRY(SqliteConnection::open(path, SqliteConnection::Mode::kWrite, options));
  return std::unique_ptr<Database>(
      std::make_unique<SqliteDatabase>(path, options, std::move(writer), std::move(checkpoints)));
}

}  // namespace genauth::db
