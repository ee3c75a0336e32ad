// Who is reminded of a password that will expire, and how often. Both engines.
#include "modules/account_security/password_reminders.h"

#include <doctest/doctest.h>

#include <map>

#include "db/testing.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::account_security {
namespace {

constexpr std::int64_t kDayMs = 86'400'000, kStart = 1'800'000'000'000;

// Mails stay in the inbox.
messages::Carriers development() {
  messages::Carriers carriers;
  carriers.inbox = carriers.email_stays = true;
  return carriers;
}

// A pool whose passwords last ten days, with reminders in the last three.
struct Scene {
  explicit Scene(db::Database& store) : database(store) {
    pools::Settings settings;
    settings.password_days_max = 10;
    settings.password_remind_days = 3;
    pool_id =
        database.write([&](db::Tx& tx) { return pools::create(tx, "pool", settings, kStart); }).value().id;
  }

  users::User add(std::string name, users::Status status = users::Status::kActivated,
                  bool has_password = true) {
    users::User wanted;
    wanted.pool_id = pool_id;
    wanted.username = name;
    wanted.email = name + "@example.com";
    wanted.locale = "en-US";
    wanted.status = status;
    if (has_password) wanted.password_hash = "hash";
    wanted.password_set_at = kStart;
    return database.write([&](db::Tx& tx) { return users::insert(tx, wanted, kStart); }).value();
  }
  // Looks every hour, as a server does, and says who was told how often.
  std::map<std::string, int> told_between(std::int64_t from_day, std::int64_t until_day) {
    std::map<std::string, int> told;
    const auto before = outbox.inbox("", 1000).value().size();
    for (std::int64_t at = from_day * 24; at < until_day * 24; ++at)
      REQUIRE(remind_of_passwords(database, outbox, kStart + at * (kDayMs / 24)));
    const auto items = outbox.inbox("", 1000).value();
    for (std::size_t i = 0; i + before < items.size(); ++i) ++told[items[i].message.recipient];
    return told;
  }

  db::Database& database;
  crypto::Sealer sealer = *crypto::Sealer::create(std::string(32, 'k'));
  Clock clock;
  messages::Outbox outbox{database, sealer, clock, development()};
  std::string pool_id;
};

TEST_CASE("a password that will expire is told of once a day, in its last days") {
  db::testing::for_each_engine([](db::Database& database) {
    Scene scene(database);
    scene.add("ada");
    CHECK(scene.told_between(0, 7).empty());
    CHECK(scene.told_between(7, 8) == std::map<std::string, int>{{"ada@example.com", 1}});
    CHECK(scene.told_between(8, 10) == std::map<std::string, int>{{"ada@example.com", 2}});
    CHECK(scene.told_between(10, 14).empty());
    const auto items = scene.outbox.inbox("ada@example.com", 1).value();
    CHECK(items.front().channel == "PASSWORD_EXPIRES");
    CHECK(items.front().message.text ==
          "The password of your account ada expires in 1 day. Please change it.");
  });
}

TEST_CASE("a new password, an account that is off and one without a password are left alone") {
  db::testing::for_each_engine([](db::Database& database) {
    Scene scene(database);
    const users::User changed = scene.add("changed");
    scene.add("off", users::Status::kSuspended);
    scene.add("none", users::Status::kActivated, false);
    CHECK(scene.told_between(6, 8) == std::map<std::string, int>{{"changed@example.com", 1}});
    REQUIRE(database.write([&](db::Tx& tx) {
      return users::set_password(tx, scene.pool_id, changed.id, "new", 1, kStart + 8 * kDayMs);
    }));
    CHECK(scene.told_between(8, 12).empty());
  });
}

TEST_CASE("many at once are told in portions, nobody twice and nobody left out") {
  db::testing::for_each_engine([](db::Database& database) {
    Scene scene(database);
    for (int i = 0; i < 450; ++i) scene.add("p" + std::to_string(i));
    const auto told = scene.told_between(6, 8);
    CHECK(told.size() == 450);
    for (const auto& [who, times] : told) CHECK(times == 1);
  });
}

TEST_CASE("a server that was off for days tells of the last day only") {
  db::testing::for_each_engine([](db::Database& database) {
    Scene scene(database);
    scene.add("ada");
    CHECK(scene.told_between(0, 1).empty());
    CHECK(scene.told_between(9, 10) == std::map<std::string, int>{{"ada@example.com", 1}});
  });
}

TEST_CASE("a pool that wants no reminders, or lets passwords live, gets none") {
  db::testing::for_each_engine([](db::Database& database) {
    Scene scene(database);
    scene.add("ada");
    for (const auto& [remind, live] : {std::pair{0, 10}, std::pair{3, 0}}) {
      pools::Settings settings;
      settings.password_remind_days = remind;
      settings.password_days_max = live;
      REQUIRE(
          database.write([&](db::Tx& tx) { return pools::update_settings(tx, scene.pool_id, settings); }));
      CHECK(scene.told_between(0, 12).empty());
    }
  });
}

}  // namespace
}  // namespace genauth::account_security
