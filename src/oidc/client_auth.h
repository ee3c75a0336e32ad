// Who calls an endpoint that takes client credentials (RFC 6749 §2.3, RFC 7523 §2.2).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "oidc/client_lookup.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

// The answer to an application that has not switched /oauth on.
Error no_plain_oauth();

struct Credentials {
  std::string id, secret;
};

// Of an `Authorization: Basic` header. Any other scheme, or a bare token, counts as no header: the official
// SDKs send the signed-in user's token to these endpoints too. kInvalidClient if it is Basic but cannot be
// read.
Outcome<std::optional<Credentials>> basic_credentials(std::string_view authorization);

// The client, authenticated as it is registered for this endpoint and no other way. `method` picks the member
// of Client that says how. kInvalidClient if it fails, or if it is not the one that the address names.
Outcome<Client> authenticate(const Request& request, Ports& ports, AuthMethod Client::*method,
                             Fetch fetch = Fetch::kNever);

// invalid_client with WWW-Authenticate where the client tried Basic (RFC 6749 §5.2); other errors as usual.
Response client_error_answer(const Request& request, const Error& error);

}  // namespace genauth::oidc
