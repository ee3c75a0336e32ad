// What else proves that somebody is a user, beside the password: second factors, passkeys, trusted devices.
// Modules above this one keep them; src/app brings how each forgets those of one user.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::users {

// In the unit. For an account whose rightful owner has only now proved the address: whoever made it must not
// keep a way in.
using ForgetCredentials = Result<void> (*)(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                           std::int64_t now_ms);
// Whether the user could sign in with what such a module keeps, and with nothing else.
using HasCredential = Result<bool> (*)(db::Session& session, std::string_view pool_id,
                                       std::string_view user_id);
// Takes one thing off; for a `kind` of another module ("OTP", "SMS", "EMAIL", "PASSKEY", "IDENTITY"), or an
// `id` that the user does not have, nothing happens.
using TakeOffCredential = Result<void> (*)(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                           std::string_view kind, std::string_view id);
struct CredentialKeepers {
  std::vector<ForgetCredentials> forget;
  std::vector<HasCredential> sign_in;  // passkeys, but not second factors
  std::vector<TakeOffCredential> take_off = {};
};

}  // namespace genauth::users
