// LISTEN on a connection of its own, straight to the server. Internal to src/db.
#pragma once
#include <memory>
#include <string>

#include "db/change_feed.h"

namespace genauth::db {

// Rings when some process announces a change. Without a connection it only waits: the log is polled anyway;
// it tries to connect again at each wait.
std::unique_ptr<Bell> listen_postgres(const std::string& url);

}  // namespace genauth::db
