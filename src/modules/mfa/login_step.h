// The second factor as a step of every sign-in (authentication/login.h), and the same demand outside of one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "gen/dto/mfa.h"
#include "modules/authentication/login.h"
#include "modules/mfa/attempts.h"
#include "modules/mfa/policy.h"

namespace genauth::mfa {

constexpr std::string_view kStepName = "mfa";
// How long a place counts where the trigger is adaptive.
constexpr std::int64_t kPlaceTtlMs = std::int64_t{30} * 86'400'000;

// What the caller of a sign-in gets who must show a second factor, with the token in it.
dto::GetMfaInfoDataDto trigger_data(const users::User& user, const std::vector<Factor>& factors,
                                    const std::vector<Type>& offered, std::string token);

// Thread-safe.
class Step final : public authentication::LoginStep {
 public:
  Step(const crypto::Sealer& sealer, const Attempts& attempts, const Means& means)
      : sealer_(sealer), attempts_(attempts), means_(means) {}

  std::string_view name() const override { return kStepName; }
  Result<void> recognise(db::Session& session, authentication::Attempt& attempt) const override;
  void expect(db::Session& session, const authentication::Attempt& attempt) const override;
  // Demands kMfaTotpRequired (1635) or kMfaRequired (1636); kMfaNoWayLeft if nothing can be asked for.
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;
  // Writes down that an application's sign-in went around the second factor (direct_api_skips_mfa).
  Result<void> signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                         const sessions::Draft& draft) const override;

 private:
  Result<bool> is_familiar(db::Session& session, const authentication::Attempt& attempt,
                           const pools::Settings& settings) const;

  const crypto::Sealer& sealer_;
  const Attempts& attempts_;
  const Means& means_;
};

}  // namespace genauth::mfa
