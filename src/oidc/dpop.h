// Proof of possession of a key (RFC 9449). Thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

struct Proof {
  std::string thumbprint, jti;  // RFC 7638 of the key
  std::int64_t issued_at_s = 0;
};

// What a proof has to be about.
struct ProofSubject {
  std::string_view method, address;    // htm; htu without query and fragment
  std::string_view access_token = {};  // ath; empty at the token endpoint
  std::int64_t now_s = 0;
};

// §4.3, all checks but that of replay: pure. kInvalidDpopProof, or kInvalidRequest for several proofs.
Outcome<Proof> read_proof(std::string_view header, const ProofSubject& subject);

// The thumbprint of the key behind the request's proof, which counts once (§11.1). Empty without a proof, or
// where proofs are not supported. `path` is that of the endpoint, below the issuer.
Outcome<std::string> proved_key(const Request& request, std::string_view path, std::string_view access_token,
                                Ports& ports);

}  // namespace genauth::oidc
