#include "app/move_tables.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/errors/core.h"

namespace genauth::app {
namespace {

constexpr db::Sql kTables{"move_tables", "",
                          "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' "
                          "order by name"};
constexpr db::Sql kColumns{"move_columns", "",
                           "select m.name, c.name, c.pk from sqlite_schema m, pragma_table_info(m.name) c "
                           "where m.type = 'table' order by m.name, c.cid"};
constexpr db::Sql kReferences{"move_references", "",
                              "select distinct m.name, f.\"table\" from sqlite_schema m, "
                              "pragma_foreign_key_list(m.name) f where m.type = 'table'"};
constexpr db::Sql kTargetColumns{"move_target_columns",
                                 "select table_name::text, column_name::text, data_type::text, "
                                 "is_identity::text from information_schema.columns "
                                 "where table_schema = current_schema()"};

using Kind = MovedColumn::Kind;

std::optional<Kind> kind_of(std::string_view type) {
  static const std::map<std::string_view, Kind> kKinds = {
      {"bigint", Kind::kInteger},         {"integer", Kind::kInteger}, {"smallint", Kind::kInteger},
      {"boolean", Kind::kBoolean},        {"text", Kind::kText},       {"bytea", Kind::kBlob},
      {"double precision", Kind::kNumber}};
  const auto found = kKinds.find(type);
  if (found == kKinds.end()) return std::nullopt;
  return found->second;
}

Result<std::map<std::string, MovedColumn>> target_columns(db::Session& to) {
  const db::Rows rows = TRY(to.query(kTargetColumns, {}));
  std::map<std::string, MovedColumn> columns;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string name = rows[i].text(0) + "." + rows[i].text(1);
    const auto kind = kind_of(rows[i].view(2));
    if (!kind) return Error(errors::kInternal, "migrate: " + name + " is of type " + rows[i].text(2));
    columns[name] = {rows[i].text(1), *kind, rows[i].view(3) == "YES"};
  }
  return columns;
}

// Those first that refer to nothing else but what stands before them.
Result<std::vector<MovedTable>> in_order(std::map<std::string, MovedTable> tables) {
  std::vector<MovedTable> ordered;
  while (!tables.empty()) {
    const auto ready = std::find_if(tables.begin(), tables.end(), [&](const auto& entry) {
      return std::none_of(
          entry.second.references.begin(), entry.second.references.end(),
          [&](const std::string& name) { return name != entry.first && tables.contains(name); });
    });
    if (ready == tables.end())
      return Error(errors::kInternal, "migrate: tables refer to each other in a circle");
    ordered.push_back(std::move(ready->second));
    tables.erase(ready);
  }
  return ordered;
}

void append(std::string& out, char kind, std::string_view value) {
  out += kind;
  out += std::to_string(value.size());
  out += ':';
  out += value;
}

}  // namespace

Result<std::vector<MovedTable>> tables_to_move(db::Session& from, db::Session& to) {
  const auto known = TRY(target_columns(to));
  std::map<std::string, MovedTable> tables;
  const db::Rows names = TRY(from.query(kTables, {}));
  for (std::size_t i = 0; i < names.size(); ++i) tables[names[i].text(0)].name = names[i].text(0);
  std::map<std::string, std::map<std::int64_t, std::string>> keys;
  const db::Rows columns = TRY(from.query(kColumns, {}));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto table = tables.find(columns[i].text(0));
    if (table == tables.end()) continue;
    const std::string name = columns[i].text(1);
    const auto column = known.find(table->first + "." + name);
    if (column == known.end())
      return Error(errors::kInternal, "migrate: the target has no " + table->first + "." + name);
    table->second.columns.push_back(column->second);
    if (columns[i].integer(2) > 0) keys[table->first][columns[i].integer(2)] = name;
  }
  for (auto& [name, table] : tables)
    for (const auto& [position, column] : keys[name]) table.key.push_back(column);
  const db::Rows references = TRY(from.query(kReferences, {}));
  for (std::size_t i = 0; i < references.size(); ++i)
    if (const auto table = tables.find(references[i].text(0)); table != tables.end())
      table->second.references.push_back(references[i].text(1));
  return in_order(std::move(tables));
}

void RowDigest::add(const MovedTable& table, const db::Row& row) {
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (row.is_null(i)) {
      append(text, 'n', "");
      continue;
    }
    switch (table.columns[i].kind) {
      case Kind::kInteger: append(text, 'i', std::to_string(row.integer(i))); break;
      case Kind::kBoolean: append(text, 'b', row.boolean(i) ? "1" : "0"); break;
      case Kind::kNumber: append(text, 'd', std::to_string(row.number(i))); break;
      case Kind::kText:
      case Kind::kBlob: append(text, 't', row.view(i)); break;
    }
  }
  const std::string digest = crypto::sha256(text);
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), digest.data(), sizeof words);
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += words[i];
  ++rows_;
}

db::Param copied(const MovedColumn& column, const db::Row& row, std::size_t at) {
  const bool null = row.is_null(at);
  db::Param param(nullptr);
  switch (column.kind) {
    case Kind::kInteger: param = db::Param(null ? std::int64_t{0} : row.integer(at)); break;
    case Kind::kBoolean: param = db::Param(!null && row.boolean(at)); break;
    case Kind::kNumber: param = db::Param(null ? 0.0 : row.number(at)); break;
    case Kind::kText: param = db::Param(null ? std::string_view() : row.view(at)); break;
    case Kind::kBlob: param = db::Param(db::Blob{null ? std::string_view() : row.view(at)}); break;
  }
  if (null) {
    param.type = param.kind;
    param.kind = db::Param::Kind::kNull;
  }
  return param;
}

}  // namespace genauth::app
