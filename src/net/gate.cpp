#include "net/gate.h"

#include "gen/errors/core.h"

namespace genauth::net {

Gate::Place::Place(Gate* gate, std::unique_ptr<Waiter> waiter) : gate_(gate), waiter_(std::move(waiter)) {}

Gate::Place::~Place() {
  if (waiter_ != nullptr) gate_->give_up(*waiter_);
}

Gate::Gate(Options options) : options_(options) {}

// Free slots are room as well: who is in the queue and still busy elsewhere may need no queue.
bool Gate::has_room_for(std::string_view pool, std::string_view address) const {
  const std::size_t free = options_.width - stats_.inside;
  if (waiters_.size() >= options_.queue + free) return false;
  const std::size_t share = std::max<std::size_t>(options_.queue / 2, 1) + free;
  std::size_t of_pool = 0, of_address = 0;
  for (const Waiter* waiter : waiters_) {
    of_pool += waiter->pool == pool ? 1 : 0;
    of_address += !address.empty() && waiter->address == address ? 1 : 0;
  }
  return of_pool < share && of_address < share;
}

Result<Gate::Place> Gate::line_up(std::string_view pool, std::string_view address) {
  auto waiter = std::make_unique<Waiter>();
  waiter->pool = pool;
  waiter->address = address;
  waiter->since = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  if (!has_room_for(pool, address)) {
    ++stats_.refused;
    return Error(errors::kBusy, "hash gate: queue full");
  }
  waiters_.push_back(waiter.get());
  return Place(this, std::move(waiter));
}

Result<Gate::Slot> Gate::enter(Place place) {
  Waiter& self = *place.waiter_;
  std::unique_lock lock(mutex_);
  if (stats_.inside < options_.width) {  // then nobody waits: leave() hands places over
    ++stats_.inside;
    ++stats_.admitted;
    self.admitted = true;
    waiters_.remove(&self);
    return Slot(this);
  }
  self.waits = true;
  const auto deadline = self.since + std::chrono::milliseconds(options_.deadline_ms);
  self.turn.wait_until(lock, deadline, [&] { return self.admitted; });
  if (self.admitted) return Slot(this);  // leave() has counted us in
  self.waits = false;
  ++stats_.refused;
  lock.unlock();  // the place goes with its end
  return Error(errors::kBusy, "hash gate: waited too long");
}

Result<Gate::Slot> Gate::enter(std::string_view pool, std::string_view address) {
  return enter(TRY(line_up(pool, address)));
}

// Hands the slot to the first who waits, so that a newcomer cannot take it in between.
void Gate::leave() {
  const std::lock_guard lock(mutex_);
  const auto next = std::ranges::find_if(waiters_, [](const Waiter* waiter) { return waiter->waits; });
  if (next == waiters_.end()) {
    --stats_.inside;
    return;
  }
  Waiter& waiter = **next;
  waiters_.erase(next);
  waiter.waits = false;
  waiter.admitted = true;
  ++stats_.admitted;
  waiter.turn.notify_one();
}

void Gate::give_up(Waiter& waiter) {
  const std::lock_guard lock(mutex_);
  if (!waiter.admitted) waiters_.remove(&waiter);
}

Gate::Stats Gate::stats() const {
  const std::lock_guard lock(mutex_);
  Stats stats = stats_;
  stats.waiting = static_cast<std::size_t>(
      std::ranges::count_if(waiters_, [](const Waiter* waiter) { return waiter->waits; }));
  return stats;
}

}  // namespace genauth::net
