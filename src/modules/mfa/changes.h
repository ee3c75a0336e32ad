// Setting up and removing factors of an account: the steps that the V3 and the legacy calls share.
#pragma once
#include <string>
#include <string_view>

#include "api/call.h"
#include "modules/mfa/factors.h"
#include "modules/users/users.h"

namespace genauth::mfa {

// A secret for an authenticator app, as it is shown once.
struct Secret {
  std::string base32, uri, picture, recovery_code;
};
// `issuer` is what the app shows above the account: the application's name.
Secret new_secret(std::string_view issuer, const users::User& user);

// Of the signed-in user, whose sign-in must be recent or who has proved a factor lately
// (authentication/step_up.h).
Result<void> need_recent_proof(api::Call& call);

// What follows a change, in its unit: the audit row, and account_security::settle(). bound_now: a number or
// address that became the user's own, which serves as a factor from now on.
Result<void> bound_now(db::Tx& tx, const api::Call& call, const users::User& before, Type type);
Result<void> enrolled_now(db::Tx& tx, const api::Call& call, const users::User& user, Type type);
Result<void> removed_now(db::Tx& tx, const api::Call& call, const users::User& user, Type type);

// Removes a factor of the signed-in user. kFactorNotEnrolled, kFactorLast.
Result<void> remove_factor(api::Call& call, Type type);

// Sends the code of a factor: SMS if the number is given, else e-mail.
struct CodeFor {
  std::string_view channel, country_code, phone, email, user_id;
};
Result<void> send_code(api::Call& call, const CodeFor& code);

}  // namespace genauth::mfa
