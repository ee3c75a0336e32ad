#include "modules/audit/chain.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "db/testing.h"
#include "modules/audit/audit.h"

using namespace genauth;
using audit::Chain;

namespace {

constexpr db::Sql kIds{"ids", "select id from audit_events where pool_id = $1 order by id"};

void record(db::Database& database, std::string_view pool_id, int count) {
  for (int i = 0; i < count; ++i) {
    const std::string detail = "event " + std::to_string(i);
    database
        .write([&](db::Tx& tx) {
          return audit::record(tx, {.pool_id = pool_id, .type = "login", .detail = detail},
                               1'700'000'000'000);
        })
        .value();
  }
}

void tamper(db::Database& database, const std::string& text) {
  database.write([&](db::Tx& tx) { return tx.script(text); }).value();
}

std::vector<std::string> ids_of(db::Database& database, std::string_view pool_id) {
  const db::Rows rows =
      database.read([&](db::Session& session) { return session.query(kIds, {pool_id}); }).value();
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) ids.push_back(rows[i].text(0));
  return ids;
}

std::vector<std::string> problems(db::Database& database, const Chain& chain) {
  return chain.verify(database, [](const Chain::Report&) {}).value().problems;
}

// Three seals of a pool, five events each, and one of another pool.
struct Trail {
  explicit Trail(db::Database& in) : database(in), chain(std::string(32, 'k')) {
    for (int i = 0; i < 3; ++i) {
      record(database, "p1", 5);
      CHECK(chain.seal(database, 1000 + i).value() == 5);
    }
    record(database, "p2", 2);
    CHECK(chain.seal(database, 2000).value() == 2);
    ids = ids_of(database, "p1");
    CHECK(problems(database, chain).empty());
  }
  std::string only_problem(const std::string& tampering) {
    tamper(database, tampering);
    const auto found = problems(database, chain);
    CHECK(found.size() == 1);
    return found.empty() ? "" : found.front();
  }
  db::Database& database;
  Chain chain;
  std::vector<std::string> ids;
};

}  // namespace

TEST_CASE("a trail that nobody touched verifies, and what is not sealed yet does not disturb it") {
  db::testing::for_each_engine([](db::Database& database) {
    Trail trail(database);
    record(database, "p1", 3);
    const auto report = trail.chain.verify(database, [](const Chain::Report&) {}).value();
    CHECK(report.problems.empty());
    CHECK(report.pools == 2);
    CHECK(report.seals == 4);
    CHECK(report.events == 17);
  });
}

TEST_CASE("a changed event is found") {
  db::testing::for_each_engine([](db::Database& database) {
    Trail trail(database);
    CHECK(trail.only_problem("update audit_events set user_id = 'mallory' where id = '" + trail.ids[6] +
                             "'") == "pool p1: audit seal 2: it or its events were changed");
  });
}

TEST_CASE("a removed event is found") {
  db::testing::for_each_engine([](db::Database& database) {
    Trail trail(database);
    CHECK(trail.only_problem("delete from audit_events where id = '" + trail.ids[6] + "'") ==
          "pool p1: audit seal 2: event " + trail.ids[6] + " is gone");
  });
}

TEST_CASE("an event that was slipped in is found") {
  db::testing::for_each_engine([](db::Database& database) {
    Trail trail(database);
    CHECK(trail.only_problem(
              "insert into audit_events (pool_id, id, type, app_id, user_id, actor, client_ip, success, "
              "detail, created_at, seal) select pool_id, 'ffffffffffffffffffffffff', type, app_id, user_id, "
              "actor, client_ip, success, detail, created_at, 2 from audit_events where id = '" +
              trail.ids[6] + "'") == "pool p1: 1 events say that they are sealed and no seal names them");
  });
}

TEST_CASE("a removed seal is found, with its events or without") {
  for (const std::string with : {"delete from audit_events where pool_id = 'p1' and seal = 2;", ""}) {
    db::testing::for_each_engine([&](db::Database& database) {
      Trail trail(database);
      tamper(database, with + "delete from audit_seals where pool_id = 'p1' and number = 2");
      const auto found = problems(database, trail.chain);
      REQUIRE(found.size() >= 2);
      CHECK(found[0] == "pool p1: audit seal 3 follows 1");
      CHECK(found[1] == "pool p1: audit seal 3: it or its events were changed");
    });
  }
}

TEST_CASE("seals that change places are found, also with their events") {
  db::testing::for_each_engine([](db::Database& database) {
    Trail trail(database);
    tamper(database,
           "update audit_seals set number = 9 where pool_id = 'p1' and number = 1;"
           "update audit_seals set number = 1 where pool_id = 'p1' and number = 2;"
           "update audit_seals set number = 2 where pool_id = 'p1' and number = 9;"
           "update audit_events set seal = 3 - seal where pool_id = 'p1' and seal < 3");
    CHECK(problems(database, trail.chain).size() == 3);
  });
}

TEST_CASE("who has not the key cannot make seals") {
  db::testing::for_each_engine([](db::Database& database) {
    const Trail trail(database);
    CHECK(problems(database, Chain(std::string(32, 'x'))).size() == 4);
  });
}

TEST_CASE("events that are recorded meanwhile end up in one seal each") {
  db::testing::for_each_engine([](db::Database& database) {
    const Chain chain(std::string(32, 'k'));
    std::atomic<bool> writing{true};
    std::atomic<std::int64_t> sealed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i)
      threads.emplace_back([&] {
        while (writing) sealed += chain.seal(database, 1000).value();
      });
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i) writers.emplace_back([&] { record(database, "p1", 60); });
    for (std::thread& writer : writers) writer.join();
    writing = false;
    for (std::thread& thread : threads) thread.join();
    sealed += chain.seal(database, 1000).value();
    CHECK(sealed == 240);
    CHECK(problems(database, chain).empty());
  });
}
