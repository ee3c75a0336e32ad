// Read-only SQLite connections, opened when first needed. Internal to src/db. Thread-safe.
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/sqlite_connection.h"

namespace genauth::db {

class SqliteReaders {
 public:
  SqliteReaders(std::string path, const Options& options) : path_(std::move(path)), options_(options) {}

  // Waits up to busy_timeout_ms when all are taken, then errors::kDatabaseUnavailable.
  Result<std::unique_ptr<SqliteConnection>> take();
  void give_back(std::unique_ptr<SqliteConnection> connection);

 private:
  const std::string path_;
  const Options options_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<SqliteConnection>> free_;  // the last one used is the next one taken: warm
  int open_ = 0;
};

}  // namespace genauth::db
