// Moves everything from an embedded database into an empty PostgreSQL. Knows no table: what there is, it
// learns from the schema, so that tables of later migrations come along by themselves.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "base/result.h"
#include "db/database.h"
#include "db/migrator.h"

namespace genauth::app {

struct MoveState {
  std::string table;
  std::int64_t rows = 0, rows_total = 0;  // of all tables
};

struct MoveReport {
  std::int64_t tables = 0, rows = 0;
};

// `from` is SQLite with the schema that `steps` make, `to` an empty PostgreSQL on its direct URL. One
// snapshot is read, and one unit makes the schema, fills it, and compares number and digest of each table's
// rows with what was read: `to` gets all of it or stays empty. Refused with errors::kInvalidOperation if `to`
// is not empty or is no PostgreSQL; the detail says why.
Result<MoveReport> move_all(db::Database& from, db::Database& to, std::span<const db::Migration> steps,
                            const std::function<void(const MoveState&)>& progress);

}  // namespace genauth::app
