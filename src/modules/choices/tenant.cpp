#include "gen/dto/interactions.h"
#include "gen/errors/sign_in_choices.h"
#include "gen/errors/tenants.h"
#include "json/codec.h"
#include "modules/authentication/flow_handle.h"
#include "modules/choices/choices.h"
#include "modules/choices/tenant_step.h"
#include "modules/tenants/tenants.h"

namespace genauth::choices {
namespace {

// Those of the person that the application is open to.
Result<std::vector<tenants::Membership>> open_tenants(db::Session& session,
                                                      const dto::StoredLoginAttempt& facts,
                                                      std::int64_t now_ms) {
  std::vector<tenants::Membership> open;
  for (tenants::Membership& each : TRY(tenants::of_user(session, facts.pool_id, facts.user_id, now_ms)))
    if (TRY(tenants::is_open_to(session, facts.pool_id, each.tenant_id, facts.app_id)))
      open.push_back(std::move(each));
  return open;
}

}  // namespace

std::string_view TenantChoice::name() const {
  return kTenantStep;
}

Result<std::optional<authentication::Demand>> TenantChoice::examine(db::Session& session,
                                                                    const authentication::Attempt& attempt,
                                                                    const pools::Settings&) const {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  if (!attempt.application->settings.tenant_choice || !facts.tenant_id.empty())
    return std::optional<authentication::Demand>();
  const auto page = attempt.application->settings.login_page.value_or(dto::StoredLoginPage());
  dto::TenantChoiceDemandDto data;
  for (const tenants::Membership& each : TRY(open_tenants(session, facts, attempt.now_ms))) {
    dto::TenantToChooseDto& shown = data.tenants.emplace_back();
    shown.tenantId = each.tenant_id;
    shown.name = each.tenant_name;
    if (!page.join_tenant || !each.is_admin) continue;
    if (const auto tenant = TRY(tenants::find(session, facts.pool_id, each.tenant_id)))
      shown.code = tenant->code;
  }
  data.canCreate = page.create_tenant;
  data.canJoin = page.join_tenant;
  if (data.tenants.empty() && !data.canCreate && !data.canJoin)
    return std::optional<authentication::Demand>();
  data.expiresIn = authentication::kFlowHandleTtlMs / 1000;
  authentication::Demand demand{errors::kTenantChoice};
  demand.data = [this, data, facts, now_ms = attempt.now_ms](db::Tx& tx) -> Result<std::string> {
    dto::TenantChoiceDemandDto shown = data;
    shown.flowHandle = TRY(authentication::issue_flow_handle(tx, tickets_, kTenantStep, facts, now_ms));
    return json::encode(shown);
  };
  return std::optional(std::move(demand));
}

// Whether it is one of theirs is asked by authentication::TenantStep, as of every sign-in to a tenant.
Result<sessions::TokenSet> choose_tenant(api::Call& call, const std::string& handle,
                                         const std::string& tenant_id) {
  const authentication::OpenFlow open = TRY(authentication::open_flow(call, kTenantStep, handle));
  dto::StoredLoginAttempt facts = open.facts;
  facts.tenant_id = tenant_id;
  if (tenant_id.empty()) {
    const auto theirs =
        TRY(call.read([&](db::Session& session) { return open_tenants(session, facts, call.now_ms); }));
    if (!theirs.empty()) return errors::kNotTenantMember;
  }
  authentication::Proof proof;
  proof.spend = [&](db::Tx& tx) { return authentication::take_flow(tx, call, open); };
  return authentication::go_on_with(call, std::move(facts), kTenantStep, proof);
}

}  // namespace genauth::choices
