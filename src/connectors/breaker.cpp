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

std::shared_ptr<Breaker> Breakers::of(std::string_view vendor) {
  std::lock_guard lock(mutex_);
  auto found = entries_.find(vendor);
  if (found == entries_.end()) {
    if (entries_.size() >= vendors_max_) make_room();
    auto breaker = std::make_shared<Breaker>(clock_, Breaker::Options());
    found = entries_.emplace(std::string(vendor), Entry{std::move(breaker)}).first;
  }
  found->second.asked_at = ++asked_;
  return found->second.breaker;
}

std::size_t Breakers::size() const {
  std::lock_guard lock(mutex_);
  return entries_.size();
}

// Nobody can take hold of one meanwhile: that needs the mutex.
void Breakers::make_room() {
  auto oldest = entries_.end();
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->second.breaker.use_count() > 1) continue;
    if (oldest == entries_.end() || entry->second.asked_at < oldest->second.asked_at) oldest = entry;
  }
  if (oldest != entries_.end()) entries_.erase(oldest);
}

}  // namespace genauth::connectors
