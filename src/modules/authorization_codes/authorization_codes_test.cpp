#include "modules/authorization_codes/authorization_codes.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "db/testing.h"
#include "gen/errors/access.h"

namespace genauth::authorization_codes {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

struct World {
  explicit World(db::Database& db) : database(db) {
    grant.redirect_uri = "https://app.example.com/callback";
    grant.scope = "openid";
    grant.issuer = "https://example.com/oidc";
    grant.user_id = "ann";
    grant.amr = std::vector<std::string>{"pwd"};
  }
  std::string issue() {
    return database
        .write([&](db::Tx& tx) { return authorization_codes::issue(tx, "pool", "app", grant, kNow); })
        .value();
  }
  Result<Code> look(std::string_view code, std::string_view pool_id = "pool", std::string_view app_id = "app",
                    std::int64_t now_ms = kNow) {
    return database.read([&](db::Session& session) {
      return authorization_codes::look(session, pool_id, app_id, code, now_ms);
    });
  }
  Result<void> spend(std::string_view code, std::string_view session_id) {
    return database.write([&](db::Tx& tx) {
      return authorization_codes::spend(tx, "pool", code.substr(0, 24), session_id, kNow);
    });
  }
  db::Database& database;
  Grant grant;
};

}  // namespace

TEST_CASE("a code brings back what was agreed, for its application and for ten minutes") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string code = world.issue();
    const Result<Code> found = world.look(code);
    REQUIRE(found);
    CHECK(found->grant.redirect_uri == world.grant.redirect_uri);
    CHECK(found->grant.amr == world.grant.amr);
    CHECK_FALSE(found->used);
    CHECK(world.look(code + "x").error().code() == errors::kTokenInvalid);
    CHECK(world.look("nonsense").error().code() == errors::kTokenInvalid);
    CHECK(world.look(code, "elsewhere").error().code() == errors::kTokenInvalid);
    CHECK(world.look(code, "pool", "other").error().code() == errors::kTokenInvalid);
    CHECK(world.look(code, "pool", "app", kNow + kLifeMs).error().code() == errors::kTokenExpired);
  });
}

TEST_CASE("code replay: 64 racers with one code: exactly one spends it, and afterwards it is used") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string code = world.issue();
    std::atomic<int> won = 0;
    std::vector<std::thread> racers;
    for (int i = 0; i < 64; ++i)
      racers.emplace_back([&] { won += world.spend(code, "session").has_value() ? 1 : 0; });
    for (std::thread& racer : racers) racer.join();
    CHECK(won == 1);
    CHECK(world.look(code)->used);
    CHECK(world.look(code)->session_id == "session");
  });
}

TEST_CASE("expired codes are swept, used or not") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    world.issue();
    CHECK(world.spend(world.issue(), "session"));
    const auto sweep_at = [&](std::int64_t now_ms) {
      return database.write([&](db::Tx& tx) { return sweep(tx, now_ms, 10); }).value();
    };
    CHECK(sweep_at(kNow) == 0);
    CHECK(sweep_at(kNow + kLifeMs + 1) == 2);
  });
}

}  // namespace genauth::authorization_codes
