// Adding a passkey to an account, whoever stands behind it: the person, an administrator, or the enrolment of
// a second factor. First the options, then the answer of the authenticator.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "gen/dto/passkeys.h"
#include "gen/dto/stored.h"
#include "modules/applications/applications.h"
#include "modules/passkeys/passkeys.h"
#include "modules/tickets/tickets.h"
#include "modules/users/users.h"

namespace genauth::api {
class Call;
}

namespace genauth::passkeys {

struct RegistrationWish {
  const applications::Application& application;
  const users::User& user;
  tickets::Binding binding;       // what the ticket is bound to
  std::string_view resident_key;  // discouraged, preferred, required
  std::string_view attachment;    // platform, cross-platform, or empty for any
};

// Options and ticket: kPasskeyOrigin, kPasskeyLimit.
Result<dto::RegistrationOptionsDto> registration_options(api::Call& call, const RegistrationWish& wish);

struct RegistrationAnswer {
  const std::string& ticket;
  const dto::RegistrationCredentialDto& credential;
  std::string_view authenticator_code, name;
};

// Takes the ticket, checks the answer, adds the passkey and does what follows a change of factors
// (account_security::settle): kTicketInvalid, kPasskeyInvalid, kPasskeyUntrusted, kPasskeyUnverified,
// kPasskeyTaken, kPasskeyLimit, and what `permit` answers, which is asked in the unit that adds.
Result<Passkey> register_passkey(api::Call& call, const tickets::Binding& binding,
                                 const RegistrationAnswer& answer,
                                 const std::function<Result<void>(db::Tx&)>& permit = {});

}  // namespace genauth::passkeys
