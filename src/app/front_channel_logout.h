// Telling applications in the browser that its person signs out (OpenID Connect Front-Channel Logout 1.0):
// each is opened in a frame of our page, as far as the browser lets cookies into it.
#pragma once
#include <string>
#include <vector>

#include "api/pipeline.h"
#include "app/installation.h"
#include "net/http_server.h"
#include "oidc/grants.h"

namespace genauth::app {

// The addresses to open, with `iss` and `sid`: of every application that has a session out of this browser
// and an address for it. To be asked before the session ends.
Result<std::vector<std::string>> logout_frames(Installation& in, const oidc::BrowserSession& session,
                                               std::string_view issuer);

// Opens them, says `text`, and goes on to `next` a moment later if there is one.
net::Response logout_frames_page(locale::Language language, const std::vector<std::string>& frames,
                                 std::string_view title, std::string_view text, const std::string& next);

}  // namespace genauth::app
