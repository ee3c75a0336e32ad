#include "app/move.h"

#include "app/move_tables.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"

namespace genauth::app {
namespace {

constexpr std::size_t kRowsAtOnce = 200;
constexpr std::size_t kParamsMax = 30'000;  // PostgreSQL takes 65,535
constexpr db::Sql kFirstTable{"move_first_table",
                              "select table_name::text from information_schema.tables "
                              "where table_schema = current_schema() order by 1 limit 1"};

Error refusal(const std::string& why) {
  return Error(errors::kInvalidOperation, why).with_arg(why);
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

std::string column_list(const MovedTable& table) {
  std::vector<std::string> names;
  for (const MovedColumn& column : table.columns) names.push_back(column.name);
  return joined(names);
}

std::string parameter_list(std::size_t first, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("$" + std::to_string(first + i));
  return "(" + joined(names) + ")";
}

class Moving {
 public:
  Moving(db::Session& from, db::Tx& to, const std::function<void(const MoveState&)>& progress)
      : from_(from), to_(to), progress_(progress) {}

  Result<MoveReport> run(std::span<const db::Migration> steps) {
    TRY(require_empty());
    TRY(apply_all(to_, steps, 0));
    const std::vector<MovedTable> tables = TRY(tables_to_move(from_, to_));
    // What migrations put into new tables is in the source too, perhaps changed since.
    for (auto table = tables.rbegin(); table != tables.rend(); ++table)
      TRY(to_.script("delete from " + table->name));
    for (const MovedTable& table : tables) state_.rows_total += TRY(count(table));
    for (const MovedTable& table : tables) TRY(copy(table));
    return MoveReport{static_cast<std::int64_t>(tables.size()), state_.rows};
  }

 private:
  Result<void> require_empty() {
    const db::Rows tables = TRY(to_.query(kFirstTable, {}));
    if (tables.empty()) return {};
    return refusal("the target is not empty: it has the table " + tables.front().text(0) +
                   "; give a database without tables");
  }

  Result<std::int64_t> count(const MovedTable& table) {
    const std::string text = "select count(*) from " + table.name;
    return TRY(from_.query(db::Sql("move_count", text), {})).front().integer(0);
  }

  Result<void> copy(const MovedTable& table) {
    state_.table = table.name;
    const std::string keys = joined(table.key);
    const std::size_t limit =
        std::max<std::size_t>(1, std::min(kRowsAtOnce, kParamsMax / table.columns.size()));
    const std::string head = "select " + column_list(table) + " from " + table.name;
    const std::string tail = " order by " + keys + " limit " + std::to_string(limit);
    const std::string first = head + tail;
    const std::string next = head + " where (" + keys + ") > " + parameter_list(1, table.key.size()) + tail;
    const std::string insert =
        "insert into " + table.name + " (" + column_list(table) + ") overriding system value values ";
    RowDigest read;
    db::Rows rows = TRY(from_.query(db::Sql("move_read", first), {}));
    while (!rows.empty()) {
      for (std::size_t i = 0; i < rows.size(); ++i) read.add(table, rows[i]);
      TRY(write(table, insert, rows));
      state_.rows += static_cast<std::int64_t>(rows.size());
      progress_(state_);
      if (rows.size() < limit) break;
      db::Rows page = TRY(from_.query(db::Sql("move_read_next", next), key_of(table, rows[rows.size() - 1])));
      rows = std::move(page);
    }
    TRY(count_on(table));
    if (TRY(digest_of(table)) == read) return {};
    return Error(errors::kInternal, "migrate: " + table.name + " did not arrive as it was");
  }

  // Parameters that refer to `row`.
  static std::vector<db::Param> key_of(const MovedTable& table, const db::Row& row) {
    std::vector<db::Param> params;
    for (const std::string& key : table.key)
      for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].name == key) params.push_back(copied(table.columns[i], row, i));
    return params;
  }

  Result<void> write(const MovedTable& table, const std::string& insert, const db::Rows& rows) {
    std::string text = insert;
    std::vector<db::Param> params;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      text.append(i == 0 ? "" : ", ").append(parameter_list(params.size() + 1, table.columns.size()));
      for (std::size_t column = 0; column < table.columns.size(); ++column)
        params.push_back(copied(table.columns[column], rows[i], column));
    }
    const std::int64_t written = TRY(to_.execute(db::Sql("move_write", text), params));
    if (written == static_cast<std::int64_t>(rows.size())) return {};
    return Error(errors::kInternal, "migrate: " + table.name + " took " + std::to_string(written) +
                                        " rows of " + std::to_string(rows.size()));
  }

  // Numbers that PostgreSQL gives from now on come after those that were copied.
  Result<void> count_on(const MovedTable& table) {
    for (const MovedColumn& column : table.columns) {
      if (!column.counted_up) continue;
      TRY(to_.script("select setval(pg_get_serial_sequence('" + table.name + "', '" + column.name +
                     "'), greatest(1, coalesce(max(" + column.name + "), 1))) from " + table.name));
    }
    return {};
  }

  Result<RowDigest> digest_of(const MovedTable& table) {
    TRY(to_.script("declare copied no scroll cursor for select " + column_list(table) + " from " +
                   table.name));
    static constexpr db::Sql kFetch{"move_fetch", "fetch 500 from copied"};
    RowDigest digest;
    for (bool more = true; more;) {
      const db::Rows rows = TRY(to_.query(kFetch, {}));
      for (std::size_t i = 0; i < rows.size(); ++i) digest.add(table, rows[i]);
      more = !rows.empty();
    }
    TRY(to_.script("close copied"));
    return digest;
  }

  db::Session& from_;
  db::Tx& to_;
  const std::function<void(const MoveState&)>& progress_;
  MoveState state_;
};

}  // namespace

Result<MoveReport> move_all(db::Database& from, db::Database& to, std::span<const db::Migration> steps,
                            const std::function<void(const MoveState&)>& progress) {
  if (from.engine() != db::Engine::kSqlite) return refusal("only an embedded database can be moved");
  if (to.engine() != db::Engine::kPostgres) return refusal("the target must be a postgres:// URL");
  return from.read([&](db::Session& session) {
    return to.write_exclusive([&](db::Tx& tx) { return Moving(session, tx, progress).run(steps); });
  });
}

}  // namespace genauth::app
