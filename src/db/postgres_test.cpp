// What only PostgreSQL has: connections that break, a pooler in between. Runs when the environment offers
// one.
#include <doctest/doctest.h>

#include <latch>
#include <thread>

#include "db/testing.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"

namespace genauth::db {
namespace {

constexpr Sql kCreate{"create", "create table item (id bigint primary key)"};
constexpr Sql kInsert{"insert", "insert into item (id) values ($1)"};
constexpr Sql kCount{"count", "select count(*) from item"};
constexpr Sql kPid{"pid", "select pg_backend_pid()"};
constexpr Sql kKill{"kill", "select pg_terminate_backend($1::int, 5000)"};
constexpr Sql kKillOthers{"kill_others",
                          "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
                          "where datname = current_database() and pid <> pg_backend_pid()"};

// `killer` leads straight to the server.
void on_postgres(const std::function<void(testing::Fixture&, Database& killer)>& test) {
  for (const std::string& engine : testing::Fixture::engines()) {
    if (engine == "sqlite") continue;
    INFO("engine: " << engine);
    testing::Fixture fixture(engine);
    const auto killer = open_for_migration(fixture.options());
    REQUIRE(killer);
    REQUIRE(fixture.database().write([](Tx& tx) { return tx.execute(kCreate, {}); }));
    test(fixture, **killer);
  }
}

std::int64_t number(Database& database, const Sql& sql, std::initializer_list<Param> params = {}) {
  const auto rows = database.write([&](Tx& tx) { return tx.query(sql, params); });
  if (!rows) FAIL(rows.error().detail());
  return rows->front().integer(0);
}

TEST_CASE("a unit whose connection breaks before its commit runs again") {
  on_postgres([](testing::Fixture& fixture, Database& killer) {
    int runs = 0;
    const auto done = fixture.database().write([&](Tx& tx) -> Result<std::int64_t> {
      const std::int64_t pid = TRY(tx.query(kPid, {})).front().integer(0);
      if (++runs == 1) number(killer, kKill, {pid});
      return tx.execute(kInsert, {1});
    });
    CHECK(done);
    CHECK(runs == 2);
    CHECK(number(fixture.database(), kCount) == 1);
  });
}

TEST_CASE("a commit whose outcome is not known is an error and is never tried again") {
  on_postgres([](testing::Fixture& fixture, Database& killer) {
    int runs = 0;
    bool told = false;
    const auto done = fixture.database().write([&](Tx& tx) -> Result<void> {
      ++runs;
      tx.on_commit([&] { told = true; });
      TRY(tx.execute(kInsert, {1}));
      number(killer, kKill, {TRY(tx.query(kPid, {})).front().integer(0)});
      return {};
    });
    CHECK(done.error().code() == errors::kDatabaseUnavailable);
    CHECK(done.error().detail().find("not known") != std::string::npos);
    CHECK(runs == 1);
    CHECK_FALSE(told);
    CHECK(number(fixture.database(), kCount) == 0);
  });
}

TEST_CASE("idle connections that have died are replaced without anybody noticing") {
  on_postgres([](testing::Fixture& fixture, Database& killer) {
    std::latch all(4);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        CHECK(fixture.database().read([&](Session& session) -> Result<Rows> {
          auto rows = session.query(kCount, {});
          all.arrive_and_wait();  // so that there are four connections
          return rows;
        }));
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(number(killer, kKillOthers) >= 1);
    CHECK(number(fixture.database(), kCount) == 0);
    CHECK(fixture.database().read([](Session& session) { return session.query(kCount, {}); }));
  });
}

TEST_CASE("statements are prepared on the server, but not behind a pooler") {
  on_postgres([](testing::Fixture& fixture, Database&) {
    number(fixture.database(), kCount);
    const bool pooler = fixture.options().url != fixture.options().migration_url;
    const std::int64_t prepared =
        number(fixture.database(), {"prepared", "select count(*) from pg_prepared_statements"});
    CHECK((prepared > 0) == !pooler);
  });
}

TEST_CASE("prepared statements that a pooler lost make a unit run again, also one that only posted") {
  on_postgres([](testing::Fixture& fixture, Database&) {
    Database& database = fixture.database();
    const auto post = [&](int id) { return database.write([&](Tx& tx) { return tx.post(kInsert, {id}); }); };
    REQUIRE(post(1));
    REQUIRE(database.write([](Tx& tx) { return tx.execute({"forget", "deallocate all"}, {}); }));
    CHECK(post(2));
    CHECK(number(database, kCount) == 2);
  });
}

TEST_CASE("a unit that only posted is never done twice, whenever its connection breaks") {
  on_postgres([](testing::Fixture& fixture, Database& killer) {
    int runs = 0;
    const auto done = fixture.database().write([&](Tx& tx) -> Result<void> {
      const std::int64_t pid = TRY(tx.query(kPid, {})).front().integer(0);
      TRY(tx.post(kInsert, {runs}));
      if (++runs == 1) number(killer, kKill, {pid});
      return {};
    });
    // What the server had heard of it nobody can tell, unless it said so before it went.
    const std::int64_t kept = number(fixture.database(), kCount);
    CHECK(kept == (done ? 1 : 0));
    CHECK(runs == (done ? 2 : 1));
  });
}

TEST_CASE("when every connection is taken a unit waits, and not for ever") {
  Options options;
  options.connections = 1;
  options.busy_timeout_ms = 50;
  testing::for_each_empty_engine(
      [](testing::Fixture& fixture) {
        Database& database = fixture.database();
        const auto outer = database.read([&](Session&) -> Result<void> {
          std::thread([&] {
            const auto inner = database.read([](Session&) -> Result<void> { return {}; });
            CHECK(inner.error().code() == errors::kDatabaseUnavailable);
          }).join();
          return {};
        });
        CHECK(outer);
        CHECK(database.read([](Session&) -> Result<void> { return {}; }));
      },
      options);
}

TEST_CASE("a URL that is none, and a server that is not there, are told apart") {
  const auto open = [](const char* url) {
    Options options;
    options.url = url;
    return Database::open(options);
  };
  CHECK(open("").error().code() == errors::kInvalidOperation);
  CHECK(open("mysql://root:secret@here/x").error().code() == errors::kInvalidOperation);
  CHECK(open("mysql://root:secret@here/x").error().detail().find("secret") == std::string::npos);
  CHECK(open("postgres://u:secret@here:notaport/x?nonsense=1").error().detail().find("secret") ==
        std::string::npos);
  const auto nobody = open("postgres://u:secret@127.0.0.1:1/x");
  CHECK(nobody.error().code() == errors::kDatabaseUnavailable);
  CHECK(nobody.error().detail().find("secret") == std::string::npos);
  CHECK(open("sqlite:/nowhere/at/all.db").error().code() == errors::kDatabaseUnavailable);
}

}  // namespace
}  // namespace genauth::db
