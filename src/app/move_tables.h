// What move_all() knows of a table. Internal to src/app.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "db/database.h"

namespace genauth::app {

struct MovedColumn {
  enum class Kind : std::uint8_t { kInteger, kBoolean, kNumber, kText, kBlob };
  std::string name;
  Kind kind = Kind::kText;
  bool counted_up = false;  // PostgreSQL gives it numbers of its own
};

struct MovedTable {
  std::string name;
  std::vector<MovedColumn> columns;
  std::vector<std::string> key;         // the primary key's columns
  std::vector<std::string> references;  // tables that must be filled before
};

// Those of the embedded database, each after those that it refers to, with the kinds that PostgreSQL gives
// the columns. Fails if a table or column is missing there.
Result<std::vector<MovedTable>> tables_to_move(db::Session& from, db::Session& to);

// Number and digest of rows, whatever their order.
class RowDigest {
 public:
  void add(const MovedTable& table, const db::Row& row);
  std::int64_t rows() const { return rows_; }
  bool operator==(const RowDigest&) const = default;

 private:
  std::int64_t rows_ = 0;
  std::array<std::uint64_t, 2> sums_{};
};

// A value of a row as a parameter; a null knows its type.
db::Param copied(const MovedColumn& column, const db::Row& row, std::size_t at);

}  // namespace genauth::app
