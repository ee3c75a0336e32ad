// The account centre of an application: /account at its host, or /{appId}/account. The page (web/account)
// calls the operations of src/modules in the name of the browser's session,
// docs/decisions/0018-account-centre.md. Whoever is not signed in goes through the hosted login and comes
// back. Functions run on workers.
#pragma once
#include <string_view>

#include "api/pipeline.h"
#include "app/installation.h"
#include "app/interaction_scene.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::app {

inline constexpr std::string_view kAccountPage = "/account";
// Signs in once more, whoever is signed in: sensitive changes want a recent sign-in
// (authentication/step_up.h).
inline constexpr std::string_view kAccountSignIn = "/account/sign-in";
// Where passwords are changed: the page at its section, for programs that know no fragment of ours.
inline constexpr std::string_view kAccountPassword = "/account/password";
// The address that password programs know (W3C, A Well-Known URL for Changing Passwords): leads to
// kAccountPassword of the application that is named by host, path or client_id, or else of one of the pool
// whose people sign in here.
inline constexpr std::string_view kChangePassword = "/.well-known/change-password";

// Only one's own applications have one, and only those that take part in the browser's session.
bool has_account_centre(const applications::Application& application);

net::Response answer_account(const api::Incoming& incoming, oidc::Request request, Installation& in,
                             oidc::Ports&);
net::Response answer_account_sign_in(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                     oidc::Ports&);
net::Response answer_account_password(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                      oidc::Ports&);
net::Response answer_change_password(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                     oidc::Ports&);

// An interaction that leads to the account centre, once its person has done what the page asked.
Result<net::Response> resume_account(const Scene& scene, interactions::Open open);

}  // namespace genauth::app
