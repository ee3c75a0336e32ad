// Time, always injected. Epoch milliseconds everywhere inside; formatted only at the edge.
#pragma once
#include <atomic>
#include <cstdint>

namespace genauth {

// Two clocks in one: now_ms() is the product's clock, which development mode and tests can advance (expiry of
// codes, tokens, throttles); real_ms() is the machine's, for what must not be moved (request signatures).
// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  std::int64_t now_ms() const { return real_ms() + offset_ms_.load(std::memory_order_relaxed); }
  virtual std::int64_t real_ms() const;  // wall clock
  static std::int64_t steady_ns();       // for measuring durations
  void advance(std::int64_t ms) { offset_ms_.fetch_add(ms, std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> offset_ms_{0};
};

// A clock that stands still until told, for unit tests.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t start_ms) : start_ms_(start_ms) {}
  std::int64_t real_ms() const override { return start_ms_; }

 private:
  std::int64_t start_ms_;
};

}  // namespace genauth
