// What an Authorization header carries, unproved.
#pragma once
#include <string_view>

#include "api/call.h"

namespace genauth::api {

// RFC 7617; without a source if it is something else.
ClientCredentials basic_credentials(std::string_view authorization);
// SDKs send the token bare or as Bearer; one that is bound to a key comes as DPoP (RFC 9449 §7.1). A view
// into the header.
std::string_view bare_token(std::string_view authorization);
bool is_dpop_scheme(std::string_view authorization);

}  // namespace genauth::api
