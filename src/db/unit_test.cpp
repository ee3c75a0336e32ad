// The unit of work, the same on every engine.
#include <doctest/doctest.h>

#include <barrier>
#include <stdexcept>
#include <thread>

#include "db/testing.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"

namespace genauth::db {
namespace {

constexpr Sql kCreate{"create", "create table item (id bigint primary key, name text not null)"};
constexpr Sql kInsert{"insert", "insert into item (id, name) values ($1, $2)"};
constexpr Sql kTryInsert{"try_insert", "insert into item (id, name) values ($1, $2) on conflict do nothing"};
constexpr Sql kTake{"take", "delete from item where id = $1 returning name"};
constexpr Sql kNames{"names", "select name from item order by id"};
constexpr Sql kBroken{"broken", "select nothing from nowhere"};

void with_items(const std::function<void(testing::Fixture&)>& test) {
  testing::for_each_empty_engine([&](testing::Fixture& fixture) {
    const auto created = fixture.database().write([](Tx& tx) { return tx.execute(kCreate, {}); });
    REQUIRE(created.has_value());
    test(fixture);
  });
}

std::string names(Database& database) {
  const Result<std::string> all = database.read([](Session& session) -> Result<std::string> {
    const Rows rows = TRY(session.query(kNames, {}));
    std::string out;
    for (std::size_t i = 0; i < rows.size(); ++i) out += rows[i].text(0) + " ";
    return out;
  });
  return all ? *all : "failed: " + all.error().detail();
}

Result<std::int64_t> insert(Database& database, int id, std::string_view name) {
  return database.write([&](Tx& tx) { return tx.execute(kInsert, {id, name}); });
}

TEST_CASE("a unit that returns an error leaves nothing behind") {
  with_items([](testing::Fixture& fixture) {
    bool told = false;
    const auto result = fixture.database().write([&](Tx& tx) -> Result<void> {
      TRY(tx.execute(kInsert, {1, "a"}));
      tx.on_commit([&] { told = true; });
      return errors::kForbidden;
    });
    CHECK(result.error().code() == errors::kForbidden);
    CHECK(names(fixture.database()).empty());
    CHECK_FALSE(told);
  });
}

TEST_CASE("a refused unit keeps its writes, runs its actions, and the caller gets the error") {
  with_items([](testing::Fixture& fixture) {
    bool told = false;
    const auto result = fixture.database().write([&](Tx& tx) -> Result<int> {
      TRY(tx.execute(kInsert, {1, "attempt"}));
      tx.on_commit([&] { told = true; });
      return tx.refuse(errors::kForbidden);
    });
    CHECK(result.error().code() == errors::kForbidden);
    CHECK(names(fixture.database()) == "attempt ");
    CHECK(told);
  });
}

TEST_CASE("actions run after the commit, in order, on the caller's thread") {
  with_items([](testing::Fixture& fixture) {
    std::string order;
    const auto here = std::this_thread::get_id();
    const auto result = fixture.database().write([&](Tx& tx) -> Result<int> {
      TRY(tx.execute(kInsert, {1, "a"}));
      tx.on_commit([&] { order += names(fixture.database()); });
      tx.on_commit([&] { order += here == std::this_thread::get_id() ? "here" : "elsewhere"; });
      return 7;
    });
    CHECK(*result == 7);
    CHECK(order == "a here");
  });
}

TEST_CASE("after a failed statement nothing more runs and the unit rolls back") {
  with_items([](testing::Fixture& fixture) {
    REQUIRE(insert(fixture.database(), 1, "first"));
    for (const Sql& failing : {kInsert, kBroken}) {
      Result<std::int64_t> after = 0;
      const auto result = fixture.database().write([&](Tx& tx) -> Result<int> {
        TRY(tx.execute(kInsert, {2, "second"}));
        if (failing.name == "broken")
          CHECK_FALSE(tx.query(failing, {}));
        else
          CHECK_FALSE(tx.execute(failing, {1, "clash"}));
        after = tx.execute(kInsert, {3, "third"});
        return 1;  // it swallows the error
      });
      CHECK(result.error().code() == errors::kInternal);
      CHECK_FALSE(after);
      CHECK(names(fixture.database()) == "first ");
    }
  });
}

TEST_CASE("refusing after a failed statement keeps nothing, and does not pretend to") {
  with_items([](testing::Fixture& fixture) {
    REQUIRE(insert(fixture.database(), 1, "first"));
    const auto result = fixture.database().write([&](Tx& tx) -> Result<void> {
      TRY(tx.execute(kInsert, {2, "second"}));
      CHECK_FALSE(tx.execute(kInsert, {1, "clash"}));
      return tx.refuse(errors::kForbidden);
    });
    CHECK(result.error().code() == errors::kInternal);
    CHECK(names(fixture.database()) == "first ");
  });
}

TEST_CASE("the detail of an error names the statement and never a parameter") {
  with_items([](testing::Fixture& fixture) {
    REQUIRE(insert(fixture.database(), 1, "hunter2"));
    const auto clash = insert(fixture.database(), 1, "hunter2");
    CHECK(clash.error().detail().find("insert") != std::string::npos);
    CHECK(clash.error().detail().find("hunter2") == std::string::npos);
  });
}

TEST_CASE("an expected clash does not poison") {
  with_items([](testing::Fixture& fixture) {
    const auto result = fixture.database().write([&](Tx& tx) -> Result<std::string> {
      std::string answers;
      for (const int id : {1, 1, 2}) answers += TRY(tx.try_insert(kTryInsert, {id, "x"})) ? "yes " : "no ";
      return answers;
    });
    REQUIRE(result);
    CHECK(*result == "yes no yes ");
    CHECK(names(fixture.database()) == "x x ");
  });
}

TEST_CASE("an exception in a unit is an internal error and rolls back") {
  with_items([](testing::Fixture& fixture) {
    const auto written = fixture.database().write([&](Tx& tx) -> Result<void> {
      TRY(tx.execute(kInsert, {1, "a"}));
      throw std::runtime_error("thrown");
    });
    CHECK(written.error().code() == errors::kInternal);
    CHECK(written.error().detail().find("thrown") != std::string::npos);
    const auto read = fixture.database().read([](Session&) -> Result<void> { throw 5; });
    CHECK(read.error().code() == errors::kInternal);
    CHECK(names(fixture.database()).empty());
    CHECK(insert(fixture.database(), 1, "b"));
  });
}

TEST_CASE("a unit inside a unit is refused instead of waiting for itself") {
  with_items([](testing::Fixture& fixture) {
    Database& database = fixture.database();
    const auto outer = database.write([&](Tx&) -> Result<void> {
      CHECK(insert(database, 1, "inner").error().code() == errors::kInternal);
      CHECK(names(database).starts_with("failed"));
      return {};
    });
    CHECK(outer);
    CHECK(names(database).empty());
  });
}

TEST_CASE("execute counts what the statement changed and nothing else") {
  with_items([](testing::Fixture& fixture) {
    const auto result = fixture.database().write([&](Tx& tx) -> Result<std::string> {
      std::string counts;
      for (const int id : {1, 2, 3}) counts += std::to_string(TRY(tx.execute(kInsert, {id, "x"})));
      counts += std::to_string(TRY(tx.execute(kTryInsert, {1, "again"})));
      counts += std::to_string(TRY(tx.execute({"all", "update item set name = 'y'"}, {})));
      counts += std::to_string(TRY(tx.execute({"none", "delete from item where id = 99"}, {})));
      counts += std::to_string(TRY(tx.execute({"ddl", "create table other (id bigint)"}, {})));
      counts += std::to_string(TRY(tx.execute(kNames, {})));
      counts += std::to_string(TRY(tx.execute(kTake, {1})));
      return counts;
    });
    REQUIRE(result);
    CHECK(*result == "111030001");
  });
}

TEST_CASE("a returning statement of one unit does not hold up the units beside it") {
  with_items([](testing::Fixture& fixture) {
    Database& database = fixture.database();
    for (int id = 0; id < 40; ++id) REQUIRE(insert(database, id, "x"));
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int first = 0; first < 8; ++first) {
      threads.emplace_back([&, first] {
        for (int id = first; id < 40; id += 8) {
          const auto rows = database.write([&](Tx& tx) { return tx.query(kTake, {id}); });
          if (rows && rows->size() == 1) ++taken;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(taken == 40);
  });
}

TEST_CASE("sixty-four that race for one row give exactly one winner") {
  with_items([](testing::Fixture& fixture) {
    Database& database = fixture.database();
    REQUIRE(insert(database, 1, "prize"));
    constexpr int kRacers = 64;
    std::barrier start(kRacers);
    std::atomic<int> won = 0;
    std::atomic<int> lost = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kRacers; ++i) {
      threads.emplace_back([&] {
        start.arrive_and_wait();
        const auto rows = database.write([](Tx& tx) { return tx.query(kTake, {1}); });
        if (rows) ++(rows->empty() ? lost : won);
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(won == 1);
    CHECK(lost == kRacers - 1);
  });
}

// Eight threads that read, then write what they read, ten times each: only a serial order keeps all of it.
std::size_t append_at_once(Database& database,
                           const std::function<Result<void>(Tx&, const std::string&)>& set) {
  REQUIRE(database.write([](Tx& tx) { return tx.execute({"all", "delete from item"}, {}); }));
  REQUIRE(insert(database, 1, ""));
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 10; ++k) {
        const auto done = database.write([&](Tx& tx) -> Result<void> {
          const Rows rows = TRY(tx.query(kNames, {}));
          return set(tx, rows.front().text(0).append(1, 'x'));
        });
        if (!done) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failed == 0);
  return names(database).size() - 1;
}

TEST_CASE("many units that change one row lose no change, waited for or posted") {
  constexpr Sql kSet{"set", "update item set name = $1 where id = 1"};
  with_items([&](testing::Fixture& fixture) {
    CHECK(append_at_once(fixture.database(), [&](Tx& tx, const std::string& name) -> Result<void> {
            TRY(tx.execute(kSet, {name}));
            return {};
          }) == 80);
    CHECK(append_at_once(fixture.database(),
                         [&](Tx& tx, const std::string& name) { return tx.post(kSet, {name}); }) == 80);
  });
}

TEST_CASE("units that take turns wait for one another instead of running again") {
  with_items([](testing::Fixture& fixture) {
    Database& database = fixture.database();
    REQUIRE(insert(database, 1, ""));
    std::atomic<int> runs = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int k = 0; k < 10; ++k) {
          CHECK(database.write([&](Tx& tx) -> Result<void> {
            ++runs;
            TRY(tx.take_turns());
            return tx.post({"append", "update item set name = name || 'x' where id = 1"}, {});
          }));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(runs == 80);
    CHECK(names(database).size() == 81);
  });
}

TEST_CASE("a read sees one snapshot and cannot write") {
  with_items([](testing::Fixture& fixture) {
    Database& database = fixture.database();
    REQUIRE(insert(database, 1, "before"));
    const auto seen = database.read([&](Session& session) -> Result<std::string> {
      std::string all = TRY(session.query(kNames, {})).front().text(0);
      std::thread([&] { CHECK(insert(database, 0, "between")); }).join();
      const Rows again = TRY(session.query(kNames, {}));
      return all + " " + again.front().text(0) + " " + std::to_string(again.size());
    });
    REQUIRE(seen);
    CHECK(*seen == "before before 1");
    const auto written = database.read([](Session& session) { return session.query(kInsert, {5, "no"}); });
    CHECK_FALSE(written);
    CHECK(names(database) == "between before ");
  });
}

TEST_CASE("what is posted is written by the commit, in order, and seen by the statements after it") {
  with_items([](testing::Fixture& fixture) {
    const auto seen = fixture.database().write([&](Tx& tx) -> Result<std::string> {
      TRY(tx.post(kInsert, {1, "a"}));
      TRY(tx.post({"rename", "update item set name = $2 where id = $1"}, {1, "b"}));
      std::string name = TRY(tx.query(kNames, {})).front().text(0);
      TRY(tx.post(kInsert, {2, "c"}));
      return name;
    });
    REQUIRE(seen);
    CHECK(*seen == "b");
    CHECK(names(fixture.database()) == "b c ");
  });
}

TEST_CASE(
    "a posted statement that fails undoes the unit, is named in the error, and spoils nothing after it") {
  with_items([](testing::Fixture& fixture) {
    bool told = false;
    const auto last = fixture.database().write([&](Tx& tx) -> Result<void> {
      tx.on_commit([&] { told = true; });
      TRY(tx.post(kInsert, {1, "a"}));
      TRY(tx.post(kInsert, {1, "twice"}));
      TRY(tx.post({"later", "insert into item (id, name) values ($1, $2)"}, {2, "b"}));
      return {};
    });
    REQUIRE_FALSE(last);
    CHECK(last.error().code() == errors::kInternal);
    CHECK(last.error().detail().find("insert:") != std::string::npos);
    const auto before_another = fixture.database().write([&](Tx& tx) -> Result<Rows> {
      TRY(tx.post(kInsert, {1, "a"}));
      TRY(tx.post(kInsert, {1, "twice"}));
      return tx.query(kNames, {});
    });
    CHECK_FALSE(before_another);
    CHECK_FALSE(told);
    CHECK(names(fixture.database()).empty());
    CHECK(insert(fixture.database(), 1, "c"));
    CHECK(fixture.database().write([](Tx& tx) {
      return tx.post({"later", "insert into item (id, name) values ($1, $2)"}, {2, "d"});
    }));
    CHECK(names(fixture.database()) == "c d ");
  });
}

TEST_CASE("a unit that ends with an error takes back what it posted, even where that fails as well") {
  with_items([](testing::Fixture& fixture) {
    for (const std::string_view second : {"b", "a"}) {
      const auto result = fixture.database().write([&](Tx& tx) -> Result<void> {
        TRY(tx.post(kInsert, {1, "a"}));
        if (second == "a") TRY(tx.post(kInsert, {1, second}));
        return errors::kForbidden;
      });
      REQUIRE_FALSE(result);
      // SQLite knows at once that the second cannot be written.
      if (second == "b" || fixture.database().engine() == Engine::kPostgres)
        CHECK(result.error().code() == errors::kForbidden);
      CHECK(names(fixture.database()).empty());
    }
    CHECK(insert(fixture.database(), 1, "after"));
  });
}

TEST_CASE("a refused unit keeps what it posted") {
  with_items([](testing::Fixture& fixture) {
    const auto result = fixture.database().write([&](Tx& tx) -> Result<int> {
      TRY(tx.post(kInsert, {1, "attempt"}));
      return tx.refuse(errors::kForbidden);
    });
    CHECK(result.error().code() == errors::kForbidden);
    CHECK(names(fixture.database()) == "attempt ");
  });
}

TEST_CASE("a second opening of the same data sees what is committed") {
  with_items([](testing::Fixture& fixture) {
    REQUIRE(insert(fixture.database(), 1, "shared"));
    const auto other = fixture.open_again();
    CHECK(names(*other) == "shared ");
    CHECK(insert(*other, 2, "back"));
    CHECK(names(fixture.database()) == "shared back ");
  });
}

}  // namespace
}  // namespace genauth::db
