// The two ceremonies of a relying party: registering a credential (WebAuthn §7.1) and verifying an assertion
// (§7.2). Pure functions of their arguments; thread-safe. Who asks, which challenge is still good and which
// user owns a credential is the caller's business.
//
//   Outcome<Registration> made = verify_registration({client_data, attestation_object}, expected, trust);
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "webauthn/attestation.h"
#include "webauthn/outcome.h"

namespace genauth::webauthn {

// What was asked, and of whom.
struct Expected {
  std::string_view challenge;            // the bytes
  std::string_view rp_id;                // "example.com"
  std::span<const std::string> origins;  // exactly: "https://login.example.com"
  bool user_verification = false;        // required
  bool user_presence = true;             // required; false only for conditional creation
};

// As the browser sent them, decoded.
struct RegistrationAnswer {
  std::string_view client_data, attestation_object;
};

struct Registration {
  std::string credential_id, public_key;  // bytes; the key in COSE form
  std::int64_t algorithm = 0;
  std::uint32_t sign_count = 0;
  std::string aaguid;  // 16 bytes
  bool user_verified = false, backup_eligible = false, backed_up = false;
  std::string format;
  AttestationType attestation = AttestationType::kNone;
  bool trusted = false;  // the statement leads to an anchor
  std::string origin;    // where it happened
};

Outcome<Registration> verify_registration(const RegistrationAnswer& answer, const Expected& expected,
                                          const Trust& trust);

struct AssertionAnswer {
  std::string_view client_data, authenticator_data, signature;
};

// What is kept of a credential.
struct Known {
  std::string_view public_key;
  std::uint32_t sign_count = 0;
  bool backup_eligible = false;
};

struct Assertion {
  std::uint32_t sign_count = 0;
  bool user_verified = false, backed_up = false;
  // The counter did not grow (§6.1.1): probably there are two copies of the authenticator. The signature is
  // good; the caller decides, but must not let it pass silently.
  bool counter_regressed = false;
  std::string origin;
};

Outcome<Assertion> verify_assertion(const AssertionAnswer& answer, const Expected& expected,
                                    const Known& known);

}  // namespace genauth::webauthn
