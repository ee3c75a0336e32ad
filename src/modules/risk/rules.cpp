// Where the lists act: at sign-in, at registration, and after failures.
#include "gen/dto/risk.h"
#include "gen/errors/risk.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "modules/audit/audit.h"
#include "modules/codes/throttle.h"
#include "modules/risk/risk.h"
#include "net/address.h"

namespace genauth::risk {
namespace {

using Rule = dto::RiskListPolicyCreateDto;
constexpr std::int64_t kMinuteMs = 60'000;

bool counts(const Rule& rule, const authentication::Failure& failure, const Standing& standing) {
  const std::string_view event = failure.user_id.empty() ? "account_wrong" : "password_wrong";
  if (rule.eventStateType != event) return false;
  if (rule.ipRange == "NOT_IN_WHITE_LIST" && standing.address_trusted) return false;
  if (rule.userRange == "NOT_IN_WHITE_LIST" && standing.user_trusted) return false;
  return rule.action != "ADD_USER_BLACK_LIST" || !failure.user_id.empty();
}

// What the failures are counted by: one address, one user, both, or all of the pool.
std::string subject_of(const Rule& rule, const authentication::Failure& failure) {
  std::string subject = rule.ipCond == "ONE" ? net::address_prefix(failure.client_ip) : "*";
  return subject.append(" ").append(rule.userCond == "ONE" ? failure.user_id : "*");
}

// An IPv6 host has its /64; blocking one address of it would block nothing.
std::string blocked_address(std::string_view client_ip) {
  const auto address = net::Address::parse(client_ip);
  return address && !address->is_v4() ? address->prefix() : std::string(client_ip);
}

Result<void> block(db::Tx& tx, const Names& names, const Rule& rule, const authentication::Failure& failure) {
  Entry entry{.id = {},
              .kind = rule.action == "ADD_IP_BLACK_LIST" ? Kind::kAddress : Kind::kUser,
              .subject = {},
              .expires_at = {}};
  entry.subject =
      entry.kind == Kind::kAddress ? blocked_address(failure.client_ip) : std::string(failure.user_id);
  entry.add_type = "POLICY";
  entry.remove_type = rule.removeType;
  entry.forbids_login = rule.limitList == "FORBID_LOGIN";
  entry.forbids_register = rule.limitList == "FORBID_REGISTER";
  if (rule.removeType == "SCHEDULE") entry.expires_at = failure.now_ms + kScheduledMs;
  TRY(put(tx, failure.pool_id, entry, failure.now_ms));
  if (entry.kind == Kind::kUser && entry.forbids_register)
    TRY(names.remember(tx, failure.pool_id, entry.subject));
  return audit::record(tx,
                       {.pool_id = failure.pool_id,
                        .type = "riskListPolicyHit",
                        .app_id = failure.app_id,
                        .user_id = failure.user_id,
                        .client_ip = failure.client_ip,
                        .detail = entry.subject},
                       failure.now_ms);
}

}  // namespace

void SignInStep::expect(db::Session& session, const authentication::Attempt& attempt) const {
  expect_standing(session, attempt.facts.pool_id, attempt.facts.client_ip, attempt.facts.user_id,
                  attempt.now_ms);
}

Result<std::optional<authentication::Demand>> SignInStep::examine(db::Session& session,
                                                                  const authentication::Attempt& attempt,
                                                                  const pools::Settings&) const {
  const Standing found = TRY(standing(session, attempt.facts.pool_id, attempt.facts.client_ip,
                                      attempt.facts.user_id, attempt.now_ms));
  if (found.login_forbidden) return errors::kSignInForbidden;
  return std::optional<authentication::Demand>();
}

Result<void> SignInStep::failed(db::Tx& tx, const authentication::Failure& failure) const {
  if (failure.proved) return {};
  const Page<Policy> all = TRY(policies(tx, failure.pool_id, "", kPoliciesMax, 0));
  if (all.list.empty()) return {};
  const Standing found =
      TRY(standing(tx, failure.pool_id, failure.client_ip, failure.user_id, failure.now_ms));
  for (const Policy& policy : all.list) {
    const json::Document document = TRY(json::Document::parse(policy.rule_json));
    const Rule rule = TRY(json::decode<Rule>(document));
    if (!counts(rule, failure, found)) continue;
    const std::string scope = "risk:" + policy.id;
    const codes::Limit limit{scope, rule.countThr, rule.timeRange * kMinuteMs};
    const std::int64_t count =
        TRY(codes::count_event(tx, failure.pool_id, limit, subject_of(rule, failure), failure.now_ms));
    if (count == rule.countThr) TRY(block(tx, names_, rule, failure));
  }
  return {};
}

Result<void> RegistrationCheck::check(db::Session& session,
                                      const authentication::RegistrationScene& scene) const {
  const Standing found = TRY(standing(session, scene.user.pool_id, scene.client_ip, "", scene.now_ms));
  if (found.register_forbidden || TRY(names_.is_blocked(session, scene.user, scene.now_ms)))
    return errors::kRegistrationForbidden;
  return {};
}

}  // namespace genauth::risk
