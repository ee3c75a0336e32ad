#include "modules/push_login/pings.h"

#include <doctest/doctest.h>

#include "db/testing.h"

using namespace genauth;
using namespace genauth::push_login;

namespace {

constexpr std::int64_t kNow = 1'790'000'000'000, kExpires = kNow + 120'000;

// The pings of a pool that nobody else writes to.
struct Pings {
  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();

  void expect(std::string_view auth_req_id, std::string_view app_id = "app") {
    database
        .write([&](db::Tx& tx) {
          return expect_ping(tx, sealer, {"pool", app_id, auth_req_id, "token", kExpires});
        })
        .value();
  }
  void call(std::string_view push_id, std::int64_t now_ms) {
    database.write([&](db::Tx& tx) { return call_ping(tx, "pool", push_id, now_ms); }).value();
  }
  std::vector<Ping> due(std::int64_t now_ms, std::string_view busy = ",") {
    return database.read([&](db::Session& session) { return due_pings(session, sealer, busy, now_ms, 50); })
        .value();
  }
  bool claim(const Ping& ping, std::int64_t now_ms) {
    return database.write([&](db::Tx& tx) { return claim_ping(tx, ping, now_ms); }).value();
  }
};

}  // namespace

TEST_CASE("a ping is due when the question was answered, oldest first, and not of the busy") {
  db::testing::for_each_engine([](db::Database& database) {
    Pings pings{database};
    pings.expect("one.secret");
    pings.expect("two.secret", "other");
    CHECK(pings.due(kExpires - 1).empty());
    pings.call("two", kNow);
    pings.call("one", kNow + 1);
    pings.call("two", kNow + 2);  // an answer is given once
    pings.call("three", kNow);    // of which nobody is to be told
    CHECK(pings.due(kNow - 1).empty());
    const std::vector<Ping> due = pings.due(kNow + 1);
    REQUIRE(due.size() == 2);
    CHECK(due[0].auth_req_id == "two.secret");
    CHECK(due[1].auth_req_id == "one.secret");
    CHECK(due[1].app_id == "app");
    CHECK(due[1].token == "token");
    CHECK(pings.due(kNow + 1, ",app,").size() == 1);
    CHECK(pings.due(kNow + 1, ",app,other,").empty());
  });
}

TEST_CASE("of two processes one sends a ping, and again later unless it is settled") {
  db::testing::for_each_engine([](db::Database& database) {
    Pings pings{database};
    pings.expect("one.secret");
    pings.call("one", kNow);
    std::int64_t now_ms = kNow;
    for (const std::int64_t pause_ms : {2000, 4000, 8000}) {
      const std::vector<Ping> mine = pings.due(now_ms), theirs = pings.due(now_ms);
      REQUIRE(mine.size() == 1);
      REQUIRE(theirs.size() == 1);
      CHECK(pings.claim(mine[0], now_ms));
      CHECK_FALSE(pings.claim(theirs[0], now_ms));
      CHECK(pings.due(now_ms + pause_ms - 1).empty());
      now_ms += pause_ms;
    }
    const Ping last = pings.due(now_ms).at(0);
    CHECK(last.tries == 3);
    database.write([&](db::Tx& tx) { return settle_ping(tx, last); }).value();
    CHECK(pings.due(kExpires - 1).empty());
    CHECK_FALSE(pings.claim(last, kExpires - 1));
  });
}

TEST_CASE("a question that is over is no news") {
  db::testing::for_each_engine([](db::Database& database) {
    Pings pings{database};
    pings.expect("one.secret");
    pings.call("one", kNow);
    const std::vector<Ping> due = pings.due(kExpires - 1);
    REQUIRE(due.size() == 1);
    CHECK(pings.due(kExpires).empty());
    CHECK_FALSE(pings.claim(due[0], kExpires));
    CHECK(pings.claim(due[0], kExpires - 1));
  });
}
