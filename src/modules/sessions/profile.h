// A user as tokens and the userinfo endpoint describe them.
#pragma once
#include <string_view>

#include "oidc/claims.h"

namespace genauth::users {
struct User;
}

namespace genauth::sessions {

oidc::Profile profile_of(const users::User& user, std::string_view tenant_id = {});

}  // namespace genauth::sessions
