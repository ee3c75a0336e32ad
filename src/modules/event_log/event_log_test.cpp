#include "modules/event_log/event_log.h"

#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "db/testing.h"

namespace genauth::event_log {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

void emit_one(db::Database& database, const std::string& data, std::int64_t now_ms = kNow) {
  database
      .write([&](db::Tx& tx) {
        return emit(tx, {.pool_id = "pool", .code = "custom_a.b", .user_id = {}, .sender = {}, .data = data},
                    now_ms);
      })
      .value();
}

std::vector<Event> all_after(db::Database& database, std::int64_t position) {
  return database.read([&](db::Session& session) { return read_after(session, position, 1000); }).value();
}

}  // namespace

TEST_CASE("an event has no position before it was placed, and none at all if its unit was rolled back") {
  db::testing::for_each_engine([](db::Database& database) {
    emit_one(database, "1");
    CHECK_FALSE(database.write([&](db::Tx& tx) -> Result<void> {
      TRY(emit(tx, {.pool_id = "pool", .code = "custom_a.b", .user_id = {}, .sender = {}, .data = "2"},
               kNow));
      return Error(Code{1});
    }));
    CHECK(all_after(database, 0).empty());
    CHECK(place(database, 100).value() == 1);
    CHECK(place(database, 100).value() == 0);
    const auto events = all_after(database, 0);
    REQUIRE(events.size() == 1);
    CHECK(events[0].data == "1");
    CHECK(events[0].position == 1);
  });
}

TEST_CASE("positions follow the order of commits, from several threads and placers at once") {
  db::testing::for_each_engine([](db::Database& database) {
    std::vector<std::thread> threads;
    for (int writer = 0; writer < 4; ++writer)
      threads.emplace_back([&, writer] {
        for (int i = 0; i < 25; ++i) emit_one(database, std::to_string(writer * 100 + i));
      });
    for (int placer = 0; placer < 2; ++placer)
      threads.emplace_back([&] {
        for (int i = 0; i < 30; ++i) place(database, 7).value();
      });
    for (std::thread& thread : threads) thread.join();
    while (place(database, 100).value() > 0) {
    }
    const auto events = all_after(database, 0);
    REQUIRE(events.size() == 100);
    int last[4] = {-1, -1, -1, -1};
    for (std::size_t i = 0; i < events.size(); ++i) {
      CHECK(events[i].position == static_cast<std::int64_t>(i) + 1);
      const int number = std::stoi(events[i].data);
      CHECK(number % 100 > last[number / 100]);  // of one writer, in the order in which it committed
      last[number / 100] = number % 100;
    }
  });
}

TEST_CASE(
    "an event committed before another began stands before it, whatever the clocks of the writers say") {
  db::testing::for_each_engine([](db::Database& database) {
    for (int i = 0; i < 10; ++i) emit_one(database, std::to_string(i), kNow - i * 60'000);
    while (place(database, 4).value() > 0) {
    }
    const auto events = all_after(database, 0);
    REQUIRE(events.size() == 10);
    for (int i = 0; i < 10; ++i) CHECK(events[static_cast<std::size_t>(i)].data == std::to_string(i));
  });
}

TEST_CASE("a replay is of one code, and of one user's public events") {
  db::testing::for_each_engine([](db::Database& database) {
    for (const char* user : {"ann", "bob"})
      database
          .write([&](db::Tx& tx) {
            return emit(tx,
                        {.pool_id = "pool",
                         .code = "authing.user.login",
                         .user_id = user,
                         .is_public = true,
                         .sender = {},
                         .data = "{}"},
                        kNow);
          })
          .value();
    emit_one(database, "1");
    place(database, 100).value();
    const auto count = [&](std::string_view pool, std::string_view code, std::string_view user) {
      return database.read([&](db::Session& session) { return replay(session, pool, code, user, 0, 100); })
          .value()
          .size();
    };
    CHECK(count("pool", "authing.user.login", "") == 2);
    CHECK(count("pool", "authing.user.login", "ann") == 1);
    CHECK(count("pool", "custom_a.b", "ann") == 1);
    CHECK(count("other", "custom_a.b", "") == 0);
  });
}

TEST_CASE("what is a day old goes, unless it still waits") {
  db::testing::for_each_engine([](db::Database& database) {
    emit_one(database, "1");
    place(database, 100).value();
    emit_one(database, "2");
    const auto later = kNow + kRetentionMs + 1;
    CHECK(database.write([&](db::Tx& tx) { return sweep(tx, later, 100); }).value() == 1);
    CHECK(database.read([](db::Session& session) { return has_waiting(session); }).value());
  });
}

}  // namespace genauth::event_log
