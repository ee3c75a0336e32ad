// Whether the end of a sign-in at a hosted page is the moment to offer a passkey.
#pragma once
#include <string_view>

#include "api/call.h"
#include "modules/applications/applications.h"

namespace genauth::passkeys {

// interactions::Offers: somebody who has none, where the page could use one.
Result<bool> is_offered(const api::Call& call, db::Session& session,
                        const applications::Application& application, std::string_view user_id);

}  // namespace genauth::passkeys
