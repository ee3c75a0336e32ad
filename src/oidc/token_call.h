// A call of the token endpoint, and the grants that have files of their own.
#pragma once
#include <string>
#include <string_view>

#include "oidc/dpop.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

// `proof`: of DPoP, if one came with it (RFC 9449 §5). It is used up when the client is known: client_of().
// `certificate`: of the connection, as binding.h says it, or empty.
struct TokenCall {
  const Request& request;
  Ports& ports;
  std::optional<Proof> proof;
  std::vector<std::string> resources = {};  // asked for (RFC 8707 §2.2), read
  std::string certificate = {};

  std::string_view key() const { return proof ? std::string_view(proof->thumbprint) : std::string_view(); }

  // Whether the caller has shown what a token is bound to.
  bool holds(std::string_view bound_to) const {
    return bound_to.empty() || bound_to == key() || bound_to == certificate;
  }

  // `client` has authenticated itself as it must, which may be not at all; nullptr: nobody has. One that
  // proved its secret is believed whom it calls for.
  Context context(const Client* client) const;
};

// The client, authenticated, with the proof that it must send, which counts now and not again.
Outcome<Client> client_of(const TokenCall& call);
// kInvalidRequest if it is missing.
Outcome<std::string> required(const Request& request, std::string_view name);
// The values of a parameter that may come several times.
std::vector<std::string> values_of(const Request& request, std::string_view name);

Outcome<Tokens> authorization_code(const TokenCall& call);  // RFC 6749 §4.1.3
Outcome<Tokens> device_code(const TokenCall& call);         // RFC 8628 §3.4
Outcome<Tokens> token_exchange(const TokenCall& call);      // RFC 8693
Outcome<Tokens> ciba(const TokenCall& call);                // CIBA Core §10

}  // namespace genauth::oidc
