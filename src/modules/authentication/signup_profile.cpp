#include "modules/authentication/signup_profile.h"

#include "gen/errors/form.h"
#include "phone/phone.h"

namespace genauth::authentication {

void RegistrationCodes::add(const api::Call& call, std::string_view channel, std::string recipient,
                            std::string code) {
  all_.push_back({{call.pool_id, std::string(channel), std::move(recipient), ""}, std::move(code)});
}

Result<void> RegistrationCodes::spend(const codes::Codes& codes, db::Tx& tx, std::int64_t now_ms) const {
  // A wrong code ends the unit with what it has written: look at all before the first is spent.
  for (const One& one : all_) TRY(codes.check(tx, one.purpose, one.code, now_ms));
  for (const One& one : all_) TRY(codes.consume(tx, one.purpose, one.code, now_ms));
  return {};
}

Result<void> take_contacts(const api::Call& call, const Contacts& contacts, users::User& user,
                           RegistrationCodes& codes) {
  if (contacts.phone && !user.phone) {
    if (!contacts.phone_code)
      return Error(errors::kRequired).with_field("options.phonePassCodeForInformationCompletion");
    const phone::Number number = TRY(phone::parse(contacts.phone_country_code.value_or(""), *contacts.phone));
    user.phone = number.national;
    user.phone_country_code = number.country_code;
    user.phone_verified = true;
    codes.add(call, "CHANNEL_COMPLETE_PHONE", number.e164, *contacts.phone_code);
  }
  if (contacts.email && !user.email) {
    if (!contacts.email_code)
      return Error(errors::kRequired).with_field("options.emailPassCodeForInformationCompletion");
    TRY(users::check_email(*contacts.email));
    user.email = users::normal_email(*contacts.email);
    user.email_verified = true;
    codes.add(call, "CHANNEL_COMPLETE_EMAIL", *user.email, *contacts.email_code);
  }
  return {};
}

}  // namespace genauth::authentication
