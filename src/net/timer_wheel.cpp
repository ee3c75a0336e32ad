#include "net/timer_wheel.h"

namespace genauth::net {

TimerWheel::TimerWheel(std::int64_t tick_ms, std::int64_t now_ms)
    : tick_ms_(tick_ms), current_tick_(now_ms / tick_ms) {
  for (Slot& slot : slots_) slot.next_ = slot.previous_ = &slot;
}

TimerWheel::Slot& TimerWheel::slot_for(std::int64_t at_ms) {
  // Rounded up, so that nothing expires early; never into the slot being visited; what lies beyond the
  // wheel's reach waits in its farthest slot and is put back from there.
  const std::int64_t wanted = (at_ms + tick_ms_ - 1) / tick_ms_;
  const std::int64_t farthest = current_tick_ + static_cast<std::int64_t>(kSlots) - 1;
  const std::int64_t tick = std::clamp(wanted, current_tick_ + 1, farthest);
  return slots_[static_cast<std::size_t>(tick) % kSlots];
}

void TimerWheel::insert(Entry& entry, std::int64_t at_ms) {
  Slot& slot = slot_for(at_ms);
  entry.scheduled_ms_ = at_ms;
  entry.next_ = &slot;
  entry.previous_ = slot.previous_;
  slot.previous_->next_ = &entry;
  slot.previous_ = &entry;
}

void TimerWheel::unlink(Entry& entry) {
  entry.previous_->next_ = entry.next_;
  entry.next_->previous_ = entry.previous_;
  entry.next_ = entry.previous_ = nullptr;
  entry.scheduled_ms_ = 0;
}

void TimerWheel::arm(Entry& entry, std::int64_t deadline_ms) {
  entry.deadline_ms_ = deadline_ms;
  if (entry.next_ != nullptr) {
    if (deadline_ms >= entry.scheduled_ms_) return;
    unlink(entry);
  }
  insert(entry, deadline_ms);
}

void TimerWheel::disarm(Entry& entry) {
  entry.deadline_ms_ = 0;
  if (entry.next_ != nullptr) unlink(entry);
}

void TimerWheel::advance(std::int64_t now_ms) {
  const std::int64_t target = now_ms / tick_ms_;
  // After a long pause (a suspended machine) one full turn sees every slot.
  if (target - current_tick_ > static_cast<std::int64_t>(kSlots)) {
    current_tick_ = target - static_cast<std::int64_t>(kSlots);
  }
  while (current_tick_ < target) {
    ++current_tick_;
    visit(slots_[static_cast<std::size_t>(current_tick_) % kSlots], now_ms);
  }
}

void TimerWheel::visit(Slot& slot, std::int64_t now_ms) {
  // The ring is moved to a head of its own first: callbacks may unlink anything and insert into this very
  // slot.
  Slot due;
  if (slot.next_ == &slot) return;
  due.next_ = slot.next_;
  due.previous_ = slot.previous_;
  due.next_->previous_ = &due;
  due.previous_->next_ = &due;
  slot.next_ = slot.previous_ = &slot;
  while (due.next_ != &due) {
    Entry& entry = *due.next_;
    unlink(entry);
    if (entry.deadline_ms_ == 0) continue;
    if (entry.deadline_ms_ > now_ms) {
      insert(entry, entry.deadline_ms_);
    } else {
      entry.deadline_ms_ = 0;
      entry.on_deadline();
    }
  }
}

}  // namespace genauth::net
