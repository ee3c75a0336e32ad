// Every binary column of the schema, and whether the master key seals it. `genauth keys reseal` walks the
// first list; a test compares both with the schema, so that no column can be forgotten.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace genauth::app {

// A value's crypto::Place is {pool, table, column, row}; `pool` and `row` name the columns that say so.
struct SealedColumn {
  std::string_view table, column;
  std::string_view pool, row;           // pool empty: of no pool
  std::vector<std::string_view> keys;   // the primary key, in its order
  std::string_view condition = "true";  // which rows hold a sealed value
};
std::span<const SealedColumn> sealed_columns();

struct PlainColumn {
  std::string_view table, column, reason;
};
std::span<const PlainColumn> plain_columns();

}  // namespace genauth::app
