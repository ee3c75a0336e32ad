// Clients that prove themselves with the certificate of their TLS connection (RFC 8705 §2). Thread-safe.
#pragma once
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

// §2.1: a certificate that the proxy has verified, whose subject is the registered one. kInvalidClient.
Outcome<void> check_subject(const Request& request, const Client& client);

// §2.2: one of those that stand as x5c in the client's keys, byte for byte. kInvalidClient.
Outcome<void> check_self_signed(const Request& request, const Client& client, Ports& ports);

}  // namespace genauth::oidc
