#include "db/postgres_pool.h"

#include "gen/errors/core.h"

namespace genauth::db {

Result<std::unique_ptr<PostgresConnection>> PostgresPool::take() {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto available = [this] { return !free_.empty() || open_ < limit_; };
    if (!freed_.wait_for(lock, std::chrono::milliseconds(wait_ms_), available))
      return Error(errors::kDatabaseUnavailable, "postgres: no connection became free in time");
    if (free_.empty()) break;
    std::unique_ptr<PostgresConnection> connection = std::move(free_.back());
    free_.pop_back();
    lock.unlock();
    connection->use_prepared(prepared_);
    if (connection->settle()) return connection;
    give_back(std::move(connection));  // broken: closes the other idle ones, and a new one is opened
    lock.lock();
  }
  ++open_;
  lock.unlock();
  auto opened = open();
  if (!opened) forget_one();
  return opened;
}

Result<std::unique_ptr<PostgresConnection>> PostgresPool::open() {
  auto connection = TRY(PostgresConnection::open(url_));
  connection->use_prepared(prepared_);
  return connection;
}

void PostgresPool::forget_one() {
  {
    const std::lock_guard lock(mutex_);
    --open_;
  }
  freed_.notify_one();
}

void PostgresPool::give_back(std::unique_ptr<PostgresConnection> connection) {
  std::vector<std::unique_ptr<PostgresConnection>> closing;  // outside the lock
  {
    const std::lock_guard lock(mutex_);
    if (connection->broken()) {
      closing.swap(free_);
      closing.push_back(std::move(connection));
      open_ -= static_cast<int>(closing.size());
    } else {
      free_.push_back(std::move(connection));
    }
  }
  if (closing.empty())
    freed_.notify_one();
  else
    freed_.notify_all();
}

void PostgresPool::stop_preparing() {
  std::vector<std::unique_ptr<PostgresConnection>> closing;
  prepared_ = false;
  const std::lock_guard lock(mutex_);
  closing.swap(free_);
  open_ -= static_cast<int>(closing.size());
}

}  // namespace genauth::db
