// Answers of the authorization endpoint, in the mode that the target asks for. Pure.
#pragma once
#include <string>
#include <string_view>

#include "oidc/authorization_request.h"

namespace genauth::oidc {

// The parameters, then `state`, `session_state` and `iss` (RFC 9207), as query, fragment or a page that posts
// them (OAuth 2.0 Form Post Response Mode). With a JWT mode they are its claims, and the JWT is the one
// parameter (JARM §2).
Response redirect_answer(const Target& target, Pairs parameters, Ports& ports);
Response redirect_error(const Target& target, const Error& error, Ports& ports);

// For errors that must not be redirected (RFC 6749 §4.1.2.1).
Response page_error(const Error& error);

// The left half of the hash that goes with the ID token's algorithm: c_hash, s_hash (Core §3.3.2.11).
std::string half_hash(std::string_view id_token_alg, std::string_view text);

}  // namespace genauth::oidc
