// How caches learn that something changed, in this process and in others.
//
// A unit that changes what somebody caches says so: TRY(announce(tx, "application", app_id)). After the
// commit the subscribers of the same process are told at once, before write() returns; other processes read
// the row from the table change_log within half a second (sooner on PostgreSQL, where NOTIFY shortens the
// wait).
#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>

#include "db/database.h"

namespace genauth::db {

// Tells whoever caches `key` under `topic` to forget it, once the unit is committed.
Result<void> announce(Tx& tx, std::string_view topic, std::string_view key);

// Forgets all but the newest rows; for the sweeper. Rows affected.
Result<std::int64_t> trim_change_log(Database& database, std::int64_t keep_rows);

// Who listens to what, in one process. Thread-safe.
class Subscribers {
 public:
  // An empty key: everything under the topic may have changed.
  using OnChange = std::function<void(std::string_view key)>;
  // For good: subscribers live as long as the Database. They must not add subscribers.
  void add(std::string topic, OnChange on_change);
  void tell(std::string_view topic, std::string_view key) const;
  void tell_all() const;

  // False while a feed follows the change log and has not confirmed it for kTrustMs: whoever caches reads the
  // store instead.
  static constexpr std::int64_t kTrustMs = 5000;
  bool trusted() const;
  // That the log was read to its end; by the feed, and by tests. On the steady clock, in ms.
  void confirm(std::int64_t steady_ms) { confirmed_ms_.store(steady_ms, std::memory_order_relaxed); }
  std::int64_t confirmed_ms() const { return confirmed_ms_.load(std::memory_order_relaxed); }

 private:
  mutable std::shared_mutex mutex_;
  std::multimap<std::string, OnChange, std::less<>> by_topic_;
  std::atomic<std::int64_t> confirmed_ms_{0};  // 0: there is no feed
};

// What shortens the wait between two looks at the change log. Thread-safe.
class Bell {
 public:
  virtual ~Bell() = default;
  virtual void wait(int timeout_ms) = 0;  // or until it rings
  virtual void ring() = 0;
};
std::unique_ptr<Bell> quiet_bell();  // rings only when ring() is called

// Follows the change log on a thread of its own and tells the Database's subscribers. A change may be told
// twice.
class ChangeFeed {
 public:
  // `database` outlives the feed.
  explicit ChangeFeed(Database& database) : database_(database) {}
  ~ChangeFeed();
  ChangeFeed(const ChangeFeed&) = delete;
  ChangeFeed& operator=(const ChangeFeed&) = delete;

  // From now on; fails if the log cannot be read. Once.
  Result<void> start();
  // Subscribe before start(). Called on the feed's thread, or on that of the unit that announced; must be
  // quick.
  void on_change(std::string topic, Subscribers::OnChange on_change);
  // How long ago the log was last read to its end. Beyond Subscribers::kTrustMs the process is not ready, and
  // its caches are bypassed.
  std::int64_t late_ms() const;
  // One look at the log, at once. For tests.
  Result<void> poll();

 private:
  void loop();
  void settle(std::int64_t now_ms);

  Database& database_;
  std::unique_ptr<Bell> bell_;
  std::mutex polling_;
  // Everything up to settled_ has been told. PostgreSQL hands out sequence numbers before the commit, so a
  // lower number may appear after a higher one; what lies above and has been told stands here with the time
  // of it.
  std::int64_t settled_ = 0;
  std::map<std::int64_t, std::int64_t> told_at_ms_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace genauth::db
