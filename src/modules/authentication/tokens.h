// The last step of every sign-in: tokens for a user who has proved who they are.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "api/call.h"
#include "gen/dto/authentication.h"
#include "modules/applications/applications.h"
#include "modules/users/users.h"

namespace genauth::authentication {

// Signs outside, then one unit: `proof` (spend the code, clear the failures), the session, the login record
// and the audit row. `method` is a value of RFC 8176 ("pwd", "otp").
Result<dto::LoginTokenResponseDataDto> sign_in_user(api::Call& call,
                                                    const applications::Application& application,
                                                    const users::User& user, std::string_view scope,
                                                    std::string_view method,
                                                    const std::function<Result<void>(db::Tx&)>& proof);

// The application of the call: kAppRequired, kAppNotFound, kAppDisabled.
Result<applications::Handle> application_of(api::Call& call);

// Where signed-in clients find us: "{base}/oidc".
std::string issuer_of(const api::Call& call);

}  // namespace genauth::authentication
