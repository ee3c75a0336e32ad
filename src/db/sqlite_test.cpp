// What only SQLite has: the batch, the WAL, the backup.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/log.h"
#include "db/testing.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"

namespace genauth::db {
namespace {

constexpr Sql kInsert{"insert", "insert into item (id, name) values ($1, $2)"};
constexpr Sql kOrRollback{"or_rollback", "insert or rollback into item (id, name) values ($1, $2)"};
constexpr Sql kCount{"count", "select count(*) from item"};
constexpr Sql kInsertChild{"insert_child", "insert into child (item_id) values ($1)"};

class Sqlite : public testing::Fixture {
 public:
  explicit Sqlite(const Options& options = {}) : Fixture("sqlite", options) {
    REQUIRE(database().write([](Tx& tx) {
      return tx.script(
          "create table item (id bigint primary key, name text not null);"
          "create table child (item_id bigint references item (id) deferrable initially deferred);");
    }));
  }
  std::int64_t count() {
    const auto rows = database().read([](Session& session) { return session.query(kCount, {}); });
    return rows ? rows->front().integer(0) : -1;
  }
  Result<std::int64_t> insert(int id, std::string_view name = "x") {
    return database().write([&](Tx& tx) { return tx.execute(kInsert, {id, name}); });
  }
};

// Runs sixteen good units beside one that throws the whole batch away, until they have met in a batch.
void meet_in_a_batch(Sqlite& sqlite, const std::function<Result<void>(Tx&)>& guilty) {
  int next_id = 1000;
  bool met = false;
  for (int round = 0; round < 500 && !met; ++round) {
    const std::int64_t before = sqlite.count();
    std::atomic<int> runs = 0, succeeded = 0, told = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&, id = next_id++] {
        const auto done = sqlite.database().write([&](Tx& tx) -> Result<std::int64_t> {
          ++runs;
          tx.on_commit([&] { ++told; });
          return tx.execute(kInsert, {id, "innocent"});
        });
        if (done && *done == 1) ++succeeded;
      });
    }
    const auto blamed = sqlite.database().write(guilty);
    CHECK_FALSE(blamed);
    for (std::thread& thread : threads) thread.join();
    CHECK(succeeded == 16);
    CHECK(told == 16);
    CHECK(sqlite.count() == before + 16);
    met = runs > 16;
  }
  CHECK(met);
}

TEST_CASE("units that did nothing wrong run again when another one throws the batch away") {
  Sqlite sqlite;
  REQUIRE(sqlite.insert(1));
  meet_in_a_batch(sqlite, [](Tx& tx) -> Result<void> {
    TRY(tx.execute(kOrRollback, {1, "clash"}));
    return {};
  });
}

TEST_CASE("and when the outer commit fails, which names nobody") {
  Sqlite sqlite;
  meet_in_a_batch(sqlite, [](Tx& tx) -> Result<void> {
    TRY(tx.execute(kInsertChild, {99}));  // a deferred constraint shows only at COMMIT
    return {};
  });
}

TEST_CASE("a unit that ends the transaction itself is told so, also when it swallows the error") {
  Sqlite sqlite;
  REQUIRE(sqlite.insert(1));
  const auto done = sqlite.database().write([](Tx& tx) -> Result<void> {
    TRY(tx.script("commit"));
    return {};
  });
  CHECK(done.error().code() == errors::kInternal);
  const auto swallowed = sqlite.database().write([](Tx& tx) -> Result<void> {
    CHECK_FALSE(tx.execute(kOrRollback, {1, "clash"}));
    return {};
  });
  CHECK(swallowed.error().code() == errors::kInternal);
  CHECK(sqlite.insert(2));
  CHECK(sqlite.count() == 2);
}

TEST_CASE("foreign keys hold, and a double-quoted word is never a string") {
  Sqlite sqlite;
  CHECK_FALSE(sqlite.database().write([](Tx& tx) { return tx.execute(kInsertChild, {7}); }));
  CHECK_FALSE(sqlite.database().read([](Session& session) {
    return session.query({"quoted", "select \"no such column\""}, {});
  }));
}

