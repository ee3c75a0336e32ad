// An application's own look of the hosted pages: its background, and its style sheet, read and written
// anew (src/css), at an address of ours that changes with them. Nothing of it can reach beyond this server.
#pragma once
#include <string>
#include <string_view>

#include "api/pipeline.h"
#include "app/installation.h"
#include "modules/applications/applications.h"
#include "net/http_message.h"

namespace genauth::app {

// Below the application's prefix: /{appId}/branding/{tag}.css.
inline constexpr std::string_view kBrandingPrefix = "/branding/";

// Where the sheet of the application is, for the page's <link>; empty where it has none, or nobody vouches
// for the application. Thread-safe.
std::string style_address(const applications::Application& application);

// GET of such an address; 404 for a sheet that is not the application's any more. Runs on a worker.
net::Response answer_branding(const api::Incoming& incoming, Installation& in);

}  // namespace genauth::app
