#include "webauthn/ceremony.h"

#include <algorithm>

#include "base/result.h"
#include "crypto/digest.h"
#include "crypto/key_numbers.h"
#include "webauthn/client_data.h"

namespace genauth::webauthn {
namespace {

// §7.1 steps 7 to 12, §7.2 steps 10 to 14.
Outcome<ClientData> check_client_data(std::string_view json, std::string_view type,
                                      const Expected& expected) {
  ClientData client = TRY(parse_client_data(json));
  if (client.type != type) return Error{Kind::kWrongType, "client data of type " + client.type};
  if (!crypto::equal_constant_time(client.challenge, expected.challenge))
    return Error{Kind::kWrongChallenge, "an answer to another challenge"};
  if (std::ranges::find(expected.origins, client.origin) == expected.origins.end())
    return Error{Kind::kWrongOrigin, "not expected from " + client.origin};
  // Inside a frame of another site nobody sees whom they sign in to; we send no permissions policy for it.
  if (!client.top_origin.empty() &&
      std::ranges::find(expected.origins, client.top_origin) == expected.origins.end())
    return Error{Kind::kWrongOrigin, "within a page of " + client.top_origin};
  if (client.cross_origin && client.top_origin.empty())
    return Error{Kind::kWrongOrigin, "within a page of another site"};
  return client;
}

// §7.1 steps 14 to 18, §7.2 steps 15 to 19.
Outcome<void> check_authenticator(const AuthenticatorData& data, const Expected& expected) {
  if (data.rp_id_hash != crypto::sha256(expected.rp_id))
    return Error{Kind::kWrongRelyingParty, "made for another rp.id than " + std::string(expected.rp_id)};
  if (expected.user_presence && !data.user_present) return Error{Kind::kUserAbsent, "nobody was present"};
  return {};
}

// §7.1 step 16, §7.2 step 17.
Outcome<void> check_verification(const AuthenticatorData& data, const Expected& expected) {
  if (expected.user_verification && !data.user_verified)
    return Error{Kind::kUserUnverified, "the user was not verified"};
  return {};
}

// §7.1 steps 23 and 24: a self-made statement has no path and is never trusted.
Outcome<bool> judge(const Attestation& attestation, const Trust& trust) {
  const bool trusted = !attestation.path.empty() &&
                       crypto::check_chain(attestation.path, trust.anchors, trust.now_ms).has_value();
  if (!trusted && trust.required)
    return Error{Kind::kUntrusted,
                 "an attestation of type " + std::string(text(attestation.type)) + " without an anchor"};
  return trusted;
}

}  // namespace

Outcome<Registration> verify_registration(const RegistrationAnswer& answer, const Expected& expected,
                                          const Trust& trust) {
  const ClientData client = TRY(check_client_data(answer.client_data, "webauthn.create", expected));
  const AttestationObject object = TRY(parse_attestation_object(answer.attestation_object));
  const AuthenticatorData data = TRY(parse_authenticator_data(object.authenticator_data));
  TRY(check_authenticator(data, expected));
  TRY(check_verification(data, expected));
  if (!data.attested) return Error{Kind::kMalformed, "authenticator data without a credential"};
  const CoseKey key = TRY(parse_cose_key(data.attested->public_key));
  const std::string hash = crypto::sha256(answer.client_data);
  const Attestation attestation = TRY(verify_statement(object, {data, key, object.authenticator_data, hash}));
  const bool trusted = TRY(judge(attestation, trust));

  Registration made;
  made.credential_id = data.attested->credential_id;
  made.public_key = data.attested->public_key;
  made.algorithm = key.algorithm;
  made.sign_count = data.sign_count;
  made.aaguid = data.attested->aaguid;
  made.user_verified = data.user_verified;
  made.backup_eligible = data.backup_eligible;
  made.backed_up = data.backed_up;
  made.format = object.format;
  made.attestation = attestation.type;
  made.trusted = trusted;
  made.origin = client.origin;
  return made;
}

Outcome<Assertion> verify_assertion(const AssertionAnswer& answer, const Expected& expected,
                                    const Known& known) {
  const ClientData client = TRY(check_client_data(answer.client_data, "webauthn.get", expected));
  const AuthenticatorData data = TRY(parse_authenticator_data(answer.authenticator_data));
  TRY(check_authenticator(data, expected));
  const CoseKey key = TRY(parse_cose_key(known.public_key));
  const std::string text = std::string(answer.authenticator_data) + crypto::sha256(answer.client_data);
  if (!crypto::is_signed_by(key.key, text, answer.signature))
    return Error{Kind::kBadSignature, "wrong signature"};
  // Told apart from other refusals, so only now: who has no key does not learn whether there is such a
  // passkey.
  TRY(check_verification(data, expected));
  // §7.2 step 19: eligibility is for life. Looked at after the signature, so that only the authenticator can
  // say so.
  if (data.backup_eligible != known.backup_eligible)
    return Error{Kind::kInconsistentFlags, "the eligibility for backup has changed"};

  Assertion made;
  made.sign_count = data.sign_count;
  made.user_verified = data.user_verified;
  made.backed_up = data.backed_up;
  made.counter_regressed =
      (data.sign_count != 0 || known.sign_count != 0) && data.sign_count <= known.sign_count;
  made.origin = client.origin;
  return made;
}

}  // namespace genauth::webauthn
