#include "app/sealed_columns.h"

#include <doctest/doctest.h>

#include <set>

#include "db/testing.h"

using namespace genauth;

namespace {

constexpr db::Sql kBlobColumns{
    "blob_columns", "",
    "select m.name || '.' || c.name from sqlite_schema m, pragma_table_info(m.name) c "
    "where m.type = 'table' and upper(c.type) = 'BLOB'"};
constexpr db::Sql kPrimaryKey{"primary_key", "",
                              "select c.name from pragma_table_info($1) c where c.pk > 0 order by c.pk"};

}  // namespace

TEST_CASE("every binary column is either resealed or said to hold nothing sealed") {
  db::testing::Fixture fixture("sqlite");
  db::migrate(fixture.database(), db::migrations(), 1, false).value();
  const db::Rows rows =
      fixture.database().read([](db::Session& session) { return session.query(kBlobColumns, {}); }).value();
  std::set<std::string> schema, listed;
  for (std::size_t i = 0; i < rows.size(); ++i) schema.insert(rows[i].text(0));
  const auto add = [&](std::string_view table, std::string_view column) {
    const std::string name = std::string(table) + "." + std::string(column);
    CHECK_MESSAGE(listed.insert(name).second, name << " is listed twice");
  };
  for (const auto& column : app::sealed_columns()) add(column.table, column.column);
  for (const auto& column : app::plain_columns()) add(column.table, column.column);
  for (const std::string& name : schema)
    CHECK_MESSAGE(listed.contains(name), name << " must be listed in src/app/sealed_columns.cpp");
  for (const std::string& name : listed) CHECK_MESSAGE(schema.contains(name), name << " is gone");
}

TEST_CASE("the walk over a sealed column follows the primary key of its table") {
  db::testing::Fixture fixture("sqlite");
  db::migrate(fixture.database(), db::migrations(), 1, false).value();
  for (const auto& column : app::sealed_columns()) {
    const db::Rows rows =
        fixture.database()
            .read([&](db::Session& session) { return session.query(kPrimaryKey, {column.table}); })
            .value();
    std::vector<std::string> key;
    for (std::size_t i = 0; i < rows.size(); ++i) key.push_back(rows[i].text(0));
    CHECK_MESSAGE(key == std::vector<std::string>(column.keys.begin(), column.keys.end()), column.table);
  }
}
