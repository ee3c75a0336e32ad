// GET /cas/session: whether somebody is signed in in this browser, for a page of ours or of the application's
// own host that wants to greet them (trackSession of the older browser clients). Bare JSON.
#pragma once
#include "api/pipeline.h"
#include "app/installation.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::app {

inline constexpr std::string_view kTrackSession = "/cas/session";

// Runs on a worker. Who asks from another origin hears of nobody, and could not read it either.
net::Response answer_track_session(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                   oidc::Ports&);

}  // namespace genauth::app
