#include "gen/dto/interactions.h"
#include "gen/errors/sign_in_choices.h"
#include "json/codec.h"
#include "modules/authentication/flow_handle.h"
#include "modules/choices/choices.h"
#include "modules/tenants/tenants.h"

namespace genauth::choices {
namespace {

constexpr std::string_view kStepName = "tenant_choice";

}  // namespace

std::string_view TenantChoice::name() const {
  return kStepName;
}

Result<std::optional<authentication::Demand>> TenantChoice::examine(db::Session& session,
                                                                    const authentication::Attempt& attempt,
                                                                    const pools::Settings&) const {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  if (!attempt.application->settings.tenant_choice || !facts.tenant_id.empty())
    return std::optional<authentication::Demand>();
  dto::TenantChoiceDemandDto data;
  for (const tenants::Membership& each :
       TRY(tenants::of_user(session, facts.pool_id, attempt.user.id, attempt.now_ms)))
    if (TRY(tenants::is_open_to(session, facts.pool_id, each.tenant_id, facts.app_id)))
      data.tenants.push_back({each.tenant_id, each.tenant_name});
  if (data.tenants.empty()) return std::optional<authentication::Demand>();
  data.expiresIn = authentication::kFlowHandleTtlMs / 1000;
  authentication::Demand demand{errors::kTenantChoice};
  demand.data = [this, data, facts, now_ms = attempt.now_ms](db::Tx& tx) -> Result<std::string> {
    dto::TenantChoiceDemandDto shown = data;
    shown.flowHandle = TRY(authentication::issue_flow_handle(tx, tickets_, kStepName, facts, now_ms));
    return json::encode(shown);
  };
  return std::optional(std::move(demand));
}

// Whether it is one of theirs is asked by authentication::TenantStep, as of every sign-in to a tenant.
Result<sessions::TokenSet> choose_tenant(api::Call& call, const std::string& handle,
                                         const std::string& tenant_id) {
  const authentication::OpenFlow open = TRY(authentication::open_flow(call, kStepName, handle));
  dto::StoredLoginAttempt facts = open.facts;
  facts.tenant_id = tenant_id;
  authentication::Proof proof;
  proof.spend = [&](db::Tx& tx) { return authentication::take_flow(tx, call, open); };
  return authentication::go_on_with(call, std::move(facts), kStepName, proof);
}

}  // namespace genauth::choices
