// The way of an authorization request through the browser: /oidc/auth decides, /{appId}/login/{id} is where
// the person signs in and consents (the pages ask src/modules/interactions), …/resume takes the browser back
// to the application. Cookies: one for the browser's session in each pool, and one for each interaction.
#pragma once
#include "api/directory.h"
#include "api/pipeline.h"
#include "app/installation.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::app {

// Where guests arrive with the link that invites them; the page asks the operations of invitations.
inline constexpr std::string_view kInvitationPage = "/invitation";

// The names of the endpoints in the log and the metrics; "unmatched" where there is none.
std::string_view hosted_operation(std::string_view path);

// GET and POST of /oidc/auth. Runs on a worker.
net::Response answer_authorization(const api::Incoming& incoming, oidc::Request request,
                                   Installation& installation, oidc::Ports& ports);

// GET of /oidc/device, where a person types the code that a device shows. Runs on a worker.
net::Response answer_device_page(const api::Incoming& incoming, oidc::Request request,
                                 Installation& installation, oidc::Ports& ports);

// GET of /login/{id}, /login/{id}/resume and kInvitationPage, with the application's prefix. Runs on a
// worker. Nothing: it may have to wait for an application's own server, and is to be asked again where that
// is allowed (`may_wait`).
std::optional<net::Response> answer_hosted_login(const api::Incoming& incoming, Installation& installation,
                                                 oidc::Ports& ports, bool may_wait);

}  // namespace genauth::app
