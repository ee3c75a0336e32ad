#include "modules/applications/applications.h"

#include <doctest/doctest.h>

#include <thread>

#include "db/testing.h"
#include "gen/errors/access.h"
#include "modules/pools/pools.h"

namespace genauth::applications {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

// Of a pool of its own, with one application.
struct World {
  explicit World(db::Database& db) : database(db) {
    const auto make = [&](db::Tx& tx) -> Result<Application> {
      const std::string pool_id = TRY(pools::create(tx, "A pool", {}, kNow)).id;
      return create(tx, sealer, {pool_id, "demo", "Demo", {}}, kNow);
    };
    made = database.write(make).value();
  }
  // As another process does, or another thread of this one.
  void rename_elsewhere(std::string name) {
    std::thread([&] { rename_here(std::move(name)); }).join();
  }
  void rename_here(std::string name) {
    made.name = std::move(name);
    REQUIRE(database.write([&](db::Tx& tx) { return update(tx, made, kNow); }));
  }
  std::string name() { return directory.find(made.id).value()->name; }

  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  Directory directory{database, sealer};
  Application made;
};

}  // namespace

TEST_CASE("a changed application acts on the next call, and a call ends with what it began with") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    CHECK(world.name() == "Demo");
    {
      const OneCall call;
      CHECK(world.name() == "Demo");
      world.rename_elsewhere("Shop");
      CHECK(world.name() == "Demo");
      CHECK(world.directory.find_by_identifier("demo").value()->name == "Shop");
    }
    CHECK(world.name() == "Shop");
    const OneCall next;
    CHECK(world.name() == "Shop");
  });
}

TEST_CASE("what a call changes itself it sees, and what is not there it looks for again") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const OneCall call;
    CHECK(world.name() == "Demo");
    world.rename_here("Shop");
    CHECK(world.name() == "Shop");
    CHECK(world.directory.find_by_identifier("other").error().code() == errors::kAppNotFound);
    REQUIRE(database.write([&](db::Tx& tx) { return rename(tx, world.made, "other"); }));
    CHECK(world.directory.find_by_identifier("other").value()->id == world.made.id);
    CHECK(database.write([&](db::Tx& tx) { return remove(tx, world.made.pool_id, world.made.id); }).value());
    CHECK(world.directory.find(world.made.id).error().code() == errors::kAppNotFound);
  });
}

}  // namespace genauth::applications
