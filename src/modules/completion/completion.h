// Information completion: what an application wants to know of its people, asked for at sign-in where their
// account does not have it yet. The settings are the application's (contract/stored.yaml: completion_*). The
// public door of the module.
//
//   sign-in -> Step demands (1642) with a flowHandle -> POST /interaction/authFlow
//     complete-completion -> complete()   the tokens of that sign-in
//     skip-completion     -> skip()       the same, where the application allows it
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "gen/dto/stored.h"
#include "modules/applications/applications.h"
#include "modules/authentication/login.h"
#include "modules/completion/fields.h"
#include "modules/tickets/tickets.h"
#include "modules/users/users.h"

namespace genauth::completion {

// kBadFormat with the setting as field and what is wrong with it as arg: a field that no account has, a
// pattern that is none, a name that stands twice.
Result<void> check(const applications::Settings& settings);

// Stands behind the second factor and the password: only who has shown everything may fill in an account. At
// "register" the first sign-in is meant of an account that its owner made. Whoever goes on as a public
// account is not asked, since what is missing there is not theirs to say. Thread-safe.
class Step final : public authentication::LoginStep {
 public:
  explicit Step(const tickets::Tickets& tickets) : tickets_(tickets) {}
  std::string_view name() const override;
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;

 private:
  const tickets::Tickets& tickets_;
};

// Fills in what was asked for, and ends in the tokens of the sign-in. What the account has by now stays as it
// is; values of fields that nobody asked for are passed over. All or nothing: a handle gives tokens once.
//   kTicketInvalid, kRequired, kBadFormat, kCompletionRuleBroken, kPhoneInvalid, kCountryCodeInvalid,
//   kEmailInvalid, kUsernameInvalid, kCodeWrong, kCodeVoid, kPhoneTaken, kEmailTaken, kUsernameTaken, and
//   what Login::resume() refuses with
Result<sessions::TokenSet> complete(api::Call& call, const std::string& handle,
                                    const std::vector<Given>& given);

// Goes on without. kTicketInvalid, kCompletionNotSkippable, and what Login::resume() refuses with.
Result<sessions::TokenSet> skip(api::Call& call, const std::string& handle);

}  // namespace genauth::completion