TEST_CASE("no Bloom filter is made for the rows that a table is said to have") {
  Sqlite sqlite;
  REQUIRE(sqlite.database().write([](Tx& tx) {
    return tx.script(
        "analyze; insert into sqlite_stat1 values ('item', 'sqlite_autoindex_item_1', '1000000 1'); "
        "analyze sqlite_schema;");
  }));
  static constexpr Sql kPlan{
      "plan",
      "explain query plan with recursive reached (id) as (select 1 union all select i.id + 1 from reached r "
      "join item i on i.id = r.id where i.name = 'next') select id from reached"};
  const auto plan = sqlite.database().read([](Session& session) { return session.query(kPlan, {}); });
  REQUIRE(plan);
  std::string steps;
  for (std::size_t i = 0; i < plan->size(); ++i) steps.append((*plan)[i].view(3)).append("; ");
  CHECK(steps.find("SEARCH i") != std::string::npos);
  CHECK_MESSAGE(steps.find("BLOOM") == std::string::npos, steps);
}

TEST_CASE("the WAL stays near its cap while writing goes on") {
  Options options;
  options.wal_cap_bytes = std::int64_t{4} << 20;
  options.slow_unit_ms = 1000;
  Sqlite sqlite(options);
  const std::string big(200'000, 'x');
  std::uintmax_t largest = 0;
  for (int id = 0; id < 250; ++id) {  // 50 MB
    REQUIRE(sqlite.insert(id, big));
    largest = std::max(largest, std::filesystem::file_size(sqlite.folder() + "/genauth.db-wal"));
  }
  CHECK(largest < std::uintmax_t{16} << 20);
  CHECK(sqlite.count() == 250);
}

TEST_CASE("checkpoint empties the WAL") {
  Sqlite sqlite;
  REQUIRE(sqlite.insert(1));
  CHECK(std::filesystem::file_size(sqlite.folder() + "/genauth.db-wal") > 0);
  CHECK(sqlite.database().checkpoint());
  CHECK(std::filesystem::file_size(sqlite.folder() + "/genauth.db-wal") == 0);
  CHECK(sqlite.insert(2));
}

TEST_CASE("a backup is a whole database, taken while others write, and never over an existing file") {
  Sqlite sqlite;
  REQUIRE(sqlite.insert(1));
  const std::string copy = sqlite.folder() + "/copy.db";
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int id = 2; !stop; ++id) CHECK(sqlite.insert(id));
  });
  CHECK(sqlite.database().backup(copy));
  stop = true;
  writer.join();
  CHECK_FALSE(std::filesystem::exists(copy + ".partial"));
  CHECK(sqlite.database().backup(copy).error().code() == errors::kInvalidOperation);
  CHECK_FALSE(sqlite.database().backup(sqlite.folder() + "/none/copy.db"));
  Options options;
  options.url = "sqlite:" + copy;
  const auto opened = Database::open(options);
  REQUIRE(opened);
  const auto rows = (*opened)->read([](Session& session) { return session.query(kCount, {}); });
  REQUIRE(rows);
  CHECK(rows->front().integer(0) >= 1);
}

TEST_CASE("a slow unit is logged with its statements, a quick one is not") {
  Options options;
  options.slow_unit_ms = 0;
  for (const int limit_ms : {0, 1000}) {
    options.slow_unit_ms = limit_ms;
    Sqlite sqlite(options);
    const std::string path = sqlite.folder() + "/log";
    REQUIRE(log::open(path));
    CHECK(sqlite.insert(1, "hunter2"));
    REQUIRE(log::open("-"));
    std::stringstream lines;
    lines << std::ifstream(path).rdbuf();
    CHECK((lines.str().find("db.slow_unit") != std::string::npos) == (limit_ms == 0));
    CHECK((lines.str().find("\"statements\":\"insert\"") != std::string::npos) == (limit_ms == 0));
    CHECK(lines.str().find("hunter2") == std::string::npos);
  }
}

TEST_CASE("what was answered is there after the database is opened again") {
  Sqlite sqlite;
  for (int id = 0; id < 20; ++id) REQUIRE(sqlite.insert(id));
  sqlite.close();
  CHECK_FALSE(std::filesystem::exists(sqlite.folder() + "/genauth.db-wal"));
  const auto again = sqlite.open_again();
  const auto rows = again->read([](Session& session) { return session.query(kCount, {}); });
  REQUIRE(rows);
  CHECK(rows->front().integer(0) == 20);
}

}  // namespace
}  // namespace genauth::db
