// Brings a database to the schema that this program was built with.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace genauth::db {

// One step, from sql/migrations. Numbers are 1, 2, 3, ...; the checksum covers the texts for both engines.
struct Migration {
  int number;
  std::string_view name, sqlite, postgres, checksum;
};

// The product's own, embedded at build time.
std::span<const Migration> migrations();

struct MigrationReport {
  int version_before = 0;            // number of the last step that the database had
  int version = 0;                   // and has now
  std::vector<std::string> applied;  // "0003_groups"; in a dry run: what would be
};

// Applies what is missing, each step in a transaction of its own, one process at a time. `now_ms` is
// recorded. Refuses with errors::kInvalidOperation (arg and detail say why) a database with a newer schema
// than `steps` know, or one in which an applied step has another checksum. PostgreSQL: `database` must be
// opened on the direct URL, see open_for_migration().
Result<MigrationReport> migrate(Database& database, std::span<const Migration> steps, std::int64_t now_ms,
                                bool dry_run);

// All of `steps` within a unit of the caller's, for a database without tables that the same unit fills.
Result<void> apply_all(Tx& tx, std::span<const Migration> steps, std::int64_t now_ms);

// The same database by its migration_url, if it has one.
Result<std::unique_ptr<Database>> open_for_migration(const Options& options);

}  // namespace genauth::db
