// PostgreSQL behind the Database door. Internal to src/db.
#pragma once
#include <memory>

#include "db/database.h"

namespace genauth::db {

// Connects once, to say at the start what is wrong with the URL, and to find out whether a pooler is in
// between.
Result<std::unique_ptr<Database>> open_postgres(const Options& options);

}  // namespace genauth::db
