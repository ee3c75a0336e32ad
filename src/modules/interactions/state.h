// What the page of an interaction is to show. Internal to the module.
#pragma once
#include "api/call.h"
#include "base/result.h"
#include "gen/dto/interactions.h"
#include "modules/applications/applications.h"
#include "modules/interactions/accounts.h"
#include "modules/interactions/interactions.h"

namespace genauth::interactions {

// `left`: what the browser remembers once it has this answer, where the call changes that.
Result<dto::HostedStateDto> state_of(api::Call& call, const applications::Application& application,
                                     const Open& open, const Remembered* left = nullptr);

}  // namespace genauth::interactions
