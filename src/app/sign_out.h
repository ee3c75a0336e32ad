// Signing out of the browser's session: /oidc/session/end (RP-Initiated Logout 1.0) and its simple forms
// /login/profile/logout and /cas-idp/logout. Nobody is signed out by a link alone, unless the link proves by
// an ID token whom it is about.
#pragma once
#include <string_view>

#include "api/pipeline.h"
#include "app/installation.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::app {

inline constexpr std::string_view kEndSession = "/oidc/session/end", kProfileLogout = "/login/profile/logout",
                                  kCasLogout = "/cas-idp/logout";

// Runs on a worker. `request` as the library takes it; redirect_uri and url of the simple forms count as
// post_logout_redirect_uri.
net::Response answer_sign_out(const api::Incoming& incoming, oidc::Request request,
                              Installation& installation, oidc::Ports& ports);

}  // namespace genauth::app
