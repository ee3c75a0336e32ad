// The one thread that writes. Internal to src/db. Thread-safe.
//
// Units that wait are run together: each is a savepoint inside one outer BEGIN IMMEDIATE, and one COMMIT (one
// fsync) makes all of them durable. Nobody is answered before that COMMIT. When the outer transaction is lost
// (SQLite itself rolled it back, or its COMMIT failed), the units that are not to blame run again one by one.
#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "db/sqlite_checkpointer.h"
#include "db/sqlite_connection.h"

namespace genauth::db {

class SqliteWriter {
 public:
  // `database` is the mark for UnitScope. `checkpointer` and `subscribers` outlive the writer.
  SqliteWriter(const void* database, std::unique_ptr<SqliteConnection> connection,
               SqliteCheckpointer& checkpointer, const std::shared_ptr<Subscribers>& subscribers,
               int slow_unit_ms);
  ~SqliteWriter();  // after what is queued

  // Blocks until the unit is durable or undone; then runs its on_commit actions, on this thread.
  Result<void> write(const std::function<bool(Tx&)>& unit);
  // Runs between two batches, on the writer's thread, outside a transaction.
  Result<void> between_batches(std::function<Result<void>(SqliteConnection&)> action);

 private:
  // Stands on the stack of the waiting caller.
  struct Job {
    const std::function<bool(Tx&)>* unit = nullptr;  // or
    std::function<Result<void>(SqliteConnection&)> action;
    Result<void> ending;
    std::vector<std::function<void()>> on_commit;
    std::mutex mutex;
    std::condition_variable wake;
    bool done = false;    // guarded by mutex
    bool blamed = false;  // the writer's: it lost a batch and does not run again
  };

  void submit_and_wait(Job& job);
  void loop();
  bool take(std::vector<Job*>& jobs, bool wait);
  void run_units(std::vector<Job*>& batch);
  // Both: true if the outer transaction still stands.
  bool run_batch(std::vector<Job*>& batch);
  bool run_in_savepoint(Job& job);
  // Both: what became of it is in the job.
  void run_alone(Job& job);
  void run_action(Job& job);
  // Runs the unit itself; true if its writes are to be kept.
  bool attempt(Job& job);
  static void answer(const std::vector<Job*>& jobs);

  const void* database_;
  std::unique_ptr<SqliteConnection> connection_;
  SqliteCheckpointer& checkpointer_;
  const std::shared_ptr<Subscribers>& subscribers_;
  const int slow_unit_ms_;
  std::int64_t wal_pages_ = 0;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Job*> queue_;  // guarded by mutex_
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace genauth::db
