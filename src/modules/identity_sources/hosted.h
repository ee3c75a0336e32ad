// Sign-ins at a source that begin at a hosted page and end in its interaction: the browser is signed in when
// it comes back, or the page shows what is still demanded. Internal to the module.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "api/reply.h"
#include "gen/dto/interactions.h"
#include "modules/identity_sources/flow.h"

namespace genauth::identity_sources {

// Somebody has arrived for the page that `flow` names; `arrived` is what it came to.
Result<api::Reply> return_to_page(api::Call& call, const Connection& connection,
                                  const dto::StoredSourceFlow& flow, const dto::StoredInteraction& arrived);
// The page says what went wrong.
api::Reply tell_page(api::Call& call, const dto::StoredSourceFlow& flow, const Error& error);

}  // namespace genauth::identity_sources
