#include "modules/tickets/tickets.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "db/testing.h"
#include "gen/errors/tickets.h"

namespace genauth::tickets {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;
const Binding kMine{"pool", "update-phone", "app", "ann"};

struct World {
  explicit World(db::Database& db) : database(db) {}
  std::string issue(const Binding& binding, std::string_view payload = "{\"a\":1}",
                    std::int64_t ttl_ms = 60'000) {
    return database.write([&](db::Tx& tx) { return tickets.issue(tx, binding, payload, ttl_ms, kNow); })
        .value();
  }
  Result<Ticket> consume(const Binding& binding, std::string_view token, std::int64_t now_ms = kNow) {
    return database.write([&](db::Tx& tx) { return tickets.consume(tx, binding, token, now_ms); });
  }
  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  Tickets tickets{sealer};
};

}  // namespace

TEST_CASE("a ticket works once and brings its payload") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.issue(kMine);
    const Result<Ticket> got = world.consume(kMine, token);
    REQUIRE(got);
    CHECK(got->payload == "{\"a\":1}");
    CHECK(got->user_id == "ann");
    CHECK(world.consume(kMine, token).error().code() == errors::kTicketInvalid);
  });
}

TEST_CASE("a wrong secret, purpose, application, user, pool or time takes nothing") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.issue(kMine);
    std::string other = token;
    other.back() = other.back() == 'A' ? 'B' : 'A';
    CHECK_FALSE(world.consume(kMine, other));
    CHECK_FALSE(world.consume({"pool", "update-email", "app", "ann"}, token));
    CHECK_FALSE(world.consume({"pool", "update-phone", "other", "ann"}, token));
    CHECK_FALSE(world.consume({"pool", "update-phone", "app", "bob"}, token));
    CHECK_FALSE(world.consume({"pool", "update-phone", "app", ""}, token));
    CHECK_FALSE(world.consume({"elsewhere", "update-phone", "app", "ann"}, token));
    CHECK_FALSE(world.consume(kMine, token, kNow + 60'000));
    for (const char* text : {"", ".", "x", "x.", ".x"}) CHECK_FALSE(world.consume(kMine, text));
    CHECK(world.consume(kMine, token, kNow + 59'999));
  });
}

TEST_CASE("64 racers with one ticket: exactly one gets it") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.issue(kMine);
    std::atomic<int> won = 0;
    std::vector<std::thread> racers;
    for (int i = 0; i < 64; ++i)
      racers.emplace_back([&] { won += world.consume(kMine, token).has_value() ? 1 : 0; });
    for (std::thread& racer : racers) racer.join();
    CHECK(won == 1);
  });
}

TEST_CASE("the last failed try takes the ticket, although the unit is refused") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.issue(kMine);
    for (std::int64_t left : {2, 1, 0}) {
      const Result<void> refused = database.write([&](db::Tx& tx) -> Result<void> {
        const Ticket ticket = TRY(world.tickets.look(tx, kMine, token, kNow));
        CHECK(TRY(world.tickets.count_attempt(tx, "pool", ticket, 3)) == left);
        return tx.refuse(errors::kTicketInvalid);
      });
      CHECK_FALSE(refused);
    }
    CHECK_FALSE(world.consume(kMine, token));
  });
}

TEST_CASE("a changed payload is read by the next look, and a stale change is refused") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.issue(kMine);
    const auto change = [&](const Ticket& ticket, std::string_view payload) {
      return database.write(
          [&](db::Tx& tx) { return world.tickets.replace_payload(tx, "pool", ticket, payload); });
    };
    const Ticket seen =
        database.read([&](db::Session& session) { return world.tickets.look(session, kMine, token, kNow); })
            .value();
    CHECK(change(seen, "two"));
    CHECK_FALSE(change(seen, "three"));
    CHECK(world.consume(kMine, token)->payload == "two");
  });
}

TEST_CASE("tickets of a user go by purpose or all, and expired ones are swept") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string first = world.issue(kMine), second = world.issue({"pool", "reset", "", "ann"});
    const std::string third = world.issue({"pool", "reset", "", "bob"}, "", 1);
    const auto drop = [&](std::string_view purpose) {
      return database.write([&](db::Tx& tx) { return drop_of_user(tx, "pool", "ann", purpose); });
    };
    CHECK(drop("reset"));
    CHECK_FALSE(world.consume({"pool", "reset", "", "ann"}, second));
    CHECK(drop(""));
    CHECK_FALSE(world.consume(kMine, first));
    CHECK(database.write([](db::Tx& tx) { return sweep(tx, kNow + 2, 10); }).value() == 1);
  });
}

}  // namespace genauth::tickets
