#include "modules/interactions/interactions.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "db/testing.h"
#include "gen/errors/completion.h"
#include "gen/errors/interactions.h"
#include "gen/errors/mfa.h"

namespace genauth::interactions {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

struct World {
  explicit World(db::Database& db) : database(db) {
    facts.app_id = "app";
    facts.issuer = "https://example.com/oidc";
    facts.parameters = {{"client_id", "app"}, {"state", "s"}};
    token = database.write([&](db::Tx& tx) { return begin(tx, tickets, "pool", facts, kNow); }).value();
  }
  Result<Open> look(std::string_view with, std::string_view app_id = "app", std::int64_t now_ms = kNow) {
    return database.read([&](db::Session& session) {
      return interactions::look(session, tickets, "pool", app_id, with, now_ms);
    });
  }
  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  tickets::Tickets tickets{sealer};
  Facts facts;
  std::string token;
};

}  // namespace

TEST_CASE("an interaction opens to its browser alone: its id is worth nothing") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    REQUIRE(world.look(world.token));
    CHECK(world.look(world.token)->facts.parameters.back().value == "s");
    const std::string id = world.token.substr(0, world.token.find('.'));
    for (const std::string& wrong : {id, id + ".", id + ".x", std::string()})
      CHECK(world.look(wrong).error().code() == errors::kInteractionGone);
    CHECK(world.look(world.token, "other").error().code() == errors::kInteractionGone);
    CHECK(world.look(world.token, "app", kNow + kLifeMs).error().code() == errors::kInteractionGone);
  });
}

TEST_CASE("what changed is kept, and a stale change is refused") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    Open first = world.look(world.token).value(), second = first;
    first.facts.user_id = "ann";
    second.facts.user_id = "bob";
    const auto keep_it = [&](const Open& open) {
      return database.write([&](db::Tx& tx) { return keep(tx, world.tickets, "pool", open); });
    };
    CHECK(keep_it(first));
    CHECK(keep_it(second).error().code() == errors::kInteractionGone);
    CHECK(world.look(world.token)->facts.user_id == "ann");
  });
}

TEST_CASE("a demand stands until its time is over, and the next one takes its place") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    CHECK_FALSE(is_demanded(world.look(world.token)->facts, kNow));
    const auto demand = [&](const Error& error, std::int64_t ttl_ms, std::string_view token) {
      return database.write([&](db::Tx& tx) {
        return keep_demand(tx, world.tickets, "pool", "app", token, error, ttl_ms, kNow);
      });
    };
    REQUIRE(demand(Error(errors::kMfaRequired).with_data(R"({"mfaToken":"t"})"), 1000, world.token));
    Facts facts = world.look(world.token)->facts;
    CHECK(facts.demand->error == "mfa_required");
    CHECK(facts.demand->data.text == R"({"mfaToken":"t"})");
    CHECK(is_demanded(facts, kNow + 999));
    CHECK_FALSE(is_demanded(facts, kNow + 1000));
    REQUIRE(demand(errors::kCompletionRequired, 1000, world.token));
    facts = world.look(world.token)->facts;
    CHECK(facts.demand->error == "completion_required");
    CHECK(facts.demand->data.empty());
    // Of a browser that has the id alone nothing is kept.
    CHECK(demand(errors::kMfaRequired, 1000, world.token.substr(0, 25) + "x").error().code() ==
          errors::kInteractionGone);
    CHECK(world.look(world.token)->facts.demand->error == "completion_required");
  });
}

TEST_CASE("64 browsers' tabs finish one interaction: exactly one answer leaves") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    std::atomic<int> won = 0;
    std::vector<std::thread> racers;
    for (int i = 0; i < 64; ++i)
      racers.emplace_back([&] {
        const auto finished = database.write(
            [&](db::Tx& tx) { return finish(tx, world.tickets, "pool", "app", world.token, kNow); });
        won += finished.has_value() ? 1 : 0;
      });
    for (std::thread& racer : racers) racer.join();
    CHECK(won == 1);
    CHECK(world.look(world.token).error().code() == errors::kInteractionGone);
  });
}

}  // namespace genauth::interactions
