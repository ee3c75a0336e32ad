#include "app/courier.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <map>

using namespace genauth::app;

namespace {

constexpr auto kPatience = std::chrono::seconds(20);

// What is owed, in order; an errand that was run is owed no more.
struct Desk {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::pair<std::string, int>> owed;
  std::map<std::string, std::vector<int>> got;
  std::map<std::string, int> inside;
  int inside_all = 0, inside_max = 0, inside_one_max = 0;
  std::set<std::string> held;  // receivers that do not answer before they are let go

  std::vector<Courier::Errand> due(const std::string& busy) {
    const std::lock_guard lock(mutex);
    std::vector<Courier::Errand> errands;
    for (const auto& [receiver, number] : owed) {
      const bool is_busy = busy.find("," + receiver + ",") != std::string::npos;
      if (!is_busy)
        errands.push_back(
            {receiver, [this, receiver = receiver, number = number] { return run(receiver, number); }});
    }
    return errands;
  }

  Courier::Ended run(const std::string& receiver, int number) {
    std::unique_lock lock(mutex);
    std::erase(owed, std::pair{receiver, number});
    inside_max = std::max(inside_max, ++inside_all);
    inside_one_max = std::max(inside_one_max, ++inside[receiver]);
    changed.notify_all();
    changed.wait(lock, [&] { return !held.contains(receiver); });
    got[receiver].push_back(number);
    --inside_all;
    --inside[receiver];
    changed.notify_all();
    return Courier::Ended::kDone;
  }

  template <class Condition>
  bool comes(Condition&& condition) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, kPatience, condition);
  }
  void let_go() {
    const std::lock_guard lock(mutex);
    held.clear();
    changed.notify_all();
  }
};

}  // namespace

TEST_CASE("courier: a receiver that does not answer holds up no other, and gets its own in order") {
  Desk desk;
  desk.held = {"slow"};
  for (int i = 0; i < 5; ++i)
    for (const char* receiver : {"slow", "a", "b", "c"}) desk.owed.emplace_back(receiver, i);
  Courier courier([&](const std::string& busy) { return desk.due(busy); });
  CHECK(desk.comes(
      [&] { return desk.got["a"].size() == 5 && desk.got["b"].size() == 5 && desk.got["c"].size() == 5; }));
  {
    const std::lock_guard lock(desk.mutex);
    CHECK(desk.got["slow"].empty());
    CHECK(desk.inside["slow"] == 1);
  }
  desk.let_go();
  CHECK(desk.comes([&] { return desk.got["slow"].size() == 5; }));
  const std::lock_guard lock(desk.mutex);
  const std::vector<int> in_order = {0, 1, 2, 3, 4};
  for (const auto& [receiver, numbers] : desk.got) CHECK_MESSAGE(numbers == in_order, receiver);
  CHECK(desk.inside_one_max == 1);
}

TEST_CASE("courier: eight receivers at once, and no more") {
  Desk desk;
  for (int i = 0; i < 20; ++i) {
    desk.owed.emplace_back("r" + std::to_string(i), 0);
    desk.held.insert("r" + std::to_string(i));
  }
  Courier courier([&](const std::string& busy) { return desk.due(busy); });
  CHECK(desk.comes([&] { return desk.inside_all == 8; }));
  desk.let_go();
  CHECK(desk.comes([&] { return desk.owed.empty() && desk.inside_all == 0; }));
  const std::lock_guard lock(desk.mutex);
  CHECK(desk.inside_max == 8);
  CHECK(desk.got.size() == 20);
}

TEST_CASE("courier: who was not there waits until others had their turn") {
  std::mutex mutex;
  std::vector<std::string> order;
  std::promise<void> done;
  std::map<std::string, int> owed = {{"absent", 3}};
  for (int i = 0; i < 7; ++i) owed["absent" + std::to_string(i)] = 3;
  owed["present"] = 1;
  const auto run = [&](const std::string& receiver) {
    const std::lock_guard lock(mutex);
    order.push_back(receiver);
    if (--owed[receiver] == 0) owed.erase(receiver);
    if (owed.empty()) done.set_value();
    return receiver == "present" ? Courier::Ended::kDone : Courier::Ended::kNoAnswer;
  };
  Courier courier([&](const std::string& busy) {
    const std::lock_guard lock(mutex);
    std::vector<Courier::Errand> errands;
    for (const auto& [receiver, count] : owed)
      for (int i = 0; i < count; ++i)
        if (busy.find("," + receiver + ",") == std::string::npos)
          errands.push_back({receiver, [&, receiver = receiver] { return run(receiver); }});
    return errands;
  });
  REQUIRE(done.get_future().wait_for(kPatience) == std::future_status::ready);
  const std::lock_guard lock(mutex);
  CHECK(order.size() == 25);
  const auto place = std::ranges::find(order, "present") - order.begin();
  CHECK(place < 16);  // each of the eight others was there twice at most
}

TEST_CASE("courier: what nobody could touch is looked at again later, not at once") {
  std::atomic<int> looked = 0;
  {
    Courier courier([&](const std::string&) {
      ++looked;
      return std::vector<Courier::Errand>{{"a", [] { return Courier::Ended::kUntouched; }}};
    });
    std::promise<void>().get_future().wait_for(std::chrono::milliseconds(300));
  }
  CHECK(looked <= 4);
}
