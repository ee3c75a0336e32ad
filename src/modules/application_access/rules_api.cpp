// Looking at who may enter: list-applications-auth, list-subject-auth, get-subject-auth-detail.
#include <algorithm>
#include <map>

#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/ops/application_access.h"
#include "modules/application_access/application_access.h"
#include "modules/application_access/targets.h"

namespace genauth::ops {
namespace {

using application_access::Known;
using application_access::Rule;
using applications::Application;
using Words = std::vector<std::string>;

constexpr std::string_view kAllow = "ALLOW", kDeny = "DENY";
constexpr std::string_view kTypes[] = {"USER", "ROLE", "GROUP", "ORG", "AK_SK"};

std::string effect_of(const Rule& rule) {
  return std::string(rule.allows ? kAllow : kDeny);
}

bool has(const std::optional<Words>& words, std::string_view word) {
  return !words || words->empty() || std::ranges::find(*words, word) != words->end();
}

Result<Words> stored_types(const std::optional<Words>& wire_types) {
  Words types;
  for (const std::string& type : wire_types.value_or(Words())) {
    if (std::ranges::find(kTypes, type) == std::end(kTypes))
      return Error(errors::kMustBeOneOf)
          .with_field("targetTypeList")
          .with_arg("USER, ROLE, GROUP, ORG, AK_SK");
    types.push_back(application_access::stored_type(type));
  }
  return types;
}

Result<Known> must_find(db::Session& session, const api::Call& call, const std::string& type,
                        const std::string& id) {
  auto known = TRY(application_access::find_target(session, call.pool_id, type, "", id));
  if (known) return *std::move(known);
  return Error(errors::kObjectNotFound).with_field("targetId").with_arg(id);
}

dto::ListApplicationSubjectDataDto to_dto(const Application& application, const Rule& rule) {
  dto::ListApplicationSubjectDataDto shown;
  shown.appId = application.id;
  shown.logo = application.settings.logo;
  shown.ext = application.name;
  shown.template_ = application.settings.template_;
  shown.appType = "SELFBUILT";
  shown.effect = effect_of(rule);
  return shown;
}

}  // namespace

Result<dto::ListApplicationAuthPaginatedDataDto> list_applications_auth(
    api::Call& call, const dto::ListApplicationAuthDto& req) {
  application_access::Wanted wanted;
  wanted.app_id = req.appId;
  wanted.name_part = req.targetName.value_or("");
  wanted.target_types = TRY(stored_types(req.targetTypeList));
  if (req.effect) wanted.allows = *req.effect == kAllow;
  wanted.enabled = req.enabled;
  return call.read([&](db::Session& session) -> Result<dto::ListApplicationAuthPaginatedDataDto> {
    if (!TRY(applications::belongs(session, call.pool_id, req.appId))) return errors::kAppNotFound;
    const auto page = TRY(application_access::list(session, call.pool_id, wanted, req.page, req.limit));
    dto::ListApplicationAuthPaginatedDataDto shown;
    shown.totalCount = page.total;
    for (const application_access::Named& each : page.list)
      shown.list.push_back({each.rule.id, each.rule.target.id, each.target_name,
                            application_access::wire_type(each.rule.target.type), effect_of(each.rule),
                            each.rule.enabled, "SUBJECT"});
    return shown;
  });
}

Result<dto::ListApplicationSubjectDataListDto> list_subject_auth(api::Call& call,
                                                                 const dto::ListAuthSubjectDto& req) {
  return call.read([&](db::Session& session) -> Result<dto::ListApplicationSubjectDataListDto> {
    const Known known = TRY(must_find(session, call, req.targetType, req.targetId));
    std::map<std::string, std::vector<Rule>> by_app;
    const bool enabled = req.enabled.value_or(true);
    for (Rule& rule : TRY(application_access::about(session, call.pool_id, known.target, "", call.now_ms))) {
      if (rule.enabled != enabled) continue;
      rule.enabled = true;  // of those that are switched off, the effect that they would have
      by_app[rule.app_id].push_back(std::move(rule));
    }
    dto::ListApplicationSubjectDataListDto shown;
    if (!has(req.appTypeList, "SELFBUILT")) return shown;
    for (const Application& application : TRY(applications::search(
             session, call.service<const crypto::Sealer>(), call.pool_id, req.appName.value_or("")))) {
      const auto rules = by_app.find(application.id);
      if (rules == by_app.end()) continue;
      const Rule* rule = application_access::decisive(rules->second, known.target);
      if (has(req.effect, effect_of(*rule))) shown.list.push_back(to_dto(application, *rule));
    }
    return shown;
  });
}

Result<dto::GetSubjectAuthDataDto> get_subject_auth_detail(api::Call& call,
                                                           const dto::DetailAuthSubjectQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::GetSubjectAuthDataDto> {
    const Application application =
        TRY(applications::load(session, call.service<const crypto::Sealer>(), call.pool_id, query.appId));
    const Known known = TRY(must_find(session, call, query.targetType, query.targetId));
    const std::vector<Rule> rules =
        TRY(application_access::about(session, call.pool_id, known.target, application.id, call.now_ms));
    dto::GetSubjectAuthDataDto shown;
    shown.appId = application.id;
    shown.appName = application.name;
    shown.reqTargetId = known.target.id;
    shown.reqTargetName = shown.targetName = known.name;
    shown.reqTargetType = shown.targetType = query.targetType;
    shown.authType = "DEFAULT";
    const Rule* rule = application_access::decisive(rules, known.target);
    if (rule == nullptr) return shown;
    shown.authType = rule->target.id == known.target.id ? "SELF" : "SUBJECT";
    shown.targetType = application_access::wire_type(rule->target.type);
    const auto subject =
        TRY(application_access::find_target(session, call.pool_id, shown.targetType, "", rule->target.id));
    if (subject) shown.targetName = subject->name;
    return shown;
  });
}

}  // namespace genauth::ops
