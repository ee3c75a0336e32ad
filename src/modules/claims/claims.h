// Scopes and claims that a user pool defines beside those of OpenID Connect: settings oidc_scopes and
// oidc_claims (contract/stored.yaml). A claim takes its value from a field of the user as get-user shows it
// ("company"), from an extended field ("customData.team"), or from inside one ("customData.team.name").
//
// Free functions are thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"
#include "oidc/claims.h"

namespace genauth::claims {

// What an operator is told of settings that cannot stand: a name of the standard, a claim without a source.
Result<void> check(const pools::Settings& settings);

std::vector<oidc::RealmScope> scopes_of(const pools::Settings& settings);

// What tokens and userinfo say of the person beyond the profile, where `scope` or the claims parameter opens
// it. Reads nothing for a scope that needs nothing.
Result<oidc::RealmClaims> about(db::Session& session, const pools::Settings& settings,
                                const users::User& user, std::string_view scope, std::string_view claims_json,
                                std::int64_t now_ms);

}  // namespace genauth::claims
