// Keeps the WAL small without making anybody wait. Internal to src/db.
//
// A thread of its own copies the WAL into the database file while readers and the writer go on (PASSIVE).
// Under constant writing that never reaches the end, so beyond the cap the writer itself restarts the WAL
// between two batches (by then little is left to copy), waiting briefly for readers.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "db/sqlite_connection.h"

namespace genauth::db {

class SqliteCheckpointer {
 public:
  SqliteCheckpointer(std::unique_ptr<SqliteConnection> connection, std::int64_t wal_cap_bytes);
  ~SqliteCheckpointer();

  // Called by the writer after each commit, on its thread: how many pages the WAL holds now. May restart the
  // WAL.
  void after_commit(SqliteConnection& writer, std::int64_t wal_pages);
  // Everything into the database file, the WAL emptied. By the writer, outside a transaction.
  Result<void> truncate(SqliteConnection& writer);

 private:
  void loop();

  std::unique_ptr<SqliteConnection> connection_;
  const std::int64_t cap_pages_;
  std::int64_t retry_pages_ = 0;  // of the writer: not before the WAL has grown to this

  std::mutex running_;  // one checkpoint at a time
  std::mutex mutex_;
  std::condition_variable wake_;
  std::int64_t pages_ = 0;  // guarded by mutex_
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace genauth::db
