#include "db/database.h"

#include "db/postgres_database.h"
#include "db/sqlite_database.h"
#include "gen/errors/objects.h"

namespace genauth::db {

Result<std::unique_ptr<Database>> Database::open(const Options& options) {
  const std::string_view url = options.url;
  if (url.starts_with("sqlite:") && url.size() > 7) return open_sqlite(options.url.substr(7), options);
  if (url.starts_with("postgres://") || url.starts_with("postgresql://")) return open_postgres(options);
  // The URL may hold a password, so it is not repeated.
  return Error(errors::kInvalidOperation, "db: the URL must be sqlite:/path/file.db or postgres://...")
      .with_arg("the database URL must be sqlite:/path/file.db or postgres://...");
}

}  // namespace genauth::db
