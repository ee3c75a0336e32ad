// Authenticator data (WebAuthn §6.1): what the authenticator says and signs.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "webauthn/outcome.h"

namespace genauth::webauthn {

// §6.5.1. Bytes, each as the authenticator wrote them.
struct AttestedCredential {
  std::string aaguid;         // 16 bytes
  std::string credential_id;  // 1 to 1023 bytes (§4)
  std::string public_key;     // a COSE key, in its canonical form
};

struct AuthenticatorData {
  std::string rp_id_hash;  // SHA-256
  bool user_present = false, user_verified = false;
  bool backup_eligible = false, backed_up = false;
  std::uint32_t sign_count = 0;
  std::optional<AttestedCredential> attested;
  bool has_extensions = false;
};

// kMalformed for anything but exactly one such structure; kInconsistentFlags if it claims to be backed up
// without being eligible (§6.1.3).
Outcome<AuthenticatorData> parse_authenticator_data(std::string_view bytes);

}  // namespace genauth::webauthn
