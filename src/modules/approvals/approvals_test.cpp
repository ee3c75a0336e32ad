#include "modules/approvals/approvals.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "db/testing.h"
#include "gen/errors/approvals.h"
#include "gen/errors/objects.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::approvals {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

// A pool with a person who has asked for a role.
struct World {
  explicit World(db::Database& db) : database(db) {
    const Result<void> made = database.write([&](db::Tx& tx) -> Result<void> {
      pool_id = TRY(pools::create(tx, "pool", {}, kNow)).id;
      users::User wanted;
      wanted.pool_id = pool_id;
      wanted.username = "ann";
      user_id = TRY(users::insert(tx, wanted, kNow)).id;
      roles::Role role;
      role.namespace_id = TRY(roles::need_namespace(tx, pool_id, roles::kDefaultNamespace, kNow)).id;
      role.code = role.name = "reader";
      role.permission_apply = true;
      role_id = TRY(roles::insert(tx, pool_id, role, kNow)).id;
      return {};
    });
    REQUIRE_MESSAGE(made, (made ? std::string() : made.error().detail()));
    number = ask_again().value();
  }
  Result<std::string> ask_again() {
    return database.write([&](db::Tx& tx) -> Result<std::string> {
      return TRY(ask(tx, pool_id, {user_id, std::string(kRole), role_id, {kNow, kNow + 50}}, kNow)).number;
    });
  }
  Result<void> settle(bool agreed) {
    return database.write([&](db::Tx& tx) { return decide(tx, pool_id, number, agreed, "boss", kNow + 1); });
  }
  bool holds(std::int64_t now_ms) {
    const auto held = database.read(
        [&](db::Session& session) { return roles::held_by(session, pool_id, user_id, now_ms); });
    return !held.value().empty();
  }
  db::Database& database;
  std::string pool_id, user_id, role_id, number;
};

TEST_CASE("an agreed role counts as long as it was asked for") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    CHECK_FALSE(world.holds(kNow + 2));
    REQUIRE(world.settle(true));
    CHECK(world.holds(kNow + 2));
    CHECK_FALSE(world.holds(kNow + 50));
    const auto again = world.settle(false);
    REQUIRE_FALSE(again);
    CHECK(again.error().code() == errors::kInvalidOperation);
    CHECK(world.holds(kNow + 2));
  });
}

TEST_CASE("a refused request gives nothing and may be made again") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    REQUIRE_FALSE(world.ask_again());
    REQUIRE(world.settle(false));
    CHECK_FALSE(world.holds(kNow + 2));
    CHECK(world.ask_again());
  });
}

TEST_CASE("of many who decide at once exactly one decides") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    std::atomic<int> decided = 0;
    std::vector<std::thread> deciders;
    for (int i = 0; i < 8; ++i)
      deciders.emplace_back([&, agreed = i % 2 == 0] {
        if (world.settle(agreed)) ++decided;
      });
    for (std::thread& decider : deciders) decider.join();
    CHECK(decided == 1);
    const auto found =
        database.read([&](db::Session& session) { return find(session, world.pool_id, world.number); });
    CHECK((found.value()->status == kAgreed) == world.holds(kNow + 2));
  });
}

}  // namespace
}  // namespace genauth::approvals
