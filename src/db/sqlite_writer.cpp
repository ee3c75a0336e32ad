#include "db/sqlite_writer.h"

#include <utility>

#include "db/engine_session.h"
#include "gen/errors/core.h"

namespace genauth::db {
namespace {

// A batch ends at either; what is left waits for the next one.
constexpr std::size_t kBatchUnits = 256;
constexpr std::int64_t kBatchNs = 5'000'000;

using SqliteTx = EngineTx<SqliteConnection, Engine::kSqlite>;

}  // namespace

SqliteWriter::SqliteWriter(const void* database, std::unique_ptr<SqliteConnection> connection,
                           SqliteCheckpointer& checkpointer, const std::shared_ptr<Subscribers>& subscribers,
                           int slow_unit_ms)
    : database_(database),
      connection_(std::move(connection)),
      checkpointer_(checkpointer),
      subscribers_(subscribers),
      slow_unit_ms_(slow_unit_ms) {
  connection_->count_wal_pages(&wal_pages_);
  thread_ = std::thread([this] { loop(); });
}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

Result<void> SqliteWriter::write(const std::function<bool(Tx&)>& unit) {
  Job job;
  job.unit = &unit;
  submit_and_wait(job);
  run_actions(job.on_commit);
  return std::move(job.ending);
}

Result<void> SqliteWriter::between_batches(std::function<Result<void>(SqliteConnection&)> action) {
  Job job;
  job.action = std::move(action);
  submit_and_wait(job);
  return std::move(job.ending);
}

void SqliteWriter::submit_and_wait(Job& job) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(&job);
  }
  wake_.notify_one();
  std::unique_lock lock(job.mutex);
  job.wake.wait(lock, [&] { return job.done; });
}

void SqliteWriter::answer(const std::vector<Job*>& jobs) {
  for (Job* job : jobs) {
    // Notified under the lock: the moment it is released the caller may leave and take the job with it.
    const std::lock_guard lock(job->mutex);
    job->done = true;
    job->wake.notify_one();
  }
}

bool SqliteWriter::take(std::vector<Job*>& jobs, bool wait) {
  std::unique_lock lock(mutex_);
  if (wait) wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
  // An action stands alone: it ends the batch before it, and is taken when nothing is open.
  std::size_t count = 0;
  while (count < queue_.size() && count < kBatchUnits && queue_[count]->unit != nullptr) ++count;
  if (count == 0 && wait && !queue_.empty()) count = 1;
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
  jobs.assign(queue_.begin(), end);
  queue_.erase(queue_.begin(), end);
  return count > 0;
}

void SqliteWriter::loop() {
  const UnitScope scope(database_);
  std::vector<Job*> batch;
  while (take(batch, true)) {
    if (batch.front()->unit == nullptr) {
      run_action(*batch.front());
      answer(batch);
      continue;
    }
    run_units(batch);
    answer(batch);
    checkpointer_.after_commit(*connection_, std::exchange(wal_pages_, 0));
  }
}

void SqliteWriter::run_action(Job& job) {
  const Result<void> survived = guarded([&] { job.ending = job.action(*connection_); });
  if (!survived) job.ending = survived.error().clone();
}

void SqliteWriter::run_units(std::vector<Job*>& batch) {
  if (const Result<void> begun = connection_->begin_immediate(); !begun) {
    for (Job* job : batch) job->ending = begun.error().clone();
    return;
  }
  if (run_batch(batch)) return;
  connection_->rollback();
  for (Job* job : batch) {
    if (!job->blamed) run_alone(*job);
  }
}

bool SqliteWriter::run_batch(std::vector<Job*>& batch) {
  const std::int64_t end_ns = Clock::steady_ns() + kBatchNs;
  std::vector<Job*> more;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (!run_in_savepoint(*batch[i])) return false;
    const bool last = i + 1 == batch.size();
    if (last && batch.size() < kBatchUnits && Clock::steady_ns() < end_ns && take(more, false))
      batch.insert(batch.end(), more.begin(), more.end());
  }
  return connection_->commit().has_value();
}

bool SqliteWriter::run_in_savepoint(Job& job) {
  bool keep = false;
  Result<void> step = connection_->savepoint();
  const bool begun = step.has_value();
  if (begun) {
    keep = attempt(job);
    if (connection_->in_transaction())
      step = keep ? connection_->release() : connection_->rollback_to_savepoint();
    else
      step = Error(errors::kInternal, "sqlite: the unit ended the transaction it was in");
    if (step) return true;
  }
  // The batch is lost through this unit. One that failed has told its caller why; one that believes it has
  // succeeded, or never ran, has not.
  job.blamed = true;
  job.on_commit.clear();
  if (keep || !begun) job.ending = std::move(step);
  return false;
}

void SqliteWriter::run_alone(Job& job) {
  job.on_commit.clear();
  job.ending = connection_->begin_immediate();
  if (!job.ending) return;
  const bool keep = attempt(job);
  if (!keep) return connection_->rollback();
  if (Result<void> committed = connection_->commit(); !committed) {
    connection_->rollback();
    job.on_commit.clear();
    job.ending = std::move(committed);
  }
}

bool SqliteWriter::attempt(Job& job) {
  UnitWatch watch("write", slow_unit_ms_);
  SqliteTx tx(*connection_, watch, subscribers_);
  job.on_commit.clear();
  bool keep = false;
  job.ending = guarded([&] { keep = (*job.unit)(tx) || tx.refused(); });
  if (!job.ending) return false;
  if (keep && tx.poisoned()) {
    job.ending = poisoned_unit();
    return false;
  }
  if (keep) job.on_commit = tx.take_actions();
  return keep;
}

}  // namespace genauth::db
