// Who is subscribed in this process, and the thread that brings them what the log has. Memory is bounded:
// what a subscriber has not read lies in the database until its socket takes it, and a socket that is too
// slow is dropped (net/websocket.h).
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "db/database.h"
#include "modules/event_log/event_log.h"
#include "net/websocket.h"

namespace genauth::events {

// What somebody wants to hear of, and how long.
struct Subscription {
  std::string pool_id, code;
  std::string user_id;                // public events only about this user; empty: about everybody
  std::optional<std::int64_t> since;  // a position: what lies behind it is sent first; absent: from now on
  std::int64_t expires_at = 0;        // the credential's end, epoch ms; 0: none
  std::string owner;                  // whose sockets are counted together; empty: nobody's
  // Whether what let the caller in still holds (session, user, key): asked every kCheckMs.
  std::function<Result<void>(db::Session&, std::int64_t now_ms)> check;
};

inline constexpr std::int64_t kCheckMs = 5'000;

// Frames are JSON: {"id": position, "code", "time", "data", "sender"?}. Ids grow; a caller that comes back
// with the last one it saw as `since` misses nothing of the last day, and may see an event twice.
// Thread-safe.
class Hub {
 public:
  // One owner may have `sockets_per_owner` at a time in this process; 0: any number.
  Hub(db::Database& database, const Clock& clock, std::int64_t sockets_per_owner,
      std::int64_t check_ms = kCheckMs);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  // Starts the thread; once.
  void start();

  // The listener of one socket. The subscription begins when the socket is open and ends with it. It counts
  // for its owner from now on; kTooManySockets beyond the limit.
  Result<std::shared_ptr<net::WebSocketListener>> listener(Subscription subscription);

  std::size_t open() const { return open_.load(std::memory_order_relaxed); }

 private:
  struct Subscriber;
  class Listener;
  using Subscribers = std::vector<std::shared_ptr<Subscriber>>;

  void add(std::shared_ptr<Subscriber> subscriber);
  void remove(const std::shared_ptr<Subscriber>& subscriber);
  bool enter(const std::string& owner);
  void leave(const std::string& owner);
  void ring();
  void run();
  void look();
  void place();
  void deliver();
  void welcome();
  bool catch_up(Subscriber& subscriber);
  void end_unwanted(const Subscribers& slice, const std::vector<std::string_view>& reasons);
  void check_some();

  db::Database& database_;
  const Clock& clock_;
  const std::int64_t sockets_per_owner_, check_ms_;
  std::mutex mutex_;  // guards what stands below it
  std::condition_variable bell_;
  bool rung_ = false, stop_ = false;                                 // rung_: there may be something new
  Subscribers arrived_;                                              // not live yet
  std::map<std::pair<std::string, std::string>, Subscribers> live_;  // by pool and code
  std::map<std::string, std::int64_t> sockets_of_;                   // by owner
  // Of the thread alone:
  std::int64_t position_ = -1;  // everything up to it was delivered; below 0: not known yet
  Subscribers unchecked_;       // of this round
  bool has_progress_ = false;   // somebody who catches up got something at the last look
  std::int64_t checked_ms_ = 0;
  std::atomic<std::size_t> open_{0};
  std::thread thread_;
};

}  // namespace genauth::events
