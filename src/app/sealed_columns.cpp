#include "app/sealed_columns.h"

namespace genauth::app {

std::span<const SealedColumn> sealed_columns() {
  static const std::vector<SealedColumn> kSealed = {
      {"installation", "value", "", "name", {"name"}, "name not in ('born_in', 'master_key_check')"},
      {"applications", "secret", "pool_id", "id", {"id"}},
      {"applications", "previous_secret", "pool_id", "id", {"id"}},
      {"access_keys", "secret", "pool_id", "id", {"id"}},
      {"signing_keys", "private_key", "pool_id", "id", {"pool_id", "id"}},
      {"pairwise_keys", "secret", "pool_id", "pool_id", {"pool_id"}},
      {"user_identities", "access_token", "pool_id", "id", {"pool_id", "user_id", "id"}},
      {"user_identities", "refresh_token", "pool_id", "id", {"pool_id", "user_id", "id"}},
      {"user_otp", "secret", "pool_id", "user_id", {"pool_id", "user_id"}},
      {"messages", "body", "pool_id", "id", {"pool_id", "id"}},
      {"refresh_tokens", "successor", "pool_id", "id", {"pool_id", "id"}},
      {"tickets", "payload", "pool_id", "id", {"pool_id", "id"}},
      {"qr_logins", "ticket", "pool_id", "id", {"pool_id", "id"}},
      {"push_pings", "payload", "pool_id", "id", {"pool_id", "id"}},
      {"identity_connections", "fields", "pool_id", "id", {"pool_id", "id"}},
      {"email_providers", "provider", "pool_id", "pool_id", {"pool_id"}},
  };
  return kSealed;
}

std::span<const PlainColumn> plain_columns() {
  static constexpr std::string_view kHash = "a hash: nothing can be read from it";
  static constexpr PlainColumn kPlain[] = {
      {"codes", "code_hmac", kHash},
      {"captchas", "answer_hmac", kHash},
      {"refresh_tokens", "secret_hash", kHash},
      {"browser_sessions", "secret_hash", kHash},
      {"opaque_tokens", "token_hash", kHash},
      {"risk_names", "name", kHash},
      {"administrators", "setup_hash", kHash},
      {"tickets", "secret_hash", kHash},
      {"audit_seals", "chain", kHash},
      {"audit_seals", "event_ids", "names of rows"},
      {"passkeys", "public_key", "a public key"},
      {"user_otp", "recovery_code", kHash},
      {"invitation_links", "secret_hash", kHash},
      {"mfa_factors", "reference", "the name of an enrolment at a face service"},
      {"mfa_places", "place", kHash},
      {"mfa_remembered", "secret", kHash},
      {"push_logins", "secret_hash", kHash},
      {"qr_logins", "holder_hash", kHash},
      {"qr_logins", "secret_hash", kHash},
      {"used_proofs", "digest", kHash},
      {"device_codes", "secret_hash", kHash},
      {"device_codes", "user_code_hash", kHash},
      {"dynamic_clients", "token_hash", kHash},
      {"mobile_sessions", "device_hash", kHash},
      {"mobile_sessions", "secret_hash", kHash},
      {"application_pictures", "bytes", "a picture of pages that everybody may see"},
      {"user_photos", "jpeg", "a picture that its owner shows to everybody"},
  };
  return kPlain;
}

}  // namespace genauth::app
