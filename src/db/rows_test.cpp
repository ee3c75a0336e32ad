// Values go in and come out the same on every engine.
#include "db/rows.h"

#include <doctest/doctest.h>

#include <limits>

#include "db/testing.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"

namespace genauth::db {
namespace {

constexpr Sql kCreate{"create",
                      "create table sample (id bigint primary key, flag boolean, ratio double precision, "
                      "word text, bytes bytea)",
                      "create table sample (id bigint primary key, flag boolean, ratio double precision, "
                      "word text, bytes blob)"};
constexpr Sql kInsert{"insert",
                      "insert into sample (id, flag, ratio, word, bytes) values ($1, $2, $3, $4, $5)"};
constexpr Sql kAll{"all", "select id, flag, ratio, word, bytes from sample order by id"};

void with_samples(const std::function<void(Database&)>& test) {
  testing::for_each_empty_engine([&](testing::Fixture& fixture) {
    REQUIRE(fixture.database().write([](Tx& tx) { return tx.execute(kCreate, {}); }));
    test(fixture.database());
  });
}

Rows query(Database& database, const Sql& sql, std::initializer_list<Param> params = {}) {
  auto rows = database.write([&](Tx& tx) { return tx.query(sql, params); });
  if (!rows) FAIL(rows.error().detail());
  return *std::move(rows);
}

TEST_CASE("every kind of value comes back as it was") {
  with_samples([](Database& database) {
    const std::string bytes("\0\xff\\x41'\n", 7);
    query(database, kInsert, {std::int64_t{1} << 62, true, 0.1, "电话'\"\\ $1", Blob{bytes}});
    query(database, kInsert, {std::numeric_limits<std::int64_t>::min(), false, -1e300, "", Blob{""}});
    query(database, kInsert, {0, nullptr, nullptr, nullptr, nullptr});
    const Rows rows = query(database, kAll);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].integer(0) == std::numeric_limits<std::int64_t>::min());
    CHECK_FALSE(rows[0].boolean(1));
    CHECK_FALSE(rows[0].is_null(1));
    CHECK(rows[0].number(2) == -1e300);
    CHECK_FALSE(rows[0].is_null(3));
    CHECK(rows[0].view(3).empty());
    CHECK_FALSE(rows[0].is_null(4));
    for (std::size_t column = 1; column <= 4; ++column) CHECK(rows[1].is_null(column));
    CHECK(rows[1].maybe_text(3) == std::nullopt);
    CHECK(rows[2].integer(0) == std::int64_t{1} << 62);
    CHECK(rows[2].integer(1) == 1);
    CHECK(rows[2].number(2) == 0.1);
    CHECK(rows[2].view(3) == "电话'\"\\ $1");
    CHECK(rows[2].view(4) == bytes);
  });
}

TEST_CASE("a column asked for another type gives the zero value") {
  with_samples([](Database& database) {
    query(database, kInsert, {7, true, 2.0, "word", Blob{"b"}});
    const Rows rows = query(database, kAll);
    CHECK(rows.front().view(0).empty());
    CHECK(rows.front().integer(3) == 0);
    CHECK(rows.front().integer(99) == 0);
    CHECK(rows.front().is_null(99));
    CHECK(rows.front().number(0) == 7);
  });
}

TEST_CASE("absent values are typed nulls, in any order with present ones") {
  with_samples([](Database& database) {
    const std::optional<std::string> none, some = "word";
    const std::optional<bool> no_flag;
    const std::optional<std::int64_t> number = 5;
    query(database, kInsert, {1, no_flag, nullptr, none, nullptr});
    query(database, kInsert, {number, true, 1.5, some, Blob{"x"}});
    query(database, kInsert, {3, no_flag, nullptr, some, nullptr});
    const Rows found = query(
        database, {"by_word", "select id from sample where ($1 is null or word = $1) order by id"}, {none});
    CHECK(found.size() == 3);
    const Rows one = query(database, {"is_null", "select $1 is null, coalesce($1, 'absent')"}, {none});
    CHECK(one.front().boolean(0));
    CHECK(one.front().view(1) == "absent");
  });
}

TEST_CASE("expressions have the same types on every engine") {
  with_samples([](Database& database) {
    for (const int id : {1, 2, 4}) query(database, kInsert, {id, id == 2, 0.5, "w", nullptr});
    const Rows rows =
        query(database,
              {"expressions",
               "select count(*), sum(id), max(id), sum(ratio), 1 = 1, 'text', 3, null, flag = $1 "
               "from sample where flag = $1 group by flag"},
              {false});
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().integer(0) == 2);
    CHECK(rows.front().integer(1) == 5);
    CHECK(rows.front().integer(2) == 4);
    CHECK(rows.front().number(3) == 1.0);
    CHECK(rows.front().boolean(4));
    CHECK(rows.front().view(5) == "text");
    CHECK(rows.front().integer(6) == 3);
    CHECK(rows.front().is_null(7));
    CHECK(rows.front().boolean(8));
  });
}

TEST_CASE("LIKE minds the case") {
  with_samples([](Database& database) {
    query(database, kInsert, {1, true, 0.5, "Anna", nullptr});
    CHECK(query(database, {"like", "select id from sample where word like $1"}, {"An%"}).size() == 1);
    CHECK(query(database, {"like", "select id from sample where word like $1"}, {"an%"}).empty());
  });
}

TEST_CASE("parameters are numbered, not counted by appearance") {
  with_samples([](Database& database) {
    const Rows rows = query(database, {"order", "select $2 || '', $1 || '', $2 || ''"}, {"first", "second"});
    CHECK(rows.front().view(0) == "second");
    CHECK(rows.front().view(1) == "first");
    CHECK(rows.front().view(2) == "second");
  });
}

TEST_CASE("a wrong number of parameters and text that cannot be stored are errors") {
  with_samples([](Database& database) {
    const auto fails = [&](std::initializer_list<Param> params, Code code = errors::kInternal) {
      const auto done = database.write([&](Tx& tx) { return tx.execute(kInsert, params); });
      return !done && done.error().code() == code;
    };
    CHECK(fails({1}));
    CHECK(fails({1, true, 0.5, "w", nullptr, 6}));
    CHECK(fails({1, true, 0.5, std::string("nul\0", 4), nullptr}, errors::kBadFormat));
    CHECK(fails({1, true, 0.5, "\xff", nullptr}));
    CHECK(query(database, kAll).empty());
  });
}

TEST_CASE("another text at the same address is another statement") {
  with_samples([](Database& database) {
    std::string text = "select 1";
    CHECK(query(database, {"reused", text}).front().integer(0) == 1);
    text.back() = '2';
    CHECK(query(database, {"reused", text}).front().integer(0) == 2);
  });
}

TEST_CASE("a statement outlives a change of its table") {
  with_samples([](Database& database) {
    constexpr Sql kStar{"star", "select * from sample"};
    query(database, kInsert, {1, true, 0.5, "w", nullptr});
    for (int i = 0; i < 2; ++i) CHECK(query(database, kStar).front().integer(0) == 1);
    query(database, {"alter", "alter table sample add column more text not null default 'm'"});
    CHECK(query(database, kStar).front().view(5) == "m");
  });
}

}  // namespace
}  // namespace genauth::db
