#include "modules/sessions/profile.h"

#include "modules/users/users.h"

namespace genauth::sessions {

oidc::Profile profile_of(const users::User& user, std::string_view tenant_id) {
  oidc::Profile p;
  p.sub = user.id;
  p.name = user.name;
  p.nickname = user.nickname;
  p.given_name = user.given_name;
  p.middle_name = user.middle_name;
  p.family_name = user.family_name;
  p.preferred_username = user.preferred_username;
  p.profile = user.profile;
  p.picture = user.photo;
  p.website = user.website;
  p.gender = user.gender;
  p.birthdate = user.birthdate;
  p.zoneinfo = user.zoneinfo;
  p.locale = user.locale;
  p.updated_at_s = user.updated_at / 1000;
  p.username = user.username;
  p.email = user.email;
  p.email_verified = user.email_verified;
  // Core §5.1 recommends E.164.
  if (user.phone) p.phone_number = user.phone_country_code.value_or("") + *user.phone;
  p.phone_number_verified = user.phone_verified;
  p.external_id = user.external_id;
  if (!tenant_id.empty()) p.tenant_id = std::string(tenant_id);
  p.address.country = user.country;
  p.address.formatted = user.formatted ? user.formatted : user.address;
  p.address.postal_code = user.postal_code;
  p.address.region = user.region ? user.region : user.province;
  p.address.locality = user.city;
  p.address.street_address = user.street_address;
  p.extended_fields_json = user.custom_data;
  p.userpool_id = user.pool_id;
  return p;
}

}  // namespace genauth::sessions
