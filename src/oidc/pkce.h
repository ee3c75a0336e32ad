// Proof Key for Code Exchange (RFC 7636). Pure.
#pragma once
#include <string>
#include <string_view>

#include "oidc/client.h"
#include "oidc/outcome.h"

namespace genauth::oidc {

// The method that a request with this challenge means: S256, plain, or empty without a challenge. A challenge
// without a method is plain (§4.3). kInvalidRequest for what the client may not do: plain unless allowed, no
// challenge at all if it is public (RFC 9700 §2.1.1), another method or a malformed challenge (§4.4.1).
Outcome<std::string> challenge_method(const Client& client, std::string_view challenge,
                                      std::string_view method);

// Whether the verifier answers the challenge (§4.6), in constant time. False also for a malformed verifier.
bool answers_challenge(std::string_view verifier, std::string_view challenge, std::string_view method);

}  // namespace genauth::oidc
