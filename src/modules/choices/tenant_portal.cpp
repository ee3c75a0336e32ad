// Tenants that people make or join themselves while they sign in.
#include <algorithm>
#include <cctype>

#include "base/encoding.h"
#include "base/id.h"
#include "gen/dto/interactions.h"
#include "gen/error_table.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"
#include "gen/errors/sign_in_choices.h"
#include "json/codec.h"
#include "modules/applications/of_call.h"
#include "modules/audit/of_call.h"
#include "modules/authentication/flow_handle.h"
#include "modules/choices/choices.h"
#include "modules/choices/person.h"
#include "modules/choices/tenant_step.h"
#include "modules/codes/throttle.h"
#include "modules/interactions/interactions.h"
#include "modules/tenants/tenants.h"

namespace genauth::choices {
namespace {

constexpr std::int64_t kDayMs = 86'400'000, kHourMs = 3'600'000;
// A tenant is kept for ever, and a code is short enough to be guessed.
constexpr codes::Limit kCreated{"tenant_created", 5, kDayMs};
constexpr codes::Limit kWrongCodes{"tenant_code_wrong", 10, kHourMs};

Error throttled(const codes::Limit& limit, std::int64_t now_ms) {
  return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(limit, now_ms)));
}

Result<dto::StoredLoginPage> page_of(api::Call& call) {
  const applications::Handle application = TRY(applications::of(call));
  return application->settings.login_page.value_or(dto::StoredLoginPage());
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char each) { return std::tolower(each); });
  return text;
}

// RFC 1123 §2.1, with two labels at least.
bool is_domain(std::string_view text) {
  if (text.size() > 253 || text.find('.') == std::string_view::npos) return false;
  char last = '.';
  for (const char each : text) {
    const bool is_edge = each == '.' || each == '-';
    if (!is_edge && !std::isalnum(static_cast<unsigned char>(each))) return false;
    if (is_edge && last == '.') return false;
    if (each == '.' && last == '-') return false;
    last = each;
  }
  return last != '.' && last != '-';
}

Result<void> check(const NewTenant& wanted) {
  if (std::ranges::all_of(wanted.name, [](char each) { return each == ' '; }))
    return Error(errors::kRequired).with_field("data.name");
  if (!wanted.domain.empty() && !is_domain(wanted.domain))
    return Error(errors::kBadFormat)
        .with_field("data.enterpriseDomains")
        .with_arg("a domain name such as example.com");
  return {};
}

// With its founder, and open to the application that they came by alone.
Result<tenants::Tenant> found(db::Tx& tx, const api::Call& call, const users::User& user,
                              const NewTenant& wanted) {
  tenants::Tenant tenant;
  tenant.code = new_id(call.now_ms);
  tenant.name = wanted.name;
  tenant.description = wanted.description;
  tenant.creator = user.id;
  tenant.source = "application";
  tenant.source_app_id = call.app_id;
  if (!wanted.domain.empty()) tenant.enterprise_domains = "[" + json_quote(lower(wanted.domain)) + "]";
  tenant = TRY(tenants::insert(tx, call.pool_id, std::move(tenant), call.now_ms));
  TRY(tenants::add_application(tx, call.pool_id, tenant.id, call.app_id, call.now_ms));
  TRY(tenants::put_member(tx, call.pool_id, tenant, user.id, true, call.now_ms));
  TRY(audit::record_own(tx, call, "createTenant", user.id, tenant.id));
  return tenant;
}

// A proved address of one of the tenant's domains.
bool is_of_domain(const users::User& user, const tenants::Tenant& tenant) {
  if (!user.email || !user.email_verified) return false;
  const std::size_t at = user.email->rfind('@');
  if (at == std::string::npos) return false;
  const std::string domain = lower(user.email->substr(at + 1));
  return tenant.enterprise_domains.find(json_quote(domain)) != std::string::npos;
}

