#include "modules/passkeys/passkey_dto.h"

#include "base/encoding.h"

namespace genauth::passkeys {

dto::PasskeyDto to_dto(const Passkey& passkey) {
  dto::PasskeyDto shown;
  shown.credentialId = passkey.credential_id;
  shown.userId = passkey.user_id;
  shown.name = passkey.name;
  shown.authenticatorCode = passkey.authenticator_code;
  shown.rpId = passkey.rp_id;
  shown.appId = passkey.app_id;
  shown.algorithm = passkey.algorithm;
  shown.transports = passkey.transports;
  shown.aaguid = passkey.aaguid;
  shown.attestationFormat = passkey.attestation_format;
  shown.attestationType = passkey.attestation_type;
  shown.attestationTrusted = passkey.attestation_trusted;
  shown.userVerified = passkey.user_verified;
  shown.backupEligible = passkey.backup_eligible;
  shown.backedUp = passkey.backed_up;
  shown.signCount = passkey.sign_count;
  shown.suspectedCopy = passkey.suspected_at.has_value();
  shown.createdAt = iso8601_ms(passkey.created_at);
  if (passkey.last_used_at) shown.lastUsedAt = iso8601_ms(*passkey.last_used_at);
  return shown;
}

}  // namespace genauth::passkeys
