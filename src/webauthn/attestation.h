// Attestation statements (WebAuthn §6.5, §8): what a manufacturer says of an authenticator. Formats none,
// packed, fido-u2f, apple, android-key and tpm.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/certificate.h"
#include "webauthn/authenticator_data.h"
#include "webauthn/cbor.h"
#include "webauthn/cose.h"
#include "webauthn/outcome.h"

namespace genauth::webauthn {

// An attestation object taken apart (§6.5.4). Views into it.
struct AttestationObject {
  std::string_view format;
  cbor::Value statement;
  std::string_view authenticator_data;
};
// kMalformed.
Outcome<AttestationObject> parse_attestation_object(std::string_view bytes);

// Whom to believe, and when. The anchors must outlive the call.
struct Trust {
  std::span<const crypto::Certificate> anchors = {};
  std::int64_t now_ms = 0;
  // Registrations whose statement leads to no anchor are refused (kUntrusted).
  bool required = false;
};

enum class AttestationType : std::uint8_t { kNone, kSelf, kBasic, kAttCa, kAnonCa };
std::string_view text(AttestationType type);  // "none", "self", "basic", "attca", "anonca"

// What a statement that holds is worth.
struct Attestation {
  AttestationType type = AttestationType::kNone;
  std::vector<crypto::Certificate> path = {};  // leaf first; empty for none and self
};

// What the statement is about.
struct Subject {
  const AuthenticatorData& data;        // with an attested credential
  const CoseKey& key;                   // of that credential
  std::string_view authenticator_data;  // as signed
  std::string_view client_data_hash;
};

// Checks the statement as its format prescribes: kBadAttestation, kMalformed. The path to an anchor is the
// caller's next question.
Outcome<Attestation> verify_statement(const AttestationObject& object, const Subject& subject);

namespace formats {  // one file each
Outcome<Attestation> verify_packed(const cbor::Value& statement, const Subject& subject);
Outcome<Attestation> verify_fido_u2f(const cbor::Value& statement, const Subject& subject);
Outcome<Attestation> verify_apple(const cbor::Value& statement, const Subject& subject);
Outcome<Attestation> verify_android_key(const cbor::Value& statement, const Subject& subject);
Outcome<Attestation> verify_tpm(const cbor::Value& statement, const Subject& subject);

// What several formats need: members of the statement, empty or absent where they have another form.
std::string_view bytes_of(const cbor::Value& statement, std::string_view name);
std::string_view text_of(const cbor::Value& statement, std::string_view name);
Outcome<std::vector<crypto::Certificate>> certificates_of(const cbor::Value& statement);
Error bad(std::string why);  // kBadAttestation
// kBadAttestation unless the certificate holds the credential's key.
Outcome<void> check_same_key(const crypto::Certificate& certificate, const CoseKey& key);
bool same_key(const crypto::PublicKey& one, const crypto::PublicKey& other);
// The authenticator's model in the certificate must be the one in the data (§8.2.1), if it is there.
Outcome<void> check_aaguid(const crypto::Certificate& certificate, std::string_view aaguid);
}  // namespace formats

}  // namespace genauth::webauthn
