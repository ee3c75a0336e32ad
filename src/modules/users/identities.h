// Accounts at identity sources outside, as rows of the users who own them. Part of the door users.h; apart,
// because only identity sources need it. The rules are theirs (modules/identity_sources/linking.h).
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "modules/users/users.h"

namespace genauth::users {

// An account elsewhere: the source here, the kind of its id ("openid", "unionid"), who vouches, and the id.
struct Subject {
  std::string_view ext_idp_id, type, issuer, user_id_in_idp;
};

Result<std::optional<Identity>> find_identity(db::Session& session, std::string_view pool_id,
                                              const Subject& subject);
// What the source said at the latest sign-in; tokens are sealed.
Result<void> refresh_identity(db::Tx& tx, std::string_view pool_id, const Identity& identity);
// One of the user's links, by the id of its row; nothing happens if it is gone.
Result<void> remove_identity(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                             std::string_view id);
// Every link of the user to that source; how many there were.
Result<std::int64_t> remove_identities(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                       std::string_view ext_idp_id);
Result<void> remove_identities_of_source(db::Tx& tx, std::string_view pool_id, std::string_view ext_idp_id);

// What somebody who never proved the account's address may have set: the password, the authenticator, and
// accounts at identity sources.
Result<void> forget_credentials(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                std::int64_t now_ms);

}  // namespace genauth::users
