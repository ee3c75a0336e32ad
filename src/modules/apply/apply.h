// `genauth apply`: makes a user pool contain what a file says. Creates and changes, never removes; doing it
// again changes nothing. Each object is a unit of its own, so a file that fails in the middle can be applied
// again.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/stored.h"

namespace genauth::apply {

// What it did, or with `dry_run` would do, a line for each change:
//   + role default/auditor
//   ~ group engineers: name "Eng" -> "Engineers"
// Errors carry the place in the file as detail: kObjectNotFound for a user, group, ... that is not there,
// kInvalidOperation for a file that contradicts itself, and what the modules refuse with.
Result<std::string> run(db::Database& database, const dto::ApplyPool& wanted, bool dry_run,
                        std::int64_t now_ms);

}  // namespace genauth::apply
