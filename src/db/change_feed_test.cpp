#include "db/change_feed.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <latch>

#include "db/testing.h"
#include "gen/errors/access.h"

namespace genauth::db {
namespace {

// What a cache would have heard.
class Heard {
 public:
  void listen(ChangeFeed& feed, const std::string& topic) {
    feed.on_change(topic, [this, topic](std::string_view key) {
      const std::lock_guard lock(mutex_);
      ++counts_[topic + ":" + std::string(key)];
      more_.notify_all();
    });
  }
  int count(const std::string& what) {
    const std::lock_guard lock(mutex_);
    return counts_[what];
  }
  bool wait_for(const std::string& what) {
    std::unique_lock lock(mutex_);
    return more_.wait_for(lock, std::chrono::seconds(10), [&] { return counts_[what] > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable more_;
  std::map<std::string, int> counts_;
};

void with_schema(const std::function<void(testing::Fixture&)>& test) {
  testing::for_each_empty_engine([&](testing::Fixture& fixture) {
    const auto direct = open_for_migration(fixture.options());
    REQUIRE(direct);
    REQUIRE(migrate(**direct, migrations(), 0, false));
    test(fixture);
  });
}

TEST_CASE("a change is told in its own process before write() returns, and in another soon") {
  with_schema([](testing::Fixture& fixture) {
    const auto other = fixture.open_again();
    Heard here, there;
    ChangeFeed own(fixture.database()), others(*other);
    here.listen(own, "application");
    there.listen(others, "application");
    REQUIRE(own.start());
    REQUIRE(others.start());
    REQUIRE(fixture.database().write([](Tx& tx) { return announce(tx, "application", "a1"); }));
    CHECK(here.count("application:a1") >= 1);
    CHECK(there.wait_for("application:a1"));
    CHECK(others.late_ms() < 5000);
  });
}

TEST_CASE("a change that is rolled back is told to nobody, nor is another topic") {
  with_schema([](testing::Fixture& fixture) {
    Heard heard;
    ChangeFeed feed(fixture.database());
    heard.listen(feed, "key");
    REQUIRE(feed.start());
    const auto undone = fixture.database().write([](Tx& tx) -> Result<void> {
      TRY(announce(tx, "key", "k1"));
      return errors::kForbidden;
    });
    CHECK_FALSE(undone);
    REQUIRE(fixture.database().write([](Tx& tx) { return announce(tx, "pool", "k2"); }));
    REQUIRE(feed.poll());
    CHECK(heard.count("key:k1") == 0);
    CHECK(heard.count("key:k2") == 0);
  });
}

TEST_CASE("a change with a lower number that is committed later is not missed") {
  with_schema([](testing::Fixture& fixture) {
    if (fixture.database().engine() == Engine::kSqlite)
      return;  // one writer: numbers and commits go together
    const auto other = fixture.open_again();
    Heard heard;
    ChangeFeed feed(*other);
    heard.listen(feed, "key");
    std::latch numbered(1), overtaken(1);
    std::thread slow([&] {
      bool waited = false;
      const auto done = fixture.database().write([&](Tx& tx) -> Result<void> {
        TRY(announce(tx, "key", "slow"));
        if (!std::exchange(waited, true)) {
          numbered.count_down();
          overtaken.wait();
        }
        return {};
      });
      CHECK(done);
    });
    numbered.wait();
    CHECK(fixture.database().write([](Tx& tx) { return announce(tx, "key", "fast"); }));
    CHECK(feed.poll());
    CHECK(heard.count("key:fast") == 1);
    CHECK(heard.count("key:slow") == 0);
    overtaken.count_down();
    slow.join();
    CHECK(feed.poll());
    CHECK(heard.count("key:slow") == 1);
    CHECK(heard.count("key:fast") == 1);
  });
}

TEST_CASE("trimming keeps the newest rows") {
  with_schema([](testing::Fixture& fixture) {
    for (int i = 0; i < 10; ++i)
      REQUIRE(fixture.database().write([](Tx& tx) { return announce(tx, "key", "k"); }));
    const auto trimmed = trim_change_log(fixture.database(), 3);
    REQUIRE(trimmed);
    CHECK(*trimmed == 7);
  });
}

}  // namespace
}  // namespace genauth::db
