// The gate before password hashing: as many at once as there are cores, a short queue, and an honest "busy"
// beyond.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genauth::net {

// Hashing more at once than there are cores only makes every sign-in slower, and a queue without an end is a
// way to stop all sign-ins with a few guesses a second. Thread-safe. Callers wait on their own thread, so the
// worker pool must have more threads than width + queue, or waiting would starve other work.
class Gate {
 public:
  struct Options {
    unsigned width = 1;              // at once
    std::size_t queue = 2;           // waiting at once
    std::int64_t deadline_ms = 100;  // longest wait: about twice the time of one hash
  };
  explicit Gate(Options options);
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  // Permission to hash until destroyed. The gate must outlive it.
  class Slot {
   public:
    Slot(Slot&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Slot& operator=(Slot&&) = delete;
    ~Slot() {
      if (gate_ != nullptr) gate_->leave();
    }

   private:
    friend class Gate;
    explicit Slot(Gate* gate) : gate_(gate) {}
    Gate* gate_;
  };

  // Waits in turn for up to the deadline. errors::kBusy if the queue is full, if this pool or this address
  // already fills half of it, or if the time is up. An empty address counts for nobody.
  Result<Slot> enter(std::string_view pool, std::string_view address);

  struct Stats {
    std::uint64_t admitted = 0, refused = 0;
    std::size_t inside = 0, waiting = 0;
  };
  Stats stats() const;

 private:
  struct Waiter {  // lives in the waiting call
    std::string_view pool, address;
    std::condition_variable turn;
    bool admitted = false;
  };
  bool has_room_for(std::string_view pool, std::string_view address) const;
  void leave();

  const Options options_;
  mutable std::mutex mutex_;
  std::deque<Waiter*> waiters_;  // in order of arrival, not yet admitted; under mutex_, as is stats_
  Stats stats_;
};

}  // namespace genauth::net
