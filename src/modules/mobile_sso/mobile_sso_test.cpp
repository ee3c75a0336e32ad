#include "modules/mobile_sso/mobile_sso.h"

#include <doctest/doctest.h>

#include "db/testing.h"

namespace genauth::mobile_sso {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000, kDay = 86'400'000;
constexpr std::string_view kDevice = "6b29fc40ca471067b31d00dd010662da",
                           kOther = "0000fc40ca471067b31d00dd0106", kApp = "app", kUser = "ann";

struct World {
  db::Database& database;

  std::string create(std::string_view app_id = kApp, std::string_view user_id = kUser,
                     std::string_view session_id = "s1") {
    return database
        .write([&](db::Tx& tx) {
          return mobile_sso::create(tx, {"pool", kDevice, app_id, user_id, session_id, kNow, kNow + kDay});
        })
        .value();
  }
  std::optional<Session> find(std::string_view token, std::string_view device = kDevice,
                              std::string_view pool_id = "pool", std::int64_t now_ms = kNow) {
    return database
        .read([&](db::Session& session) { return mobile_sso::find(session, pool_id, device, token, now_ms); })
        .value();
  }
  void remove(std::string_view app_id, std::string_view user_id = kUser) {
    REQUIRE(
        database.write([&](db::Tx& tx) { return mobile_sso::remove(tx, "pool", kDevice, app_id, user_id); }));
  }
};

}  // namespace

TEST_CASE("a mobile session is found by its whole token on its own device") {
  db::testing::for_each_engine([](db::Database& database) {
    World world{database};
    const std::string token = world.create();
    const auto found = world.find(token);
    REQUIRE(found);
    CHECK(found->app_id == kApp);
    CHECK(found->user_id == kUser);
    CHECK(found->session_id == "s1");
    CHECK_FALSE(world.find(token, kOther));
    CHECK_FALSE(world.find(token, kDevice, "another pool"));
    CHECK_FALSE(world.find(token, kDevice, "pool", kNow + kDay));
    CHECK_FALSE(world.find(""));
    CHECK_FALSE(world.find(kDevice));
    CHECK_FALSE(world.find(found->id));
    CHECK_FALSE(world.find(found->id + "."));
    CHECK_FALSE(world.find(token + "x"));
    CHECK_FALSE(world.find(token.substr(0, token.size() - 1)));
  });
}

TEST_CASE("a second mobile session of the same app and person replaces the first, and no other") {
  db::testing::for_each_engine([](db::Database& database) {
    World world{database};
    const std::string first = world.create(), foreign = world.create(kApp, "bob", "s2"),
                      neighbour = world.create("app2");
    const std::string second = world.create(kApp, kUser, "s3");
    CHECK_FALSE(world.find(first));
    CHECK(world.find(second)->session_id == "s3");
    CHECK(world.find(foreign)->user_id == "bob");
    CHECK(world.find(neighbour)->app_id == "app2");
  });
}

TEST_CASE("mobile sessions are removed of one app or of all, and of their own person alone") {
  db::testing::for_each_engine([](db::Database& database) {
    World world{database};
    const std::string one = world.create(), two = world.create("app2"), foreign = world.create(kApp, "bob");
    world.remove(kApp);
    CHECK_FALSE(world.find(one));
    CHECK(world.find(two));
    CHECK(world.find(foreign));
    world.remove("");
    CHECK_FALSE(world.find(two));
    CHECK(world.find(foreign));
  });
}

TEST_CASE("mobile sessions that have expired are swept") {
  db::testing::for_each_engine([](db::Database& database) {
    World world{database};
    const std::string id = world.find(world.create())->id;
    const auto sweep = [&](std::int64_t now_ms) {
      return database.write([&](db::Tx& tx) { return mobile_sso::sweep(tx, now_ms, 10); }).value();
    };
    CHECK(sweep(kNow + kDay) == 0);
    CHECK(sweep(kNow + kDay + 1) == 1);
    CHECK_FALSE(database.read([&](db::Session& session) { return load(session, "pool", id, kNow); }).value());
  });
}

}  // namespace genauth::mobile_sso
