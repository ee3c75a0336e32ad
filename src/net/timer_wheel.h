// Many coarse deadlines for the price of one timer. Arming and disarming are a few pointer moves; pushing a
// deadline back, the common case, is one store: the entry is only moved when its old slot comes round. Not
// thread-safe: one wheel per event loop.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace genauth::net {

class TimerWheel {
 public:
  // Base of what can expire. Its owner calls disarm() before destroying it.
  class Entry {
   public:
    virtual void on_deadline() = 0;

   protected:
    Entry() = default;
    ~Entry() = default;
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

   private:
    friend class TimerWheel;
    Entry* next_ = nullptr;
    Entry* previous_ = nullptr;
    std::int64_t deadline_ms_ = 0;   // 0: none wanted
    std::int64_t scheduled_ms_ = 0;  // when its slot will be looked at; 0: in no slot
  };

  TimerWheel(std::int64_t tick_ms, std::int64_t now_ms);

  void arm(Entry& entry, std::int64_t deadline_ms);
  void relax(Entry& entry) { entry.deadline_ms_ = 0; }  // no deadline until armed again; stays in its slot
  void disarm(Entry& entry);                            // forgets the entry altogether
  // Calls on_deadline() of everything due by now_ms, which may arm and disarm any entry, itself included.
  void advance(std::int64_t now_ms);

 private:
  static constexpr std::size_t kSlots = 256;
  struct Slot final : Entry {
    void on_deadline() override {}
  };
  Slot& slot_for(std::int64_t at_ms);
  void insert(Entry& entry, std::int64_t at_ms);
  static void unlink(Entry& entry);
  void visit(Slot& slot, std::int64_t now_ms);

  std::array<Slot, kSlots> slots_;  // each the head of a ring
  std::int64_t tick_ms_;
  std::int64_t current_tick_;
};

}  // namespace genauth::net
