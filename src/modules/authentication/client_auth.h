// Proving the application itself, on the operations that take client credentials.
#pragma once
#include <optional>
#include <string>

#include "api/call.h"
#include "modules/applications/applications.h"

namespace genauth::authentication {

// The application's own token_auth_method decides which form counts; the others are ignored. With "none"
// nothing is asked, and nothing is proved. kClientAuthFailed otherwise (arg: the method that is demanded).
Result<void> authenticate_client(api::Call& call, const applications::Application& application,
                                 const std::optional<std::string>& body_id,
                                 const std::optional<std::string>& body_secret);

}  // namespace genauth::authentication
