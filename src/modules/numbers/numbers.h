// Small numbers that a pool counts up: the numeric ids of namespaces and approvals, which clients expect
// beside the ordinary ids.
#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::numbers {

// 1, 2, 3, ... for each name; a number of a unit that was rolled back is given out again.
Result<std::int64_t> next(db::Tx& tx, std::string_view pool_id, std::string_view name);

}  // namespace genauth::numbers
