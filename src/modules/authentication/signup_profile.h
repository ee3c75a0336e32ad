// What people bring along when they register, beside the name and its proof: a profile, and contacts in it
// that are theirs only with the codes that were sent there. For signup and invitations.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "base/result.h"
#include "modules/codes/codes.h"
#include "modules/users/profile_fields.h"
#include "modules/users/users.h"

namespace genauth::authentication {

// Codes to be spent in the unit that makes the account: the one that lets the person in, and those that
// complete the profile. All of them or none.
class RegistrationCodes {
 public:
  void add(const api::Call& call, std::string_view channel, std::string recipient, std::string code);
  // kCodeWrong, kCodeVoid.
  Result<void> spend(const codes::Codes& codes, db::Tx& tx, std::int64_t now_ms) const;

 private:
  struct One {
    codes::Purpose purpose;
    std::string code;
  };
  std::vector<One> all_;
};

struct Contacts {
  std::optional<std::string> phone, phone_country_code, email;
  std::optional<std::string> phone_code, email_code;  // of CHANNEL_COMPLETE_PHONE, CHANNEL_COMPLETE_EMAIL
};
template <class Profile, class Options>
Contacts contacts_of(const Profile& profile, const Options& options) {
  return {profile.phone, profile.phoneCountryCode, profile.email,
          options.phonePassCodeForInformationCompletion, options.emailPassCodeForInformationCompletion};
}

// An address or number in the profile is nobody's until a code has proved it; one that the account has in
// another way is passed over. kRequired without the code, kPhoneInvalid, kCountryCodeInvalid, kEmailInvalid.
Result<void> take_contacts(const api::Call& call, const Contacts& contacts, users::User& user,
                           RegistrationCodes& codes);

// Everything else of a profile, but for customData.
template <class Profile>
void take_profile(users::User& user, const Profile& profile) {
  users::take_text(user.nickname, profile.nickname);
  users::take_text(user.company, profile.company);
  users::take_text(user.photo, profile.photo);
  users::take_text(user.device, profile.device);
  users::take_text(user.browser, profile.browser);
  users::take_text(user.name, profile.name);
  users::take_text(user.given_name, profile.givenName);
  users::take_text(user.family_name, profile.familyName);
  users::take_text(user.middle_name, profile.middleName);
  users::take_text(user.profile, profile.profile);
  users::take_text(user.preferred_username, profile.preferredUsername);
  users::take_text(user.website, profile.website);
  if (profile.gender) user.gender = *profile.gender;
  users::take_text(user.birthdate, profile.birthdate);
  users::take_text(user.zoneinfo, profile.zoneinfo);
  users::take_text(user.locale, profile.locale);
  users::take_text(user.address, profile.address);
  users::take_text(user.formatted, profile.formatted);
  users::take_text(user.street_address, profile.streetAddress);
  users::take_text(user.city, profile.locality);
  users::take_text(user.region, profile.region);
  users::take_text(user.postal_code, profile.postalCode);
  users::take_text(user.country, profile.country);
}

}  // namespace genauth::authentication
