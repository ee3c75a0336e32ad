// What protects an account when its owner, or somebody else, changes it: who is told, what ends, what a link
// in a notice can undo, and the password rules at sign-in. Other modules that change how somebody signs in
// call settle() in the unit of the change.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "base/result.h"
#include "locale/language.h"
#include "modules/authentication/login.h"
#include "modules/tickets/tickets.h"
#include "modules/users/users.h"

namespace genauth::account_security {

enum class Change : std::uint8_t { kPassword, kEmail, kPhone, kFactor, kDeletion, kIdentity };

// In the unit of the change, after it. Ends the sessions and refresh tokens of the user, but for the caller's
// own if the caller is the user; writes messages to the old and the new address (or, where no address
// changed, to one that the account has) with a link for "this was not me". An account whose pool has no
// service for a channel is not told through it.
//
// An address that was bound or changed within kFreshMs may be a thief's: the notice to it carries no link.
// A change of the password or of the accounts elsewhere also ends sign-ins that wait for their second factor.
Result<void> settle(const api::Call& call, db::Tx& tx, const users::User& before, const users::User& after,
                    Change change);

// A factor that came onto the account, which the link can take off again; nothing named: one went.
struct FactorChange {
  std::string_view kind = {};  // OTP, SMS, EMAIL, PASSKEY; kIdentityKind
  std::string id = {};
};
// The same for a change of factors.
Result<void> settle_factor(const api::Call& call, db::Tx& tx, const users::User& user,
                           const FactorChange& change);

// Where an account is changed, and by whom: in a call, or at the end of a sign-in that is no call's any more.
struct Scene {
  const api::Services& services;
  std::string_view pool_id, app_id;
  locale::Language language = locale::Language::kZhCn;
  std::string_view user_id = {}, session_id = {};  // who changes it: that session of this user goes on
  std::int64_t now_ms = 0;
};
Scene scene_of(const api::Call& call);

// The same for an account elsewhere that came onto the account, which the link can take off again; without an
// id one went.
inline constexpr std::string_view kIdentityKind = "IDENTITY";
Result<void> settle_identity(const Scene& scene, db::Tx& tx, const users::User& user,
                             std::string_view identity_id = {});

// So long after it came onto an account or changed there, an address alone proves nothing about its owner.
constexpr std::int64_t kFreshMs = 72 * 3'600'000LL;
bool is_fresh(const std::optional<std::int64_t>& changed_at, std::int64_t now_ms);

// Strong factors that other modules keep (a passkey, an authenticator app): an account with one is not reset
// by SMS alone.
class FactorSource {
 public:
  virtual ~FactorSource() = default;
  virtual Result<bool> has_strong_factor(db::Session& session, std::string_view pool_id,
                                         std::string_view user_id) const = 0;
};
struct FactorSources {
  std::vector<const FactorSource*> sources;
};
// Any of them, or the authenticator secret that the user's own row has.
Result<bool> has_strong_factor(db::Session& session, const FactorSources& sources, std::string_view pool_id,
                               std::string_view user_id);

// Where links in messages begin: from the configuration, never from what a client sent.
struct PublicOrigin {
  std::string url;  // "https://login.example.com", no slash at the end
};

// Sign-ins that need a new password first: 1639 (first sign-in of an account that an administrator made, or
// that was registered by a code, where the pool has complete_password_after_code), 2058 (the password's time
// is over, or an administrator asked), 2071 (it breaks the pool's rules of today, if
// password_check_at_login). `data` brings a passwordResetToken for reset-password, but for 2058 only after
// the old password was proved in this sign-in. Stands behind the second factor, so that nobody changes a
// password before it.
class PasswordStep final : public authentication::LoginStep {
 public:
  explicit PasswordStep(const tickets::Tickets& tickets) : tickets_(tickets) {}
  std::string_view name() const override { return "password"; }
  void look_at_password(authentication::Attempt& attempt, const pools::Settings& settings) const override;
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;

 private:
  authentication::Demand demand(Code code, const authentication::Attempt& attempt, bool with_token) const;
  const tickets::Tickets& tickets_;
};

}  // namespace genauth::account_security
