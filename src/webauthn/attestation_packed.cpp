// Format packed (WebAuthn §8.2): a signature with the credential's own key, or with a certified one.
#include "base/result.h"
#include "crypto/key_numbers.h"
#include "webauthn/attestation.h"

namespace genauth::webauthn::formats {
namespace {

// §8.2.1.
Outcome<void> check_certificate(const crypto::Certificate& certificate) {
  if (certificate.version() != 3) return bad("packed: not an X.509v3 certificate");
  if (certificate.subject("C").size() != 2 || certificate.subject("O").empty() ||
      certificate.subject("CN").empty() || certificate.subject("OU") != "Authenticator Attestation")
    return bad("packed: the certificate's subject is not that of an attestation");
  if (certificate.is_authority()) return bad("packed: the certificate is an authority's");
  return {};
}

}  // namespace

Outcome<Attestation> verify_packed(const cbor::Value& statement, const Subject& subject) {
  const std::string_view signature = bytes_of(statement, "sig");
  const cbor::Value* alg = statement.find("alg");
  if (alg == nullptr || signature.empty()) return bad("packed: alg or sig is missing");
  std::string signed_text(subject.authenticator_data);
  signed_text += subject.client_data_hash;

  if (statement.find("x5c") == nullptr) {  // self attestation
    if (alg->integer_or(0) != subject.key.algorithm) return bad("packed: alg is not the credential's");
    if (!crypto::is_signed_by(subject.key.key, signed_text, signature)) return bad("packed: wrong signature");
    return Attestation{AttestationType::kSelf};
  }
  std::vector<crypto::Certificate> path = TRY(certificates_of(statement));
  const auto digest = digest_of(alg->integer_or(0));
  if (!digest) return bad("packed: an unknown algorithm");
  if (!path.front().has_signed(*digest, signed_text, signature)) return bad("packed: wrong signature");
  TRY(check_certificate(path.front()));
  TRY(check_aaguid(path.front(), subject.data.attested->aaguid));
  return Attestation{AttestationType::kBasic, std::move(path)};
}

}  // namespace genauth::webauthn::formats
