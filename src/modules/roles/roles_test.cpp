#include "modules/roles/roles.h"

#include <doctest/doctest.h>

#include "db/testing.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "modules/departments/departments.h"
#include "modules/groups/groups.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::roles {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

// A pool with a person, and shorthands that must succeed.
struct World {
  explicit World(db::Database& db) : database(db) {
    unit([&](db::Tx& tx) -> Result<void> {
      pool_id = TRY(pools::create(tx, "pool", {}, kNow)).id;
      users::User wanted;
      wanted.pool_id = pool_id;
      wanted.username = "ann";
      user_id = TRY(users::insert(tx, wanted, kNow)).id;
      return {};
    });
  }
  void unit(const std::function<Result<void>(db::Tx&)>& body) {
    const Result<void> done = database.write(body);
    REQUIRE_MESSAGE(done, (done ? std::string() : done.error().detail()));
  }
  Role make(const char* code) {
    return database
        .write([&](db::Tx& tx) -> Result<Role> {
          Role role;
          role.namespace_id = TRY(need_namespace(tx, pool_id, kDefaultNamespace, kNow)).id;
          role.code = role.name = code;
          return insert(tx, pool_id, role, kNow);
        })
        .value();
  }
  void give(const Role& role, const Target& target, const Window& window = {}) {
    unit([&](db::Tx& tx) { return assign(tx, pool_id, role.id, target, window, kNow); });
  }
  std::string held(std::int64_t now_ms = kNow) {
    const auto roles =
        database.read([&](db::Session& session) { return held_by(session, pool_id, user_id, now_ms); })
            .value();
    std::string codes;
    for (const Role& role : roles) codes += role.code + " ";
    return codes;
  }
  db::Database& database;
  std::string pool_id, user_id;
};

TEST_CASE("refuses a taken code and one that is none") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Role role = world.make("reader");
    for (const auto& [code, why] :
         {std::pair{"reader", errors::kConflict}, {"", errors::kBadFormat}, {"a b", errors::kBadFormat}}) {
      const auto refused = database.write([&, wanted = code](db::Tx& tx) {
        Role again = role;
        again.code = wanted;
        return insert(tx, world.pool_id, again, kNow);
      });
      REQUIRE_FALSE(refused);
      CHECK(refused.error().code() == why);
    }
  });
}

TEST_CASE("a role counts while its window is open and it is enabled") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    Role role = world.make("reader");
    world.give(role, {"USER", world.user_id}, {kNow + 10, kNow + 20});
    CHECK(world.held(kNow + 9) == "");
    CHECK(world.held(kNow + 10) == "reader ");
    CHECK(world.held(kNow + 19) == "reader ");
    CHECK(world.held(kNow + 20) == "");
    role.disable_at = kNow + 15;
    world.unit([&](db::Tx& tx) { return update(tx, world.pool_id, role, kNow); });
    CHECK(world.held(kNow + 14) == "reader ");
    CHECK(world.held(kNow + 15) == "");
  });
}

TEST_CASE("roles that hold each other come to an end") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Role a = world.make("a"), b = world.make("b");
    world.give(a, {"ROLE", b.id});
    world.give(b, {"ROLE", a.id});
    CHECK(world.held() == "");
    world.give(a, {"USER", world.user_id});
    CHECK(world.held() == "a b ");
    world.unit([&](db::Tx& tx) -> Result<void> {
      TRY(remove(tx, world.pool_id, a.id));
      return {};
    });
    CHECK(world.held() == "");
  });
}

TEST_CASE("a department's role counts below it, and moves with the branch") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Role role = world.make("reader");
    std::string left, right, leaf;
    world.unit([&](db::Tx& tx) -> Result<void> {
      departments::Organization organization;
      organization.code = organization.root.name = "org";
      const auto root = TRY(departments::insert_organization(tx, world.pool_id, organization, kNow));
      const auto add = [&](const char* code, const std::string& parent) {
        departments::Department wanted;
        wanted.parent_id = parent;
        wanted.code = wanted.name = code;
        return departments::insert(tx, world.pool_id, wanted, kNow);
      };
      left = TRY(add("left", root.id)).id;
      right = TRY(add("right", root.id)).id;
      const auto branch = TRY(add("branch", left));
      leaf = TRY(add("leaf", branch.id)).id;
      TRY(departments::put_member(tx, world.pool_id, leaf, world.user_id, {}, kNow));
      return assign(tx, world.pool_id, role.id, {"DEPARTMENT", left}, {}, kNow);
    });
    CHECK(world.held() == "reader ");
    const auto path = [&] {
      const auto found = database.read(
          [&](db::Session& session) { return departments::of_user(session, world.pool_id, world.user_id); });
      std::string names;
      for (const auto& step : found.value().front().path) names += step.name + "/";
      return names;
    };
    CHECK(path() == "org/left/branch/leaf/");
    world.unit([&](db::Tx& tx) -> Result<void> {
      const auto leaf_row = TRY(departments::find(tx, world.pool_id, leaf));
      return departments::move(tx, world.pool_id, leaf_row->parent_id, right, kNow);
    });
    CHECK(path() == "org/right/branch/leaf/");
    CHECK(world.held() == "");
    const auto loop =
        database.write([&](db::Tx& tx) { return departments::move(tx, world.pool_id, right, leaf, kNow); });
    REQUIRE_FALSE(loop);
    CHECK(loop.error().code() == errors::kInvalidOperation);
  });
}

}  // namespace
}  // namespace genauth::roles
