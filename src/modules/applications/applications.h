// Applications: the clients of a pool (an OIDC client, a web page, a native app) and how people sign in through them.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::applications {

// What decides how an application behaves. Stored as JSON; unknown members of an older or newer server are kept out.
struct Settings {
  std::string token_auth_method = "client_secret_post";          // client_secret_post | client_secret_basic | none
  std::string introspection_auth_method = "client_secret_post";
  std::string revocation_auth_method = "client_secret_post";
  std::string id_token_algorithm = "RS256";                      // RS256 | ES256 | EdDSA | HS256
  std::int64_t access_token_ttl_s = 7200;
  std::int64_t id_token_ttl_s = 7200;
  std::int64_t refresh_token_ttl_s = 2592000;
  bool password_grant = true;                                    // grant_type=password at the token endpoint
  bool merge_login_and_register = false;                         // a code sign-in of an unknown account creates it
  std::vector<std::string> enabled_methods = {"PHONE_PASSWORD", "EMAIL_PASSWORD", "USERNAME_PASSWORD",
                                              "PHONE_CODE", "EMAIL_CODE"};
  std::vector<std::string> redirect_uris, allowed_origins;
};

struct Application {
  std::string id, pool_id, identifier, name, status;             // status: "enabled" | "disabled"
  std::string secret;                                            // opened; never leaves through a log
  Settings settings;
  std::int64_t created_at = 0, updated_at = 0;
};

// Reads through a cache that the change log keeps fresh; a state change acts on the next request, on every process.
// Thread-safe.
class Directory {
 public:
  Directory(db::Database& database, const crypto::Sealer& sealer) : database_(database), sealer_(sealer) {}

  // kAppNotFound if there is none; a disabled application is returned, the caller decides.
  Result<std::shared_ptr<const Application>> find(std::string_view app_id);
  // By the first label of its host name ("demo" of demo.localhost).
  Result<std::shared_ptr<const Application>> find_by_identifier(std::string_view identifier);

 private:
  db::Database& database_;
  const crypto::Sealer& sealer_;
};

struct NewApplication {
  std::string pool_id, identifier, name;
  Settings settings;
};
// Creates with a random secret. kConflict if the identifier is taken.
Result<Application> create(db::Tx& tx, const crypto::Sealer& sealer, const NewApplication& wanted, std::int64_t now_ms);

}  // namespace genauth::applications
