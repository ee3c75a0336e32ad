// Format fido-u2f (WebAuthn §8.6): security keys from before FIDO2.
#include "base/result.h"
#include "crypto/key_numbers.h"
#include "webauthn/attestation.h"

namespace genauth::webauthn::formats {

Outcome<Attestation> verify_fido_u2f(const cbor::Value& statement, const Subject& subject) {
  std::vector<crypto::Certificate> path = TRY(certificates_of(statement));
  if (path.size() != 1) return bad("fido-u2f: other than one certificate");
  const Result<crypto::PublicKey> key = path.front().public_key();
  if (!key || key->type() != crypto::KeyType::kP256 || subject.key.algorithm != kEs256)
    return bad("fido-u2f: a key that is not on P-256");
  std::string signed_text(1, '\0');
  signed_text += subject.data.rp_id_hash;
  signed_text += subject.client_data_hash;
  signed_text += subject.data.attested->credential_id;
  signed_text += crypto::public_point(subject.key.key);
  if (!crypto::is_signed_by(*key, signed_text, bytes_of(statement, "sig")))
    return bad("fido-u2f: wrong signature");
  return Attestation{AttestationType::kBasic, std::move(path)};
}

}  // namespace genauth::webauthn::formats
