// Format android-key (WebAuthn §8.4): the key store of an Android device.
#include "base/result.h"
#include "crypto/key_numbers.h"
#include "webauthn/attestation.h"
#include "webauthn/der.h"

namespace genauth::webauthn::formats {
namespace {

constexpr std::string_view kDescriptionExtension = "1.3.6.1.4.1.11129.2.1.17";
// Tags and values of the key attestation schema (Android Open Source Project, keymaster).
constexpr std::uint32_t kTagPurpose = 1, kTagAllApplications = 600, kTagOrigin = 702;
constexpr std::uint32_t kPurposeSign = 2, kOriginGenerated = 0;

struct Description {
  std::string_view challenge, software, tee;  // the two authorization lists
};

// KeyDescription ::= SEQUENCE { attestationVersion, attestationSecurityLevel, keymasterVersion,
//   keymasterSecurityLevel, attestationChallenge, uniqueId, softwareEnforced, teeEnforced }
std::optional<Description> parse_description(std::string_view extension) {
  const auto sequence = der::take(extension);
  if (!sequence || !sequence->is(der::kSequence) || !extension.empty()) return std::nullopt;
  std::string_view rest = sequence->content;
  der::Element parts[8];
  for (der::Element& part : parts) {
    const auto element = der::take(rest);
    if (!element) return std::nullopt;
    part = *element;
  }
  if (!parts[4].is(der::kOctets) || !parts[6].is(der::kSequence) || !parts[7].is(der::kSequence))
    return std::nullopt;
  return Description{parts[4].content, parts[6].content, parts[7].content};
}

// What an authorization list says of the few things that matter here.
struct Authorization {
  bool readable = true, all_applications = false, has_origin = false, generated = false;
  bool has_purpose = false, only_signs = true;
};

void note_purpose(std::string_view set_bytes, Authorization& found) {
  const auto set = der::take(set_bytes);
  if (!set || !set->is(der::kSet)) {
    found.readable = false;
    return;
  }
  std::string_view members = set->content;
  while (!members.empty()) {
    const auto member = der::take(members);
    found.has_purpose = true;
    if (!member || der::small_number(*member) != kPurposeSign) found.only_signs = false;
    if (!member) return;
  }
}

Authorization parse_authorization(std::string_view list) {
  Authorization found;
  while (!list.empty()) {
    const auto element = der::take(list);
    if (!element) {
      found.readable = false;
      break;
    }
    std::string_view inside = element->content;
    if (element->is_context(kTagAllApplications)) found.all_applications = true;
    if (element->is_context(kTagPurpose)) note_purpose(inside, found);
    if (element->is_context(kTagOrigin)) {
      const auto number = der::take(inside);
      found.has_origin = true;
      found.generated = number && der::small_number(*number) == kOriginGenerated;
    }
  }
  return found;
}

// Either list may carry them: we accept keys of any Android, not only those in hardware (§8.4). Origin and
// purpose must not say otherwise where they are given; the specification's own test vector (§16) gives none.
Outcome<void> check_authorizations(const Description& description) {
  const Authorization software = parse_authorization(description.software);
  const Authorization tee = parse_authorization(description.tee);
  if (!software.readable || !tee.readable) return bad("android-key: an unreadable authorization list");
  if (software.all_applications || tee.all_applications)
    return bad("android-key: the key is not bound to one application");
  const auto fits = [](const Authorization& list) {
    return (!list.has_origin || list.generated) && (!list.has_purpose || list.only_signs);
  };
  if (!fits(software) || !fits(tee)) return bad("android-key: not a key generated for signing");
  return {};
}

}  // namespace

Outcome<Attestation> verify_android_key(const cbor::Value& statement, const Subject& subject) {
  std::vector<crypto::Certificate> path = TRY(certificates_of(statement));
  const cbor::Value* alg = statement.find("alg");
  if (alg == nullptr || alg->integer_or(0) != subject.key.algorithm)
    return bad("android-key: alg is not the credential's");
  TRY(check_same_key(path.front(), subject.key));
  const std::string signed_text = std::string(subject.authenticator_data).append(subject.client_data_hash);
  if (!crypto::is_signed_by(subject.key.key, signed_text, bytes_of(statement, "sig")))
    return bad("android-key: wrong signature");
  const auto extension = path.front().extension(kDescriptionExtension);
  if (!extension) return bad("android-key: the certificate says nothing of the key");
  const auto description = parse_description(*extension);
  if (!description) return bad("android-key: an unreadable description of the key");
  if (description->challenge != subject.client_data_hash)
    return bad("android-key: the certificate was made for another registration");
  TRY(check_authorizations(*description));
  return Attestation{AttestationType::kBasic, std::move(path)};
}

}  // namespace genauth::webauthn::formats
