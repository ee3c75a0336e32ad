// A guest who takes an invitation: the proof of the address, the account, and what the link gives. Internal
// to the module.
#pragma once
#include <optional>
#include <string>

#include "api/call.h"
#include "base/result.h"
#include "modules/applications/applications.h"
#include "modules/invitations/invitations.h"
#include "modules/users/users.h"

namespace genauth::invitations {

// No more tries from one address than registrations: kThrottled.
Result<void> count_guest(db::Tx& tx, const api::Call& call);

// Spends the code that went to the address for CHANNEL_REGISTER: kCodeWrong, kCodeVoid.
Result<void> prove_email(db::Tx& tx, const api::Call& call, const std::string& email,
                         const std::string& code);

// The account of the address, made if there is none; then what the link gives. An account that somebody made
// without proving an address loses what was put into it: it may not have been the address's owner.
// kUserDisabled for an account that may not sign in; for a new one kUsernameTaken and the like, and what a
// RegistrationRule refuses with. An address that is not verified gets no existing account: kCodeWrong.
Result<users::User> let_in(db::Tx& tx, const api::Call& call, const applications::Application& application,
                           const Link& link, users::User wanted);

}  // namespace genauth::invitations
