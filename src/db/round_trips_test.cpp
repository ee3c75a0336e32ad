// What a unit says in advance so that PostgreSQL answers it in fewer round trips: it must come to the same.
#include <doctest/doctest.h>

#include <barrier>
#include <thread>

#include "db/testing.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"

namespace genauth::db {
namespace {

constexpr Sql kCreate{"create", "create table item (id bigint primary key, name text not null)"};
constexpr Sql kInsert{"insert", "insert into item (id, name) values ($1, $2)"};
constexpr Sql kName{"name", "select name from item where id = $1"};
constexpr Sql kNames{"names", "select name from item order by id"};
constexpr Sql kTake{"take", "delete from item where id = $1"};
constexpr Sql kRename{"rename", "update item set name = $2 where id >= $1"};
constexpr Sql kBroken{"broken", "select nothing from nowhere"};

void with_items(const std::function<void(Database&)>& test) {
  testing::for_each_empty_engine([&](testing::Fixture& fixture) {
    const auto created = fixture.database().write([](Tx& tx) -> Result<void> {
      TRY(tx.execute(kCreate, {}));
      TRY(tx.post(kInsert, {1, "a"}));
      return tx.post(kInsert, {2, "b"});
    });
    REQUIRE(created.has_value());
    test(fixture.database());
  });
}

Result<std::string> name_of(Session& session, int id) {
  const Rows rows = TRY(session.query(kName, {id}));
  return rows.empty() ? std::string("none") : rows.front().text(0);
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

TEST_CASE("what is expected is found by its own query, in any order, among queries that are not") {
  with_items([](Database& database) {
    for (const bool says_all : {false, true}) {
      const auto seen = database.read([&](Session& session) -> Result<std::string> {
        session.expect(kName, {1});
        session.expect(kName, {2});
        session.expect(kName, {3});
        session.expect(kNames, {});
        if (says_all) session.expect_nothing_else();
        std::string all = TRY(name_of(session, 2)) + TRY(name_of(session, 3)) + TRY(name_of(session, 1));
        all += std::to_string(TRY(session.query(kNames, {})).size());
        return all + TRY(name_of(session, 1)) + TRY(name_of(session, 2));  // once more, not expected
      });
      REQUIRE(seen);
      CHECK(*seen == "bnonea2ab");
    }
  });
}

TEST_CASE("an expected query that never comes does no harm, to this unit or the next") {
  with_items([](Database& database) {
    for (int round = 0; round < 3; ++round) {
      CHECK(database.read([](Session& session) -> Result<void> {
        session.expect(kName, {1});
        session.expect_nothing_else();
        return {};
      }));
      CHECK(database.read([](Session& session) { return name_of(session, 2); }).value() == "b");
      CHECK(database.write([](Tx& tx) -> Result<void> {
        tx.expect(kName, {1});
        tx.expect_nothing_else();
        return tx.post(kRename, {2, "b"});
      }));
    }
    CHECK(names(database) == "a b ");
  });
}

TEST_CASE("expected in a unit that writes, it is read before what is written later") {
  with_items([](Database& database) {
    const auto seen = database.write([](Tx& tx) -> Result<std::string> {
      TRY(tx.post(kRename, {2, "c"}));
      tx.expect(kName, {2});
      tx.expect(kName, {1});
      std::string all = TRY(name_of(tx, 1)) + TRY(name_of(tx, 2));
      TRY(tx.post(kRename, {2, "d"}));
      return all + TRY(name_of(tx, 2));
    });
    REQUIRE(seen);
    CHECK(*seen == "acd");
    CHECK(names(database) == "a d ");
  });
}

TEST_CASE("an expected statement that cannot work fails its unit and spoils nothing after it") {
  with_items([](Database& database) {
    for (const bool says_all : {false, true}) {
      const auto read = database.read([&](Session& session) -> Result<Rows> {
        session.expect(kBroken, {});
        if (says_all) session.expect_nothing_else();
        return session.query(kBroken, {});
      });
      REQUIRE_FALSE(read);
      CHECK(read.error().code() == errors::kInternal);
      CHECK(read.error().detail().find("broken:") != std::string::npos);
      CHECK(names(database) == "a b ");
    }
  });
}

TEST_CASE("changes_one tells what the statement did, whatever it was taken to do") {
  with_items([](Database& database) {
    int runs = 0, told = 0;
    const auto take = [&](int id) {
      return database.write([&](Tx& tx) -> Result<bool> {
        ++runs;
        tx.on_commit([&] { ++told; });
        const bool taken = TRY(tx.changes_one(kTake, {id}));
        TRY(tx.post(kInsert, {id + (taken ? 10 : 20), taken ? "taken" : "missed"}));
        return taken;
      });
    };
    CHECK(take(1).value() == true);
    CHECK(runs == 1);
    CHECK(take(1).value() == false);
    CHECK(runs == (database.engine() == Engine::kPostgres ? 3 : 2));
    CHECK(told == 2);
    CHECK(names(database) == "b taken missed ");
  });
}

TEST_CASE("a unit that was told wrongly ends as it does when it knows better: value, error or refusal") {
  with_items([](Database& database) {
    const auto end = [&](bool refuses, bool looks) {
      return database.write([&](Tx& tx) -> Result<void> {
        const bool taken = TRY(tx.changes_one(kTake, {5}));
        if (looks) TRY(name_of(tx, 1));
        if (taken) return errors::kInternal;  // on PostgreSQL at first
        TRY(tx.post(kRename, {2, refuses ? "refused" : "gone"}));
        return refuses ? Result<void>(tx.refuse(errors::kForbidden)) : Result<void>(errors::kForbidden);
      });
    };
    for (const bool looks : {false, true}) {
      CHECK(end(false, looks).error().code() == errors::kForbidden);
      CHECK(names(database) == "a b ");
    }
    for (const bool looks : {false, true}) CHECK(end(true, looks).error().code() == errors::kForbidden);
    CHECK(names(database) == "a refused ");
  });
}

TEST_CASE("two rows are not one") {
  with_items([](Database& database) {
    const auto one = database.write([](Tx& tx) { return tx.changes_one(kRename, {1, "c"}); });
    CHECK(one.value() == false);
    CHECK(names(database) == "c c ");
  });
}

TEST_CASE("of sixty-four that take one row, waiting for no answer, exactly one has it") {
  with_items([](Database& database) {
    constexpr int kRacers = 64;
    for (const bool in_turn : {true, false}) {
      const int id = in_turn ? 1 : 2;
      std::barrier start(kRacers);
      std::atomic<int> won = 0, lost = 0;
      std::vector<std::thread> threads;
      for (int i = 0; i < kRacers; ++i) {
        threads.emplace_back([&] {
          start.arrive_and_wait();
          const auto taken = database.write([&](Tx& tx) -> Result<bool> {
            if (in_turn) TRY(tx.take_turns());
            return tx.changes_one(kTake, {id});
          });
          if (taken) ++(*taken ? won : lost);
        });
      }
      for (std::thread& thread : threads) thread.join();
      CHECK(won == 1);
      CHECK(lost == kRacers - 1);
    }
  });
}

}  // namespace
}  // namespace genauth::db
