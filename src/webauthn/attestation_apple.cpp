// Format apple (WebAuthn §8.8): a certificate made for this one credential.
#include "base/result.h"
#include "webauthn/attestation.h"
#include "webauthn/der.h"

namespace genauth::webauthn::formats {
namespace {

constexpr std::string_view kNonceExtension = "1.2.840.113635.100.8.2";

// SEQUENCE { [1] { OCTET STRING } }.
std::string_view nonce_of(std::string_view extension) {
  const auto sequence = der::take(extension);
  if (!sequence || !sequence->is(der::kSequence) || !extension.empty()) return {};
  std::string_view inside = sequence->content;
  const auto tagged = der::take(inside);
  if (!tagged || !tagged->is_context(1) || !inside.empty()) return {};
  inside = tagged->content;
  const auto octets = der::take(inside);
  return octets && octets->is(der::kOctets) && inside.empty() ? octets->content : std::string_view();
}

}  // namespace

Outcome<Attestation> verify_apple(const cbor::Value& statement, const Subject& subject) {
  std::vector<crypto::Certificate> path = TRY(certificates_of(statement));
  const std::string to_hash = std::string(subject.authenticator_data).append(subject.client_data_hash);
  const auto extension = path.front().extension(kNonceExtension);
  if (!extension || nonce_of(*extension) != crypto::digest(crypto::Digest::kSha256, to_hash))
    return bad("apple: the certificate was made for another registration");
  TRY(check_same_key(path.front(), subject.key));
  return Attestation{AttestationType::kAnonCa, std::move(path)};
}

}  // namespace genauth::webauthn::formats
