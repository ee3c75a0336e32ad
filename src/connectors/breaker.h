// Keeps a slow or dead vendor from taking the threads of everybody else.
#pragma once
#include <cstdint>
#include <mutex>

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

}  // namespace genauth::connectors
