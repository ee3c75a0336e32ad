// Whom the hub closes and whom it leaves alone, with sockets that only note what they are told.
#include "modules/events/hub.h"

#include <doctest/doctest.h>

#include "db/testing.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/events.h"

namespace genauth::events {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

struct Told {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> frames;
  std::vector<net::CloseCode> closes;

  template <class Condition>
  bool wait(Condition&& condition) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(30), condition);
  }
};

class Socket final : public net::WebSocket {
 public:
  explicit Socket(Told& told) : told_(told) {}
  void send(std::shared_ptr<const std::string> text) override {
    const std::lock_guard lock(told_.mutex);
    told_.frames.push_back(*text);
    told_.changed.notify_all();
  }
  void close(net::CloseCode code, std::string) override {
    const std::lock_guard lock(told_.mutex);
    told_.closes.push_back(code);
    told_.changed.notify_all();
  }
  std::size_t backlog() const override { return 0; }

 private:
  Told& told_;
};

Subscription subscription(std::string owner = {}) {
  Subscription wants;
  wants.pool_id = "pool";
  wants.code = "custom_a.b";
  wants.owner = std::move(owner);
  return wants;
}

void emit_one(db::Database& database) {
  database
      .write([](db::Tx& tx) {
        return event_log::emit(
            tx, {.pool_id = "pool", .code = "custom_a.b", .user_id = {}, .sender = {}, .data = "1"}, kNow);
      })
      .value();
}

// A hub with one subscriber, whose credential is checked by `verdict`.
struct Scene {
  Scene(db::Database& database, std::function<Result<void>()> verdict) : hub(database, clock, 0, 20) {
    Subscription wants = subscription();
    wants.check = [verdict = std::move(verdict)](db::Session&, std::int64_t) { return verdict(); };
    listener = hub.listener(std::move(wants)).value();
    listener->opened(std::make_shared<Socket>(told));
    hub.start();
  }
  ~Scene() { listener->closed(); }

  FixedClock clock{kNow};
  Told told;
  Hub hub;
  std::shared_ptr<net::WebSocketListener> listener;
};

}  // namespace

TEST_CASE("the store being out of reach closes nobody: they hear on, and are asked about again later") {
  db::testing::for_each_engine([](db::Database& database) {
    std::atomic<int> asked{0};
    Scene scene(database, [&]() -> Result<void> {
      ++asked;
      asked.notify_all();
      return Error(errors::kDatabaseUnavailable);
    });
    const auto is_heard = [&] { return scene.told.frames.size() == 1; };
    for (int times = asked; times < 2; times = asked) asked.wait(times);  // asked again
    emit_one(database);
    CHECK(scene.told.wait(is_heard));
    CHECK(scene.told.wait([&] { return scene.told.closes.empty(); }));
  });
}

TEST_CASE("a credential that has ended closes its socket") {
  db::testing::for_each_engine([](db::Database& database) {
    Scene scene(database, []() -> Result<void> { return errors::kTokenInvalid; });
    CHECK(scene.told.wait([&] { return !scene.told.closes.empty(); }));
    CHECK(scene.told.closes.front() == net::CloseCode::kPolicy);
  });
}

TEST_CASE("an owner has so many sockets at a time; handshakes that came to nothing count no longer") {
  db::testing::for_each_engine([](db::Database& database) {
    FixedClock clock{kNow};
    Told told;
    Hub hub(database, clock, 2);
    const auto first = hub.listener(subscription("ann")).value();
    first->opened(std::make_shared<Socket>(told));
    auto second = hub.listener(subscription("ann")).value();  // not open yet, and counted
    const auto third = hub.listener(subscription("ann"));
    REQUIRE_FALSE(third);
    CHECK(third.error().code() == errors::kTooManySockets);
    const auto of_bob = hub.listener(subscription("bob"));
    CHECK(of_bob);
    for (int i = 0; i < 3; ++i) CHECK(hub.listener(subscription()));  // nobody's
    second.reset();
    second = hub.listener(subscription("ann")).value();
    CHECK_FALSE(hub.listener(subscription("ann")));
    first->closed();
    CHECK(hub.listener(subscription("ann")));
  });
}

}  // namespace genauth::events
