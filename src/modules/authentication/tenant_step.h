// Who asks to be signed in to a tenant must belong to it.
#pragma once
#include "modules/authentication/login.h"

namespace genauth::authentication {

// The tenant's id becomes a claim of the tokens, which applications trust. kNotTenantMember, alike for a
// tenant that is not there, is disabled or has expired, for one that is not open to the application, and for
// people who are no members.
class TenantStep final : public LoginStep {
 public:
  std::string_view name() const override { return "tenant"; }
  Result<std::optional<Demand>> examine(db::Session& session, const Attempt& attempt,
                                        const pools::Settings& settings) const override;
};

}  // namespace genauth::authentication
