// What a person has allowed an application to learn: the scopes of every consent that was given and not taken
// back. Free functions are thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::consents {

// Words separated by spaces; empty: nothing.
Result<std::string> granted_scope(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                  std::string_view app_id);
// Adds `scope` to what was allowed before.
Result<void> grant(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view app_id,
                   std::string_view scope, std::int64_t now_ms);
struct Consent {
  std::string app_id, scope;
  std::int64_t created_at = 0, updated_at = 0;
};
// Everything that the user has allowed, what changed last first.
Result<std::vector<Consent>> list(db::Session& session, std::string_view pool_id, std::string_view user_id);
// Everybody's.
Result<void> forget_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id);
// Unknown consents are no error.
Result<void> revoke(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view app_id);

}  // namespace genauth::consents
