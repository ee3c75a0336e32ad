// oidcConfig: what of an application's settings OpenID Connect reads. Pure, thread-safe.
#pragma once
#include "base/result.h"
#include "gen/dto/application_settings.h"
#include "modules/applications/applications.h"

namespace genauth::application_settings {

// Whether programs of this type can keep no secret (RFC 6749 §2.1).
bool is_public_type(std::string_view type);

// Takes over what the change names. The application's type and secret are known already; an application that
// is made has none yet and gets one that is long enough. kBadFormat with the member's path.
Result<void> apply(const dto::OIDCConfig& change, applications::Application& application);

}  // namespace genauth::application_settings
