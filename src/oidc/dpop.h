// Proof of possession of a key (RFC 9449). Thread-safe.
#pragma once
#include <cstdint>
#include <optional>
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

// The request's proof, read. Nothing without one, or where proofs are not supported. `path` is that of the
// endpoint, below the issuer. Whoever believes it calls use_up() then.
Outcome<std::optional<Proof>> presented_proof(const Request& request, std::string_view path,
                                              std::string_view access_token, Ports& ports);

// It counts once (§11.1). Called when it is known who sent it, so that strangers fill no store.
Outcome<void> use_up(const Proof& proof, std::string_view realm, Replays& replays);

// A call with a token that is bound to something (binding.h), or with the scheme DPoP (§7). kInvalidToken for
// a bound token without its proof or certificate, and for a proof with a token that is bound to no key;
// kInvalidDpopProof.
struct BoundCall {
  bool is_dpop = false;              // by the scheme
  std::string_view header;           // DPoP
  std::string_view certificate;      // in DER, of the caller's connection; or empty
  std::string_view bound_to, realm;  // of the token
  ProofSubject subject;              // with the token
};
Outcome<void> check_bound(const BoundCall& call, Replays* replays);

}  // namespace genauth::oidc
