#include "modules/device_codes/device_codes.h"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>

#include "db/testing.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/device_codes.h"

namespace genauth::device_codes {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

struct World {
  explicit World(db::Database& db) : database(db) {}

  Begun begin() {
    return database
        .write([&](db::Tx& tx) {
          return device_codes::begin(tx, sealer, {"pool", "app", "openid", "iss", "192.0.2.1", "Telly"},
                                     now_ms);
        })
        .value();
  }
  Result<Device> find(std::string_view typed, std::string_view app_id = "app") {
    return database.read([&](db::Session& session) {
      return device_codes::find(session, sealer, "pool", app_id, typed, now_ms);
    });
  }
  Result<Device> poll(std::string_view code, std::string_view app_id = "app") {
    return database.write([&](db::Tx& tx) { return device_codes::poll(tx, "pool", app_id, code, now_ms); });
  }
  Result<void> approve(const Begun& begun) {
    return database.write([&](db::Tx& tx) {
      return device_codes::approve(tx, "pool", begun.device_code.substr(0, 24),
                                   {"ann", "", {"pwd", "otp"}, 7}, now_ms);
    });
  }
  Result<void> redeem(const Begun& begun) {
    return database.write([&](db::Tx& tx) {
      return device_codes::redeem(tx, "pool", begun.device_code.substr(0, 24), now_ms);
    });
  }

  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  std::int64_t now_ms = kNow;
};

template <class T>
Code code_of(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().code();
}

}  // namespace

TEST_CASE("a user code is read in any case, with or without its hyphen, and nothing else is one") {
  CHECK(normalized("bcdf ghjk") == "BCDF-GHJK");
  CHECK(normalized("BCDFGHJK") == "BCDF-GHJK");
  for (const char* other : {"", "BCDF-GHJ", "BCDF-GHJKL", "ACDF-GHJK", "BCDF_GHJK", "BCDF-GHJ0"})
    CHECK(normalized(other).empty());
}

TEST_CASE("a device hears its person's answer, and redeems it once") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Begun begun = world.begin();
    CHECK(world.poll(begun.device_code)->status == Status::kPending);
    CHECK(world.find(begun.user_code)->user_agent == "Telly");
    CHECK(code_of(world.find(begun.user_code, "other")) == errors::kDeviceCodeUnknown);
    CHECK(code_of(world.redeem(begun)) == errors::kTokenInvalid);
    REQUIRE(world.approve(begun));
    CHECK(code_of(world.approve(begun)) == errors::kDeviceCodeUnknown);
    CHECK(code_of(world.find(begun.user_code)) == errors::kDeviceCodeUnknown);
    const Result<Device> answered = world.poll(begun.device_code);
    REQUIRE(answered);
    CHECK(answered->status == Status::kApproved);
    CHECK(answered->approval.amr == std::vector<std::string>{"pwd", "otp"});
    REQUIRE(world.redeem(begun));
    CHECK(code_of(world.redeem(begun)) == errors::kTokenInvalid);
    CHECK(code_of(world.poll(begun.device_code)) == errors::kTokenInvalid);
  });
}

TEST_CASE("a device code of somebody else, or made up, is none") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Begun begun = world.begin();
    for (const std::string& other : {std::string("x"), begun.device_code + "x", std::string(24, 'a') + ".x"})
      CHECK(code_of(world.poll(other)) == errors::kTokenInvalid);
    CHECK(code_of(world.poll(begun.device_code, "other")) == errors::kTokenInvalid);
  });
}

TEST_CASE("who polls too fast waits longer, and nobody waits for ever") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Begun begun = world.begin();
    CHECK(world.poll(begun.device_code));
    world.now_ms += 4'999;
    CHECK(code_of(world.poll(begun.device_code)) == errors::kThrottled);
    world.now_ms += 9'999;
    CHECK(code_of(world.poll(begun.device_code)) == errors::kThrottled);
    world.now_ms += 15'000;
    CHECK(world.poll(begun.device_code));
    world.now_ms = kNow + kLifeMs;
    CHECK(code_of(world.poll(begun.device_code)) == errors::kTokenExpired);
    CHECK(code_of(world.approve(begun)) == errors::kDeviceCodeUnknown);
    world.database.write([&](db::Tx& tx) { return sweep(tx, world.now_ms + 1, 100); }).value();
    CHECK(code_of(world.poll(begun.device_code)) == errors::kTokenInvalid);
  });
}

TEST_CASE("of 64 racing polls one redeems") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Begun begun = world.begin();
    REQUIRE(world.approve(begun));
    std::atomic<int> redeemed = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 64; ++i) clients.emplace_back([&] { redeemed += world.redeem(begun) ? 1 : 0; });
    for (std::thread& each : clients) each.join();
    CHECK(redeemed == 1);
  });
}

}  // namespace genauth::device_codes
