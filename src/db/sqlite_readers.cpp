#include "db/sqlite_readers.h"

#include "gen/errors/core.h"

namespace genauth::db {

Result<std::unique_ptr<SqliteConnection>> SqliteReaders::take() {
  std::unique_lock lock(mutex_);
  if (free_.empty() && open_ >= options_.connections) {
    const auto wait = std::chrono::milliseconds(options_.busy_timeout_ms);
    if (!freed_.wait_for(lock, wait, [this] { return !free_.empty() || open_ < options_.connections; }))
      return Error(errors::kDatabaseUnavailable, "sqlite: no reader became free in time");
  }
  if (!free_.empty()) {
    std::unique_ptr<SqliteConnection> connection = std::move(free_.back());
    free_.pop_back();
    return connection;
  }
  ++open_;
  lock.unlock();
  auto opened = SqliteConnection::open(path_, SqliteConnection::Mode::kRead, options_);
  if (!opened) give_back(nullptr);
  return opened;
}

void SqliteReaders::give_back(std::unique_ptr<SqliteConnection> connection) {
  {
    const std::lock_guard lock(mutex_);
    if (connection == nullptr)
      --open_;
    else
      free_.push_back(std::move(connection));
  }
  freed_.notify_one();
}

}  // namespace genauth::db
