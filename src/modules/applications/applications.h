// Applications: the clients of a pool (an OIDC client, a web page, a native app) and how people sign in
// through them.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/stored.h"

namespace genauth::applications {

// Lifetimes, client authentication, sign-in methods; members and defaults stand in contract/stored.yaml.
using Settings = dto::StoredApplicationSettings;

struct Application {
  std::string id, pool_id, identifier, name, status;  // status: "enabled" | "disabled"
  std::string secret;                                 // opened; must never reach a log
  Settings settings;
  std::int64_t created_at = 0, updated_at = 0;

  bool is_enabled() const { return status == "enabled"; }
  // PHONE_PASSWORD, EMAIL_CODE, ...; an application that names none allows all.
  bool allows(std::string_view method) const;
};

using Handle = std::shared_ptr<const Application>;

// Finds applications. What it remembers is only the parsed form of a row: the row is read and compared on
// every call, so that a change acts on the next request of every process. Thread-safe.
class Directory {
 public:
  Directory(db::Database& database, const crypto::Sealer& sealer) : database_(database), sealer_(sealer) {}

  // kAppNotFound if there is none; a disabled application is returned, the caller decides.
  Result<Handle> find(std::string_view app_id);
  // By the first label of its host name ("demo" of demo.localhost).
  Result<Handle> find_by_identifier(std::string_view identifier);

 private:
  Result<Handle> load(const db::Sql& sql, std::string_view key);
  Result<Handle> remember(const db::Row& row);

  db::Database& database_;
  const crypto::Sealer& sealer_;
  std::mutex mutex_;
  struct Remembered {
    std::string row;  // all of it, as it was read
    Handle application;
  };
  std::unordered_map<std::string, Remembered> parsed_;  // by id
};

// Whether the pool has such an application.
Result<bool> belongs(db::Session& session, std::string_view pool_id, std::string_view app_id);

struct NewApplication {
  std::string pool_id, identifier, name;
  Settings settings;
};
// Creates with a random secret. kConflict if the identifier is taken.
Result<Application> create(db::Tx& tx, const crypto::Sealer& sealer, const NewApplication& wanted,
                           std::int64_t now_ms);

// Every application of the pool, oldest first: pools have few.
struct Listed {
  std::string id, name;
  bool is_enabled = false;
};
Result<std::vector<Listed>> list(db::Session& session, std::string_view pool_id);

// As it stands in this unit: for changes. kAppNotFound also for an application of another pool.
Result<Application> load(db::Session& session, const crypto::Sealer& sealer, std::string_view pool_id,
                         std::string_view app_id);

// Replaces settings, name and status; the secret stays.
Result<void> update(db::Tx& tx, const Application& application, std::int64_t now_ms);

}  // namespace genauth::applications
