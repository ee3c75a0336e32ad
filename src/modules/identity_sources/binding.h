// The ways on from a sign-in at a source: straight to tokens, or by an answer to its question (a new account,
// or the proof of an existing one). Whoever asked, the facts lie in a one-time interaction: a sealed ticket,
// bound to the application and to one purpose.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "api/call.h"
#include "gen/dto/authentication.h"
#include "gen/dto/identity_sources.h"
#include "modules/applications/applications.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/identity_sources.h"
#include "modules/tickets/tickets.h"
#include "modules/users/credentials.h"
#include "modules/users/users.h"

namespace genauth::identity_sources {

// An interaction on its way to tokens.
struct Open {
  applications::Handle application = {};
  dto::StoredInteraction facts = {};
  Connection connection = {};
  std::string purpose, handle;
  tickets::Ticket ticket = {};
};

// The interaction behind a handle of that purpose, unused. kAppRequired, kAppNotFound, kAppDisabled,
// kTicketInvalid.
Result<Open> look_open(api::Call& call, std::string_view purpose, const std::string& handle);
// Uses the handle up: kTicketInvalid for all but one of several at once.
std::function<Result<void>(db::Tx&)> spend(const api::Call& call, const Open& open);

// 1640, 1641 or 1666, with what a page of the question shows.
Error question_of(const Open& open);

Result<users::User> must_find(api::Call& call, std::string_view user_id);
Result<dto::LoginTokenResponseDataDto> sign_in(api::Call& call, const Open& open, users::User user,
                                               const authentication::Proof& proof);
// The same, and the account is linked once the sign-in is complete (link_step.h).
Result<dto::LoginTokenResponseDataDto> sign_in_linked(api::Call& call, const Open& open, users::User user,
                                                      const authentication::Proof& proof,
                                                      std::string_view password = {});

// An interaction that asks nothing more. kTicketInvalid also where the account elsewhere has been taken off
// the user since, or does not match any more.
Result<dto::LoginTokenResponseDataDto> finish_arrival(api::Call& call, const Open& open);

// For a user who is signed in already: links, and uses the handle up.
Result<void> bind_account(db::Tx& tx, const api::Call& call, const Open& open, const std::string& user_id);

// The answers to a question. What each refuses with stands in the contract of /interaction/authFlow.
Result<dto::LoginTokenResponseDataDto> answer_by_new_account(api::Call& call, const Open& open);
Result<dto::LoginTokenResponseDataDto> answer_by_password(api::Call& call, const Open& open,
                                                          const dto::AuthFlowDataDto& data);
Result<dto::LoginTokenResponseDataDto> answer_by_code(api::Call& call, const Open& open,
                                                      const dto::AuthFlowDataDto& data, bool is_phone);

}  // namespace genauth::identity_sources
