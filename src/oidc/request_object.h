// Authorization requests that come as a signed object (RFC 9101, Core §6) or were pushed ahead (RFC 9126).
// Thread-safe.
#pragma once
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

constexpr std::string_view kPushedPrefix = "urn:ietf:params:oauth:request_uri:";

// Whether it has `request` or `request_uri`.
bool has_request_object(const Pairs& sent);

// What stands in the object, in place of all that was sent beside it (RFC 9101 §6.3); nothing of it has been
// checked yet.
Outcome<Pairs> resolved_parameters(const Request& request, const Pairs& sent, Ports& ports);

// kInvalidRequest if the client must not send requests without an object.
Outcome<void> allow_plain_request(const Client& client);

// The parameters of a pushed request, which may be an object but not a reference (RFC 9126 §2.1).
Outcome<Pairs> pushed_parameters(const Request& request, const Client& client, const Pairs& sent,
                                 Ports& ports);

}  // namespace genauth::oidc
