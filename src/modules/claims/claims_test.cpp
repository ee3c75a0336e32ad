#include "modules/claims/claims.h"

#include <doctest/doctest.h>

namespace genauth::claims {
namespace {

pools::Settings with(std::vector<dto::StoredOidcScope> scopes,
                     std::vector<dto::StoredOidcClaim> claims = {}) {
  pools::Settings settings;
  settings.oidc_scopes = std::move(scopes);
  settings.oidc_claims = std::move(claims);
  return settings;
}

}  // namespace

TEST_CASE("scopes and claims of a pool's own may not take the names of the standard") {
  CHECK(check(with({{"work", "Your work", {"team", "email"}}}, {{"team", "customData.team"}})));
  for (const char* name : {"openid", "profile", "offline_access", "two words", "a\"b", "a\\b", "naïve"})
    CHECK_FALSE_MESSAGE(check(with({{name, "", {}}})), name);
  for (const char* name : {"sub", "iss", "aud", "exp", "acr", "cnf", "act", "email", "roles"})
    CHECK_FALSE_MESSAGE(check(with({}, {{name, "company"}})), name);
}

TEST_CASE("a scope opens only what there is, and nothing stands there twice") {
  CHECK_FALSE(check(with({{"work", "", {"team"}}})));
  CHECK_FALSE(check(with({{"work", "", {"sub"}}})));
  CHECK_FALSE(check(with({{"work", "", {}}, {"work", "", {}}})));
  CHECK_FALSE(check(with({}, {{"team", "company"}, {"team", "city"}})));
  CHECK_FALSE(check(with({}, {{"account", "userId"}})));  // pairwise subjects hide it
}

}  // namespace genauth::claims
