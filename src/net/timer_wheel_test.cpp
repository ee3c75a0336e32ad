#include "net/timer_wheel.h"

#include <doctest/doctest.h>

#include <functional>

using namespace genauth::net;

namespace {

struct Alarm final : TimerWheel::Entry {
  void on_deadline() override {
    ++rung;
    if (then) then();
  }
  int rung = 0;
  std::function<void()> then;
};

}  // namespace

TEST_CASE("nothing expires early, and nothing more than a tick late") {
  for (const std::int64_t delay_ms : {1, 9, 10, 11, 99, 2'549, 2'560, 2'561, 60'000}) {
    CAPTURE(delay_ms);
    TimerWheel wheel(10, 1'000);
    Alarm alarm;
    wheel.arm(alarm, 1'000 + delay_ms);
    std::int64_t now = 1'000;
    while (alarm.rung == 0 && now < 100'000) wheel.advance(++now);
    CHECK(now >= 1'000 + delay_ms);
    CHECK(now <= 1'000 + delay_ms + 10);
    wheel.advance(now + 100'000);
    CHECK(alarm.rung == 1);
  }
}

TEST_CASE("a deadline can be pushed back, pulled forward, relaxed and forgotten") {
  TimerWheel wheel(10, 0);
  Alarm later, sooner, relaxed, forgotten;
  wheel.arm(later, 100);
  wheel.arm(later, 200);
  wheel.arm(sooner, 200);
  wheel.arm(sooner, 50);
  wheel.arm(relaxed, 50);
  wheel.relax(relaxed);
  wheel.arm(forgotten, 50);
  wheel.disarm(forgotten);
  wheel.advance(60);
  CHECK(sooner.rung == 1);
  wheel.advance(150);
  CHECK(later.rung == 0);
  wheel.advance(210);
  CHECK(later.rung == 1);
  CHECK(relaxed.rung == 0);
  CHECK(forgotten.rung == 0);
  wheel.arm(relaxed, 300);
  wheel.advance(310);
  CHECK(relaxed.rung == 1);
}

TEST_CASE("an alarm may disarm others that are due, and arm itself again") {
  TimerWheel wheel(10, 0);
  Alarm first, second;
  first.then = [&] {
    wheel.disarm(second);
    if (first.rung == 1) wheel.arm(first, 2'600);  // comes round in the slot being visited
  };
  wheel.arm(first, 40);
  wheel.arm(second, 40);
  wheel.advance(40);
  CHECK(first.rung == 1);
  CHECK(second.rung == 0);
  wheel.advance(2'590);
  CHECK(first.rung == 1);
  wheel.advance(2'610);
  CHECK(first.rung == 2);
  wheel.disarm(first);
}

TEST_CASE("after a long pause everything due expires") {
  TimerWheel wheel(10, 0);
  std::array<Alarm, 50> alarms;
  for (std::size_t i = 0; i < alarms.size(); ++i)
    wheel.arm(alarms[i], static_cast<std::int64_t>(1 + i * 1'000));
  wheel.advance(1'000'000'000);
  for (const Alarm& alarm : alarms) CHECK(alarm.rung == 1);
}
