// What the login page of an application offers of identity sources.
#pragma once
#include <string_view>
#include <vector>

#include "api/call.h"
#include "gen/dto/interactions.h"
#include "modules/applications/applications.h"

namespace genauth::identity_sources {

// interactions::Offers: those that a browser can go to, and directories, as far as the application shows
// them.
Result<std::vector<dto::HostedSourceDto>> offered_on_page(const api::Call& call, db::Session& session,
                                                          const applications::Application& application,
                                                          std::string_view interaction_id);

}  // namespace genauth::identity_sources
