// The gate before password hashing: as many at once as there are cores, a short queue, and an honest "busy"
// beyond.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genauth::net {

// Hashing more at once than there are cores only makes every sign-in slower, and a queue without an end is a
// way to stop all sign-ins with a few guesses a second. Thread-safe. Callers wait on their own thread, so the
// worker pool must have more threads than threads_max(), or waiting would starve other work.
class Gate {
 public:
  struct Options {
    unsigned width = 1;              // at once
    std::size_t queue = 2;           // waiting at once
    std::int64_t deadline_ms = 100;  // longest wait, from lining up: somewhat more than one hash takes
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

  // A place in the queue, held until destroyed. Does not outlive the gate.
  class Place {
   public:
    Place(Place&&) noexcept = default;
    Place& operator=(Place&&) = delete;
    ~Place();

   private:
    friend class Gate;
    struct Waiter {
      std::string pool, address;
      std::chrono::steady_clock::time_point since;  // in the queue
      std::condition_variable turn;
      bool waits = false;     // in enter(), no longer busy with something else
      bool admitted = false;  // no longer in waiters_
    };
    Place(Gate* gate, std::unique_ptr<Waiter> waiter);
    Gate* gate_;
    std::unique_ptr<Waiter> waiter_;  // at an address that does not change
  };

  // Never waits. errors::kBusy if the queue is full, or if this pool or this address already fills half of
  // it; an empty address counts for nobody. For callers who have something to do between being let into the
  // queue and hashing: who is refused here has cost nothing.
  Result<Place> line_up(std::string_view pool, std::string_view address);
  // Waits in turn until the deadline, which began with line_up(): what the caller did in between counts.
  // errors::kBusy if the time is up.
  Result<Slot> enter(Place place);
  // Both at once.
  Result<Slot> enter(std::string_view pool, std::string_view address);

  // How many threads can be in here at once.
  unsigned threads_max() const { return options_.width + static_cast<unsigned>(options_.queue); }

  struct Stats {
    std::uint64_t admitted = 0, refused = 0;
    std::size_t inside = 0, waiting = 0;
  };
  Stats stats() const;

 private:
  using Waiter = Place::Waiter;
  bool has_room_for(std::string_view pool, std::string_view address) const;
  void leave();
  void give_up(Waiter& waiter);

  const Options options_;
  mutable std::mutex mutex_;
  std::list<Waiter*> waiters_;  // in order of arrival, not yet admitted; under mutex_, as is stats_
  Stats stats_;
};

}  // namespace genauth::net
