// PostgreSQL connections, opened when first needed. Internal to src/db. Thread-safe.
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/postgres_connection.h"

namespace genauth::db {

class PostgresPool {
 public:
  PostgresPool(std::string url, const Options& options)
      : url_(std::move(url)), limit_(options.connections), wait_ms_(options.busy_timeout_ms) {}

  // Waits when all are taken; errors::kDatabaseUnavailable after that, and when nobody answers.
  Result<std::unique_ptr<PostgresConnection>> take();
  // A broken one is closed, and with it all that are idle: what broke it has broken them, too.
  void give_back(std::unique_ptr<PostgresConnection> connection);
  // From now on without named prepared statements; connections that have some are closed.
  void stop_preparing();

 private:
  Result<std::unique_ptr<PostgresConnection>> open();
  void forget_one();

  const std::string url_;
  const int limit_;
  const int wait_ms_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<PostgresConnection>> free_;  // the last one used is taken first
  int open_ = 0;
  std::atomic<bool> prepared_{true};
};

}  // namespace genauth::db
