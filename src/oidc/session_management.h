// OpenID Connect Session Management 1.0: an application's page asks a frame of ours whether the browser's
// session is still the one that its answer came from, without a request to the server. Pure, thread-safe.
//
// The browser's state is a text that HTTP keeps where our frame can read it (a cookie that scripts see). It
// is another one with every session, empty without one, and opens nothing.
#pragma once
#include <string>
#include <string_view>

#include "oidc/http.h"

namespace genauth::oidc {

// §2: binds the state to the client and the origin of its page; nobody reads the state out of it. Empty for
// an address that is no page's (a private-use scheme): there no frame can ask.
std::string session_state(std::string_view client_id, std::string_view redirect_uri,
                          std::string_view browser_state);

// The frame of §3.2, which any page may embed, and its script, which the frame loads from "check.js" beside
// it. `cookie` is the name of the one that holds the state.
Response check_session_frame(const Request& request, std::string_view cookie);
Response check_session_script(const Request& request);

}  // namespace genauth::oidc
