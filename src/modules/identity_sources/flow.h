// The browser's way to an identity source and back. Nothing of it is in the address but a state, which names
// a sealed ticket; the ticket is bound to the browser by a cookie of our host, and used up before the source
// is asked for anything.
//
//   front door -> begin() -> source -> callback -> come_back() -> application, with an interaction
//                                   -> POST     -> keep_answer() -> /connections/continue -> come_back()
#pragma once
#include <string>
#include <string_view>

#include "api/call.h"
#include "api/reply.h"
#include "gen/dto/identity_sources.h"
#include "json/codec.h"
#include "modules/applications/applications.h"
#include "modules/identity_sources/identity_sources.h"
#include "modules/identity_sources/linking.h"

namespace genauth::identity_sources {

inline constexpr std::string_view kFlowPurpose = "source-flow", kAnswerPurpose = "source-answer",
                                  kInteractionPurpose = "interaction", kLinkPurpose = "source-link";

// The application that a door is for: that of host or path, or the one that the query names, which must not
// be another. Makes it the call's. kAppRequired, kAppNotFound, kAppDisabled.
Result<applications::Handle> application_at_door(api::Call& call, std::string_view app_id);
// kConnectionDisabled, also for a connection that does not exist.
Result<Connection> offered(api::Call& call, std::string_view identifier, std::string_view app_id);

// The digest of this browser's cookie, which is made if there is none.
Result<std::string> browser_of(api::Call& call);
// The same without making one; empty if there is none.
std::string known_browser(const api::Call& call);

// The address that the source has registered: host and door, never an application's prefix.
std::string callback_of(const api::Call& call, const Connection& connection);
// Fills in what is secret and ours, keeps it, and sends the browser to the source; or back to the
// application, with the error, where the source cannot be asked for its address.
Result<api::Reply> begin(api::Call& call, const Connection& connection, dto::StoredSourceFlow flow);
// A link to an account of a directory: there is nowhere to send the browser, so the application asks for name
// and password.
Result<api::Reply> ask_application(api::Call& call, const Connection& connection,
                                   const dto::StoredSourceFlow& flow);
// kStateInvalid; once the state is proved, what goes wrong goes to the application with the browser.
Result<api::Reply> come_back(api::Call& call, const dto::StoredSourceAnswer& answer);
Result<api::Reply> keep_answer(api::Call& call, const dto::StoredSourceAnswer& answer);
Result<dto::StoredSourceAnswer> take_answer(api::Call& call, std::string_view handle);

// An address of the application with more parameters; the address is the application's own, as it was listed.
std::string with_params(std::string address,
                        std::initializer_list<std::pair<std::string_view, std::string_view>> params);

// How somebody who comes for the first time is received.
struct Newcomer {
  bool welcome = true;                          // otherwise kUserNotFound
  std::optional<std::string> custom_data = {};  // of the account that is made
};
// decide(), and the account where one must be made. Everything that register_user() refuses with.
Result<Decision> settle(api::Call& call, const Connection& connection, const Profile& profile,
                        const Newcomer& newcomer = {});

// The handle with which the application goes on.
Result<std::string> keep_interaction(api::Call& call, dto::StoredInteraction interaction);
// The hosted interaction whose page calls: a handle that was made in one counts nowhere else. Empty: none.
inline std::string_view hosted_in(const api::Call& call) {
  const std::string_view token = call.envelope.interaction;
  return token.substr(0, token.find('.'));
}
// What the page of a question shows. The handle stands in its data unless it is empty.
Error question_of(const Connection& connection, const dto::StoredInteraction& interaction,
                  const std::string& handle = {});
Error question_of(const Connection& connection, const dto::StoredInteraction& interaction,
                  dto::InteractionQuestionDto shown);
inline constexpr std::string_view kBindMethods[] = {"password", "phone-password", "email-password",
                                                    "phone-code", "email-code"};
bool takes(const Connection& connection, std::string_view bind_method);

// Makes the account and its link in one unit; `spend` runs in it too. Everything that register_user() refuses
// with, and kIdentityBound.
Result<users::User> register_from(api::Call& call, const Connection& connection, const Profile& profile,
                                  std::function<Result<void>(db::Tx&)> spend,
                                  std::optional<std::string> custom_data = {});

// A stored document from a ticket.
template <class T>
Result<T> opened(std::string_view payload) {
  const json::Document document = TRY(json::Document::parse(payload));
  return json::decode<T>(document);
}

}  // namespace genauth::identity_sources
