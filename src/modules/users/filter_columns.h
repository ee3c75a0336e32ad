// What lists of users can be filtered and sorted by: the only names that get into the text of a statement.
// Inside src/modules/users only.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace genauth::users {

struct FilterColumn {
  enum class Kind : std::uint8_t { kText, kEmail, kTime, kInteger, kBoolean, kNumber, kCustomText };
  std::string name;  // on the wire
  std::string sql;   // an expression over the row `u`
  Kind kind = Kind::kText;
};

// Null if the name is none of ours.
const FilterColumn* filter_column(std::string_view wire_name);

}  // namespace genauth::users
