// Keeps a slow or dead vendor from taking the threads of everybody else.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "gen/errors/codes.h"

namespace genauth::connectors {

// A bulkhead (at most `concurrency` calls at once) and a circuit breaker: after `failures` calls in a row
// that did not reach the vendor it is open, and refuses at once; after open_ms one call is let through as a
// trial, whose outcome closes or reopens it. A refusal by the vendor counts as reached. Thread-safe.
class Breaker {
 public:
  struct Options {
    int failures = 5;
    std::int64_t open_ms = 10'000;
    int concurrency = 16;
  };
  // `clock` must outlive the breaker.
  Breaker(const Clock& clock, Options options) : clock_(clock), options_(options) {}

  // Runs `call`, a function giving a Result, or gives kProviderUnreachable (detail says why) without running
  // it.
  template <class Call>
  auto run(Call call) -> decltype(call()) {
    TRY(enter());
    auto result = call();
    leave(result || result.error().code() != errors::kProviderUnreachable);
    return result;
  }

 private:
  Result<void> enter();
  void leave(bool reached);

  const Clock& clock_;
  const Options options_;
  std::mutex mutex_;
  int running_ = 0;
  int failed_in_row_ = 0;
  std::int64_t trial_at_ms_ = 0;  // meaningful while failed_in_row_ has reached options_.failures
};

// The breakers of vendors whose settings come and go while the server runs, such as the mail servers of user
// pools: senders are made anew, what is known of the vendor stays. Bounded: the one that nobody asked for
// longest is forgotten, never one that is in use. Thread-safe.
class Breakers {
 public:
  static constexpr std::size_t kVendorsMax = 1024;
  explicit Breakers(const Clock& clock, std::size_t vendors_max = kVendorsMax)
      : clock_(clock), vendors_max_(vendors_max) {}

  // The same for the same name while anybody holds it, and afterwards while there is room.
  std::shared_ptr<Breaker> of(std::string_view vendor);
  std::size_t size() const;

 private:
  struct Entry {
    std::shared_ptr<Breaker> breaker;
    std::uint64_t asked_at = 0;  // a count of calls
  };
  void make_room();

  const Clock& clock_;
  const std::size_t vendors_max_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::uint64_t asked_ = 0;
};

}  // namespace genauth::connectors
