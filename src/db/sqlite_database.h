// SQLite behind the Database door. Internal to src/db.
#pragma once
#include <memory>
#include <string>

#include "db/database.h"

namespace genauth::db {

// `path` without the scheme. Creates the file if it is absent.
Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, const Options& options);

}  // namespace genauth::db
