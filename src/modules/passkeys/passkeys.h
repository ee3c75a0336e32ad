// Passkeys: the credentials that people sign in with instead of a password (WebAuthn). The public door of the
// module: finding, adding, using, renaming and removing them. Nobody else knows the table.
//
// Functions take the pool first and never look beyond it. Thread-safe for distinct sessions. The protocol
// itself is src/webauthn.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::passkeys {

// Enough for every device a person has; bounds what a sign-in page is told.
constexpr std::size_t kMaxPerUser = 20;

struct Passkey {
  std::string pool_id, credential_id;  // base64url
  std::string user_id;
  std::string app_id, rp_id;  // where it was registered, and the host that it is good for
  std::string public_key;     // COSE, bytes
  std::int64_t algorithm = 0, sign_count = 0;
  std::string aaguid;  // as people write it: 8-4-4-4-12 hex digits
  std::vector<std::string> transports;
  std::string attestation_format, attestation_type;
  bool attestation_trusted = false;
  bool user_verified = false;  // when it was registered
  bool backup_eligible = false, backed_up = false;
  std::string name, authenticator_code;      // fingerprint | face | other
  std::optional<std::int64_t> suspected_at;  // its counter went back then
  std::int64_t created_at = 0;
  std::optional<std::int64_t> last_used_at;
};

// All of a user's, the newest first.
Result<std::vector<Passkey>> list(db::Session& session, std::string_view pool_id, std::string_view user_id);
Result<std::optional<Passkey>> find(db::Session& session, std::string_view pool_id,
                                    std::string_view credential_id);

// kPasskeyTaken if the credential belongs to anybody already, kPasskeyLimit.
Result<void> insert(db::Tx& tx, const Passkey& passkey);
// What a good assertion said. kPasskeyCopied if the counter did not grow, also when another request was
// faster with the same answer.
Result<void> record_use(db::Tx& tx, std::string_view pool_id, std::string_view credential_id,
                        std::int64_t sign_count, bool backed_up, std::int64_t now_ms);
// Remembers that there may be two of it.
Result<void> suspect(db::Tx& tx, std::string_view pool_id, std::string_view credential_id,
                     std::int64_t now_ms);
// kPasskeyNotFound.
Result<void> rename(db::Tx& tx, std::string_view pool_id, std::string_view credential_id,
                    std::string_view name);
Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view credential_id);

// As the modules below this one name a passkey among other factors.
constexpr std::string_view kFactorKind = "PASSKEY";
// One passkey, for users::CredentialKeepers; anything that is not this user's passkey is left.
Result<void> take_off(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view kind,
                      std::string_view id);

// Removes some of a user's passkeys, all in this unit. kLastLoginMethod if the account could not be signed in
// to afterwards. What follows a change of factors (account_security::settle) is the caller's to do.
Result<void> remove_own(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                        const std::vector<std::string>& credential_ids);

}  // namespace genauth::passkeys
