#include "modules/risk/names.h"

#include <array>
#include <string>

#include "crypto/digest.h"
#include "gen/sql/risk.h"

namespace genauth::risk {
namespace {

constexpr std::string_view kPurpose = "risk-names";

// One digest for each name; empty where there is no such name, which no digest equals.
using Digests = std::array<std::string, 4>;

Digests digests_of(const std::string& key, const users::User& user) {
  const auto digest = [&](std::string_view kind, const std::string& name) {
    return crypto::hmac_sha256(key, user.pool_id + "\n" + std::string(kind) + "\n" + name);
  };
  Digests digests;
  if (user.email) digests[0] = digest("email", users::normal_email(*user.email));
  if (user.phone) digests[1] = digest("phone", user.phone_country_code.value_or("") + *user.phone);
  if (user.username) digests[2] = digest("username", users::normal_username(*user.username));
  if (user.external_id) digests[3] = digest("external", *user.external_id);
  return digests;
}

}  // namespace

Result<void> Names::remember(db::Tx& tx, std::string_view pool_id, std::string_view user_id) const {
  const auto user = TRY(users::find(tx, pool_id, user_id));
  if (!user) return {};
  TRY(tx.post(sql::forget_names, {pool_id, user_id}));
  for (const std::string& name : digests_of(sealer_.derive(kPurpose), *user))
    if (!name.empty()) TRY(tx.post(sql::insert_name, {pool_id, user_id, db::Blob{name}}));
  return {};
}

Result<bool> Names::is_blocked(db::Session& session, const users::User& newcomer, std::int64_t now_ms) const {
  for (const std::string& key :
       sealer_.derive_all(kPurpose)) {  // from before a change of the master key, too
    const Digests name = digests_of(key, newcomer);
    const db::Rows rows =
        TRY(session.query(sql::find_blocked_name, {newcomer.pool_id, db::Blob{name[0]}, db::Blob{name[1]},
                                                   db::Blob{name[2]}, db::Blob{name[3]}, now_ms}));
    if (!rows.empty()) return true;
  }
  return false;
}

}  // namespace genauth::risk
