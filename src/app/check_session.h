// The frame of Session Management 1.0 (oidc/session_management.h) for the pool of the application that the
// address names, or of the installation's own issuer.
#pragma once
#include "api/pipeline.h"
#include "app/installation.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::app {

inline constexpr std::string_view kCheckSession = "/oidc/session/check";
inline constexpr std::string_view kCheckSessionScript = "/oidc/session/check.js";

// Runs on workers.
net::Response answer_check_session(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                   oidc::Ports&);
net::Response answer_check_session_script(const api::Incoming&, oidc::Request request, Installation&,
                                          oidc::Ports&);

}  // namespace genauth::app
