#include "connectors/breaker.h"

#include "gen/errors/codes.h"

namespace genauth::connectors {

Result<void> Breaker::enter() {
  const std::int64_t now = clock_.now_ms();
  const std::lock_guard lock(mutex_);
  if (running_ >= options_.concurrency) return Error(errors::kProviderUnreachable, "too many calls at once");
  if (failed_in_row_ >= options_.failures) {
    if (now < trial_at_ms_) return Error(errors::kProviderUnreachable, "breaker is open");
    trial_at_ms_ = now + options_.open_ms;  // one trial; whoever comes meanwhile is refused
  }
  ++running_;
  return {};
}

void Breaker::leave(bool reached) {
  const std::int64_t now = clock_.now_ms();
  const std::lock_guard lock(mutex_);
  --running_;
  if (reached) {
    failed_in_row_ = 0;
  } else if (++failed_in_row_ >= options_.failures) {
    trial_at_ms_ = now + options_.open_ms;
  }
}

}  // namespace genauth::connectors
