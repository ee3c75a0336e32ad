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
  // The one before: authenticates nobody, but ID tokens in HS256 may still come back with its signature.
  std::string previous_secret;
  Settings settings;
  std::int64_t created_at = 0, updated_at = 0;
  // Who may enter, where no rule of modules/application_access speaks, and whether there are any.
  bool denies_by_default = false, has_access_rules = false;

  bool is_enabled() const { return status == "enabled"; }
  // Nobody vouches for it: it registered itself, or is known by a document of its own (dynamic_clients.h).
  bool is_stranger() const { return settings.origin != "operator"; }
  // What it is called in protocols.
  const std::string& client_id() const { return settings.client_id.empty() ? id : settings.client_id; }
  // PHONE_PASSWORD, EMAIL_CODE, ...; an application that names none allows all.
  bool allows(std::string_view method) const;
  // PHONE_CODE, EMAIL_CODE, EMAIL_PASSWORD, ...: whether people may make themselves an account that way.
  bool registers_by(std::string_view method) const;
};

inline constexpr std::string_view kAllowAll = "ALLOW_ALL", kDenyAll = "DENY_ALL";
// So many bits of randomness are enough to sign ID tokens with (RFC 7518 §3.2); older secrets have fewer.
inline constexpr std::size_t kSecretHexMin = 64;
// Of all settings of an application together, as they are stored.
inline constexpr std::size_t kSettingsMax = 64 * 1024;

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

// While one stands, directories read an application once for its thread: the parts of a call go on with what
// the call began with. What the thread changes itself it reads anew. They do not stand inside one another.
class OneCall {
 public:
  OneCall();
  ~OneCall();
  OneCall(const OneCall&) = delete;
  OneCall& operator=(const OneCall&) = delete;
};

// Whether the pool has such an application.
Result<bool> belongs(db::Session& session, std::string_view pool_id, std::string_view app_id);

struct NewApplication {
  std::string pool_id, identifier, name;
  Settings settings;
};
// Creates with a random secret of 256 bits. kConflict if the identifier is taken.
Result<Application> create(db::Tx& tx, const crypto::Sealer& sealer, const NewApplication& wanted,
                           std::int64_t now_ms);

// Every application that the pool's operators made, oldest first: pools have few.
struct Listed {
  std::string id, name;
  bool is_enabled = false;
};
Result<std::vector<Listed>> list(db::Session& session, std::string_view pool_id);

// Those of the pool with a piece of text in name or identifier, or with that id; of an empty text all. Oldest
// first, without their secrets.
Result<std::vector<Application>> search(db::Session& session, const crypto::Sealer& sealer,
                                        std::string_view pool_id, std::string_view text);

// As it stands in this unit: for changes. kAppNotFound also for an application of another pool.
Result<Application> load(db::Session& session, const crypto::Sealer& sealer, std::string_view pool_id,
                         std::string_view app_id);

// Replaces settings, name and status; the secret stays.
Result<void> update(db::Tx& tx, const Application& application, std::int64_t now_ms);
// kAppDomainTaken if another application of the installation has that identifier.
Result<void> rename(db::Tx& tx, const Application& application, std::string_view identifier);
// A new random secret, which it returns; the old one stays as previous_secret.
Result<std::string> refresh_secret(db::Tx& tx, const crypto::Sealer& sealer, const Application& application,
                                   std::int64_t now_ms);
// Strategy and has_access_rules.
Result<void> set_access(db::Tx& tx, const Application& application, std::int64_t now_ms);
// The row alone: what else an application has, its modules forget. False if there was none.
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view app_id);

}  // namespace genauth::applications
