#include "db/sqlite_checkpointer.h"

#include "base/log.h"
#include "gen/errors/core.h"

namespace genauth::db {
namespace {

constexpr std::int64_t kPageBytes = 4096;
constexpr std::int64_t kPassivePages = 1000;  // 4 MB: copied often enough to stay in the page cache
constexpr std::chrono::milliseconds kPause{50};
constexpr int kRestartWaitMs = 20;
constexpr int kTruncateWaitMs = 2000;

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(std::unique_ptr<SqliteConnection> connection,
                                       std::int64_t wal_cap_bytes)
    : connection_(std::move(connection)),
      cap_pages_(std::max(wal_cap_bytes / kPageBytes, kPassivePages)),
      thread_([this] { loop(); }) {}

SqliteCheckpointer::~SqliteCheckpointer() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void SqliteCheckpointer::after_commit(SqliteConnection& writer, std::int64_t wal_pages) {
  if (wal_pages < kPassivePages) {
    retry_pages_ = 0;
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    pages_ = wal_pages;
  }
  wake_.notify_one();
  if (wal_pages < cap_pages_ || wal_pages < retry_pages_) return;
  const std::lock_guard running(running_);
  const Result<bool> restarted = writer.checkpoint_restart(kRestartWaitMs, false);
  if (!restarted) log::error("db.checkpoint_failed", {{"detail", restarted.error().detail()}});
  // A reader that stays (a backup) must not cost every batch the wait.
  retry_pages_ = restarted && *restarted ? 0 : wal_pages + kPassivePages;
}

Result<void> SqliteCheckpointer::truncate(SqliteConnection& writer) {
  const std::lock_guard running(running_);
  if (!TRY(writer.checkpoint_restart(kTruncateWaitMs, true)))
    return Error(errors::kDatabaseUnavailable, "sqlite: checkpoint: readers did not leave in time");
  return {};
}

void SqliteCheckpointer::loop() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    wake_.wait(lock, [this] { return stop_ || pages_ >= kPassivePages; });
    if (stop_) return;
    pages_ = 0;
    lock.unlock();
    {
      const std::lock_guard running(running_);
      const Result<bool> done = connection_->checkpoint_passive();
      if (!done) log::error("db.checkpoint_failed", {{"detail", done.error().detail()}});
    }
    lock.lock();
    wake_.wait_for(lock, kPause, [this] { return stop_; });
  }
}

}  // namespace genauth::db