Result<tenants::Tenant> tenant_of(db::Session& session, const api::Call& call, const std::string& code) {
  auto tenant = TRY(tenants::find_by_code(session, call.pool_id, code));
  const bool is_there =
      tenant && tenant->enabled && (!tenant->expires_at || *tenant->expires_at > call.now_ms);
  if (!is_there || !TRY(tenants::is_open_to(session, call.pool_id, tenant->id, call.app_id)))
    return errors::kTenantCodeUnknown;
  return *std::move(tenant);
}

// A wrong code is counted, and uses nothing else up.
Result<tenants::Tenant> guessed(db::Tx& tx, const api::Call& call, const users::User& user,
                                const std::string& code) {
  if (TRY(codes::events_so_far(tx, call.pool_id, kWrongCodes, user.id, call.now_ms)) >= kWrongCodes.limit)
    return throttled(kWrongCodes, call.now_ms);
  Result<tenants::Tenant> tenant = tenant_of(tx, call, code);
  if (tenant || tenant.error().code() != errors::kTenantCodeUnknown) return tenant;
  TRY(codes::count_event(tx, call.pool_id, kWrongCodes, user.id, call.now_ms));
  return tx.refuse(tenant.error().clone());
}

}  // namespace

// The tenant stands before the sign-in goes on in it: a membership is what authentication::TenantStep asks
// for.
Result<sessions::TokenSet> create_tenant(api::Call& call, const std::string& handle,
                                         const NewTenant& wanted) {
  const authentication::OpenFlow open = TRY(authentication::open_flow(call, kTenantStep, handle));
  TRY(check(wanted));
  if (!TRY(page_of(call)).create_tenant) return errors::kTenantPortalClosed;
  const tenants::Tenant tenant = TRY(call.write([&](db::Tx& tx) -> Result<tenants::Tenant> {
    const users::User user = TRY(person_of(tx, open.facts));
    if (TRY(codes::count_event(tx, call.pool_id, kCreated, user.id, call.now_ms)) > kCreated.limit)
      return throttled(kCreated, call.now_ms);
    TRY(authentication::take_flow(tx, call, open));
    return found(tx, call, user, wanted);
  }));
  dto::StoredLoginAttempt facts = open.facts;
  facts.tenant_id = tenant.id;
  auto tokens = authentication::go_on_with(call, std::move(facts), kTenantStep, {});
  if (tokens || error_row(tokens.error().code()).status_code < 400) return tokens;
  TRY(call.write([&](db::Tx& tx) { return interactions::forget_demand(tx, call); }));
  return Error(errors::kTenantCreated).with_data(json::encode(dto::TenantCreatedDto{tenant.id, tenant.name}));
}

Result<sessions::TokenSet> join_tenant(api::Call& call, const std::string& handle, const std::string& code) {
  const authentication::OpenFlow open = TRY(authentication::open_flow(call, kTenantStep, handle));
  const dto::StoredLoginPage page = TRY(page_of(call));
  if (!page.join_tenant) return errors::kTenantPortalClosed;
  const tenants::Tenant tenant = TRY(call.write([&](db::Tx& tx) -> Result<tenants::Tenant> {
    const users::User user = TRY(person_of(tx, open.facts));
    tenants::Tenant joined = TRY(guessed(tx, call, user, code));
    if (page.verify_domain && !is_of_domain(user, joined)) return errors::kTenantDomainMismatch;
    if (TRY(tenants::find_member(tx, call.pool_id, joined.id, user.id))) return joined;
    TRY(tenants::put_member(tx, call.pool_id, joined, user.id, false, call.now_ms));
    TRY(audit::record_own(tx, call, "joinTenant", user.id, joined.id));
    return joined;
  }));
  dto::StoredLoginAttempt facts = open.facts;
  facts.tenant_id = tenant.id;
  authentication::Proof proof;
  proof.spend = [&](db::Tx& tx) { return authentication::take_flow(tx, call, open); };
  return authentication::go_on_with(call, std::move(facts), kTenantStep, proof);
}

}  // namespace genauth::choices
