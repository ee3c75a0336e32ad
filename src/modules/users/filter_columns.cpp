#include "modules/users/filter_columns.h"

#include <algorithm>
#include <array>

namespace genauth::users {
namespace {

using Kind = FilterColumn::Kind;

const std::array kColumns = std::to_array<FilterColumn>({
    {"id", "u.id", Kind::kText},
    {"userId", "u.id", Kind::kText},
    {"phone", "u.phone", Kind::kText},
    {"phoneCountryCode", "u.phone_country_code", Kind::kText},
    {"phoneVerified", "u.phone_verified", Kind::kBoolean},
    {"email", "u.email", Kind::kEmail},
    {"emailVerified", "u.email_verified", Kind::kBoolean},
    {"username", "u.username", Kind::kText},
    {"externalId", "u.external_id", Kind::kText},
    {"name", "u.name", Kind::kText},
    {"nickname", "u.nickname", Kind::kText},
    {"status", "u.status", Kind::kText},
    {"workStatus", "u.work_status", Kind::kText},
    {"statusChangedAt", "u.status_changed_at", Kind::kTime},
    {"gender", "u.gender", Kind::kText},
    {"birthdate", "u.birthdate", Kind::kText},
    {"givenName", "u.given_name", Kind::kText},
    {"familyName", "u.family_name", Kind::kText},
    {"middleName", "u.middle_name", Kind::kText},
    {"preferredUsername", "u.preferred_username", Kind::kText},
    {"profile", "u.profile", Kind::kText},
    {"country", "u.country", Kind::kText},
    {"province", "u.province", Kind::kText},
    {"city", "u.city", Kind::kText},
    {"region", "u.region", Kind::kText},
    {"zoneinfo", "u.zoneinfo", Kind::kText},
    {"website", "u.website", Kind::kText},
    {"address", "u.address", Kind::kText},
    {"streetAddress", "u.street_address", Kind::kText},
    {"company", "u.company", Kind::kText},
    {"postalCode", "u.postal_code", Kind::kText},
    {"formatted", "u.formatted", Kind::kText},
    {"identityNumber", "u.identity_number", Kind::kText},
    {"locale", "u.locale", Kind::kText},
    {"signedUp", "u.created_at", Kind::kTime},
    {"createdAt", "u.created_at", Kind::kTime},
    {"updatedAt", "u.updated_at", Kind::kTime},
    {"lastLogin", "u.last_login_at", Kind::kTime},
    {"lastLoginTime", "u.last_login_at", Kind::kTime},
    {"lastMfaTime", "u.last_mfa_at", Kind::kTime},
    {"lastIp", "u.last_ip", Kind::kText},
    {"lastLoginApp", "u.last_login_app", Kind::kText},
    // Which applications somebody has ever used is not kept; the last one is.
    {"loggedInApps", "u.last_login_app", Kind::kText},
    {"loginsCount", "u.logins_count", Kind::kInteger},
    {"passwordLastSetAt", "u.password_set_at", Kind::kTime},
    {"passwordSecurityLevel", "u.password_level", Kind::kInteger},
    {"userSource", "u.source_type", Kind::kText},
    {"userSourceType", "u.source_type", Kind::kText},
    {"userSourceId", "u.source_id", Kind::kText},
});

}  // namespace

const FilterColumn* filter_column(std::string_view wire_name) {
  const auto found = std::find_if(kColumns.begin(), kColumns.end(),
                                  [&](const FilterColumn& column) { return column.name == wire_name; });
  return found == kColumns.end() ? nullptr : &*found;
}

}  // namespace genauth::users
