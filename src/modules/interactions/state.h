// What the page of an interaction is to show. Internal to the module.
#pragma once
#include "api/call.h"
#include "base/result.h"
#include "gen/dto/interactions.h"
#include "modules/applications/applications.h"
#include "modules/interactions/interactions.h"

namespace genauth::interactions {

Result<dto::HostedStateDto> state_of(api::Call& call, const applications::Application& application,
                                     const Open& open);

}  // namespace genauth::interactions
