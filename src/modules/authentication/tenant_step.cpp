#include "modules/authentication/tenant_step.h"

#include "gen/errors/tenants.h"
#include "modules/tenants/tenants.h"

namespace genauth::authentication {

Result<std::optional<Demand>> TenantStep::examine(db::Session& session, const Attempt& attempt,
                                                  const pools::Settings&) const {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  if (facts.tenant_id.empty()) return std::optional<Demand>();
  for (const tenants::Membership& membership :
       TRY(tenants::of_user(session, facts.pool_id, facts.user_id, attempt.now_ms))) {
    if (membership.tenant_id != facts.tenant_id) continue;
    if (!TRY(tenants::is_open_to(session, facts.pool_id, facts.tenant_id, facts.app_id))) break;
    return std::optional<Demand>();
  }
  return Error(errors::kNotTenantMember).with_arg(facts.tenant_id);
}

}  // namespace genauth::authentication
