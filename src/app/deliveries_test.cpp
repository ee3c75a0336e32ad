#include "app/deliveries.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include "db/testing.h"

using namespace genauth;

namespace {

constexpr auto kPatience = std::chrono::seconds(20);

struct Parcel {
  std::string app_id, text;
  std::int64_t tries = 0;
};

// What is owed, and what happened to it: one word for each step.
struct Shelf {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Parcel> owed;
  std::vector<std::string> steps;
  std::map<std::string, std::vector<Error>> failures;  // of the next times that something is sent
  std::set<std::string> of_others;                     // what another process has claimed

  void note(const std::string& step) {
    steps.push_back(step);
    changed.notify_all();
  }

  app::Deliveries<Parcel>::Kind kind() {
    return {.name = "parcels",
            .tries_max = 3,
            .due = [this](db::Session&, const std::string& busy, std::int64_t,
                          std::int64_t) -> Result<std::vector<Parcel>> {
              const std::lock_guard lock(mutex);
              std::vector<Parcel> due = owed;
              std::erase_if(due, [&](const Parcel& parcel) {
                return busy.find("," + parcel.app_id + ",") != std::string::npos;
              });
              if (!due.empty()) note("read");
              return due;
            },
            .claim = [this](db::Tx&, const Parcel& parcel, std::int64_t) -> Result<bool> {
              const std::lock_guard lock(mutex);
              if (of_others.contains(parcel.text)) note("not mine " + parcel.text);
              if (of_others.contains(parcel.text)) return false;
              for (Parcel& each : owed)
                if (each.text == parcel.text) ++each.tries;
              return true;
            },
            .send = [this](const Parcel& parcel, std::int64_t) -> Result<void> {
              const std::lock_guard lock(mutex);
              note("sent " + parcel.text);
              std::vector<Error>& errors = failures[parcel.text];
              if (errors.empty()) return {};
              Error error = std::move(errors.front());
              errors.erase(errors.begin());
              return error;
            },
            .not_sent =
                [this](const Parcel& parcel, const Error& why) {
                  const std::lock_guard lock(mutex);
                  note("failed " + parcel.text + " " + why.detail());
                },
            .settle = [this](db::Tx&, const Parcel& parcel) -> Result<void> {
              const std::lock_guard lock(mutex);
              std::erase_if(owed, [&](const Parcel& each) { return each.text == parcel.text; });
              note("settled " + parcel.text);
              return {};
            }};
  }

  // Everything that happened until `last` did.
  std::vector<std::string> until(const std::string& last) {
    std::unique_lock lock(mutex);
    const bool came =
        changed.wait_for(lock, kPatience, [&] { return std::ranges::find(steps, last) != steps.end(); });
    CHECK_MESSAGE(came, last);
    return {steps.begin(), came ? std::ranges::find(steps, last) + 1 : steps.end()};
  }
};

using Steps = std::vector<std::string>;

Error refused() {
  return Error(errors::kProviderRefused, "no");
}
Error unreachable() {
  return Error(errors::kProviderUnreachable, "nobody");
}

// On a database of its own, until `last` happened.
Steps steps_of(Shelf& shelf, const std::string& last) {
  db::testing::Fixture fixture("sqlite");
  const FixedClock clock(1'000);
  const app::Deliveries<Parcel> deliveries(fixture.database(), clock, shelf.kind());
  return shelf.until(last);
}

}  // namespace

TEST_CASE("deliveries: what was taken is settled, in order") {
  Shelf shelf;
  shelf.owed = {{"a", "1"}, {"a", "2"}};
  CHECK(steps_of(shelf, "settled 2") == Steps{"read", "sent 1", "settled 1", "sent 2", "settled 2"});
}

TEST_CASE("deliveries: what is refused is sent again, and settled when it was tried often enough") {
  Shelf shelf;
  shelf.owed = {{"a", "1"}};
  for (int i = 0; i < 5; ++i) shelf.failures["1"].push_back(refused());
  CHECK(steps_of(shelf, "settled 1") == Steps{"read", "sent 1", "failed 1 no", "read", "sent 1",
                                              "failed 1 no", "read", "sent 1", "failed 1 no", "settled 1"});
}

TEST_CASE("deliveries: who refuses one gets the next at once; who is not there, later") {
  Shelf shelf;
  shelf.owed = {{"a", "1"}, {"a", "2"}};
  shelf.failures["1"].push_back(refused());
  CHECK(steps_of(shelf, "settled 2") == Steps{"read", "sent 1", "failed 1 no", "sent 2", "settled 2"});
  Shelf absent;
  absent.owed = {{"a", "1"}, {"a", "2"}};
  absent.failures["1"].push_back(unreachable());
  CHECK(steps_of(absent, "settled 2") ==
        Steps{"read", "sent 1", "failed 1 nobody", "read", "sent 1", "settled 1", "sent 2", "settled 2"});
}

TEST_CASE("deliveries: what another process sends is left to it") {
  Shelf shelf;
  shelf.owed = {{"a", "1"}, {"a", "2"}};
  shelf.of_others = {"1"};
  CHECK(steps_of(shelf, "settled 2") == Steps{"read", "not mine 1", "sent 2", "settled 2"});
}
