#include "net/gate.h"

#include "gen/errors/core.h"

namespace genauth::net {

Gate::Gate(Options options) : options_(options) {}

bool Gate::has_room_for(std::string_view pool, std::string_view address) const {
  if (waiters_.size() >= options_.queue) return false;
  const std::size_t share = std::max<std::size_t>(options_.queue / 2, 1);
  std::size_t of_pool = 0, of_address = 0;
  for (const Waiter* waiter : waiters_) {
    of_pool += waiter->pool == pool ? 1 : 0;
    of_address += !address.empty() && waiter->address == address ? 1 : 0;
  }
  return of_pool < share && of_address < share;
}

Result<Gate::Slot> Gate::enter(std::string_view pool, std::string_view address) {
  std::unique_lock lock(mutex_);
  if (stats_.inside < options_.width) {  // then nobody waits: leave() hands places over
    ++stats_.inside;
    ++stats_.admitted;
    return Slot(this);
  }
  if (!has_room_for(pool, address)) {
    ++stats_.refused;
    return Error(errors::kBusy, "hash gate: queue full");
  }
  Waiter self;
  self.pool = pool;
  self.address = address;
  waiters_.push_back(&self);
  self.turn.wait_for(lock, std::chrono::milliseconds(options_.deadline_ms), [&] { return self.admitted; });
  if (self.admitted) return Slot(this);  // leave() has counted us in
  std::erase(waiters_, &self);
  ++stats_.refused;
  return Error(errors::kBusy, "hash gate: waited too long");
}

// Hands the place to the first who waits, so that a newcomer cannot take it in between.
void Gate::leave() {
  const std::lock_guard lock(mutex_);
  if (waiters_.empty()) {
    --stats_.inside;
    return;
  }
  Waiter& next = *waiters_.front();
  waiters_.pop_front();
  next.admitted = true;
  ++stats_.admitted;
  next.turn.notify_one();
}

Gate::Stats Gate::stats() const {
  const std::lock_guard lock(mutex_);
  Stats stats = stats_;
  stats.waiting = waiters_.size();
  return stats;
}

}  // namespace genauth::net
