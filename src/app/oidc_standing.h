// What tokens stand for at this moment: signature or row, expiry, revocation, session, user, application.
#pragma once
#include <optional>
#include <string_view>

#include "app/installation.h"
#include "oidc/ports.h"

namespace genauth::app {

// Of an access token of a user, or one of a machine. `client_id` is the application that the
// address named, or empty.
Result<oidc::Standing> standing_of(Installation& in, std::string_view token, std::string_view client_id);

// Nothing if it is not a live refresh token of this client.
Result<std::optional<oidc::Standing>> refresh_standing(db::Session& session, const oidc::Client& client,
                                                       std::string_view token, std::int64_t now_ms);

}  // namespace genauth::app
