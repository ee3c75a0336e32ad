#include "db/migrator.h"

#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "db/testing.h"
#include "gen/errors/objects.h"

namespace genauth::db {
namespace {

constexpr Migration kSteps[] = {
    {1, "one", "create table one (id bigint); create index one_id on one (id);",
     "create table one (id bigint); create index one_id on one (id);", "aa"},
    {2, "two", "insert into one values (2);", "insert into one values (2);", "bb"},
    {3, "three", "create table three (bytes blob);", "create table three (bytes bytea);", "cc"},
};
constexpr Migration kBroken[] = {kSteps[0],
                                 {2, "half", "create table half (id bigint); nonsense;",
                                  "create table half (id bigint); nonsense;", "dd"}};
constexpr Migration kEdited[] = {kSteps[0], {2, "two", "", "", "edited"}};

using Steps = std::span<const Migration>;

std::int64_t count(Database& database, const Sql& sql) {
  const auto rows = database.read([&](Session& session) { return session.query(sql, {}); });
  return rows ? rows->front().integer(0) : -1;
}

constexpr Sql kOnes{"ones", "select count(*) from one"};
constexpr Sql kHalf{"half", "select count(*) from half"};

TEST_CASE("applies what is missing, and nothing twice") {
  testing::for_each_empty_engine([](testing::Fixture& fixture) {
    Database& database = fixture.database();
    const auto first = migrate(database, Steps(kSteps).first(2), 1, false);
    REQUIRE(first);
    CHECK(first->version_before == 0);
    CHECK(first->version == 2);
    CHECK(first->applied == std::vector<std::string>{"0001_one", "0002_two"});
    const auto second = migrate(database, kSteps, 2, false);
    REQUIRE(second);
    CHECK(second->version_before == 2);
    CHECK(second->applied == std::vector<std::string>{"0003_three"});
    CHECK(migrate(database, kSteps, 3, false)->applied.empty());
    CHECK(count(database, kOnes) == 1);
  });
}

TEST_CASE("a dry run tells and leaves no trace") {
  testing::for_each_empty_engine([](testing::Fixture& fixture) {
    const auto report = migrate(fixture.database(), kSteps, 1, true);
    REQUIRE(report);
    CHECK(report->applied.size() == 3);
    CHECK(report->version == 0);
    CHECK(count(fixture.database(), {"trace", "select count(*) from schema_migrations"}) == -1);
  });
}

TEST_CASE("refuses a newer schema, and one that was made by other steps") {
  testing::for_each_empty_engine([](testing::Fixture& fixture) {
    Database& database = fixture.database();
    REQUIRE(migrate(database, kSteps, 1, false));
    const auto newer = migrate(database, Steps(kSteps).first(2), 2, false);
    CHECK(newer.error().code() == errors::kInvalidOperation);
    CHECK(newer.error().arg().find("0003_three") != std::string::npos);
    const auto edited = migrate(database, kEdited, 2, true);
    CHECK(edited.error().code() == errors::kInvalidOperation);
    CHECK(edited.error().arg().find("0002_two") != std::string::npos);
  });
}

TEST_CASE("a step that fails leaves the ones before it and nothing of itself") {
  testing::for_each_empty_engine([](testing::Fixture& fixture) {
    const auto failed = migrate(fixture.database(), kBroken, 1, false);
    CHECK(failed.error().detail().find("0002_half") != std::string::npos);
    CHECK(count(fixture.database(), kOnes) == 0);
    CHECK(count(fixture.database(), kHalf) == -1);
    CHECK(migrate(fixture.database(), kSteps, 2, false)->version == 3);
  });
}

TEST_CASE("processes that migrate at once apply each step once") {
  testing::for_each_empty_engine([](testing::Fixture& fixture) {
    if (fixture.database().engine() == Engine::kSqlite) return;  // its directory is locked by one process
    std::atomic<std::size_t> failed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        const auto direct = open_for_migration(fixture.options());
        if (!direct || !migrate(**direct, kSteps, 1, false)) ++failed;
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(failed == 0);
    CHECK(count(fixture.database(), kOnes) == 1);
  });
}

TEST_CASE("the product's own steps apply") {
  testing::for_each_engine([](Database& database) {
    CHECK(count(database, {"count", "select count(*) from schema_migrations"}) ==
          static_cast<std::int64_t>(migrations().size()));
    CHECK(migrations().size() >= 2);
  });
}

}  // namespace
}  // namespace genauth::db
