#include "modules/application_access/application_access.h"

#include <algorithm>
#include <unordered_map>

#include "base/encoding.h"
#include "base/id.h"
#include "gen/errors/access.h"
#include "gen/errors/applications.h"
#include "gen/sql/application_access.h"
#include "modules/public_accounts/public_accounts.h"

namespace genauth::application_access {
namespace {

constexpr std::string_view kAllow = "ALLOW", kDeny = "DENY", kUser = "USER";
constexpr std::size_t kOpenMax = 1000;

Rule to_rule(const db::Row& row) {
  return {row.text(0),           row.text(1),    {row.text(2), row.text(3)},
          row.view(4) == kAllow, row.boolean(5), row.boolean(6)};
}

std::vector<Rule> to_rules(const db::Rows& rows) {
  std::vector<Rule> rules;
  for (std::size_t i = 0; i < rows.size(); ++i) rules.push_back(to_rule(rows[i]));
  std::ranges::sort(rules, {}, &Rule::id);  // the oldest first; the statements go by targets
  return rules;
}

std::string anywhere(std::string_view text) {
  std::string pattern = "%";
  for (const char c : to_lower_ascii(text)) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

Result<std::optional<std::string>> app_of(const db::Rows& changed) {
  return changed.empty() ? std::optional<std::string>() : std::optional(changed.front().text(0));
}

}  // namespace

const Rule* decisive(const std::vector<Rule>& rules, const roles::Target& target) {
  const Rule* found = nullptr;
  for (const Rule& rule : rules) {
    if (!rule.enabled) continue;
    const bool is_own = rule.target.type == target.type && rule.target.id == target.id;
    if (found == nullptr || (found->allows && !rule.allows) || (found->allows == rule.allows && is_own))
      found = &rule;
  }
  return found;
}

Result<bool> may_enter(db::Session& session, const applications::Application& application,
                       std::string_view user_id, std::int64_t now_ms) {
  if (!application.has_access_rules) return !application.denies_by_default;
  const roles::Target person{std::string(kUser), std::string(user_id)};
  const std::vector<Rule> rules = TRY(about(session, application.pool_id, person, application.id, now_ms));
  const Rule* rule = decisive(rules, person);
  return rule != nullptr ? rule->allows : !application.denies_by_default;
}

Result<void> check(db::Session& session, const applications::Application& application,
                   std::string_view user_id, std::int64_t now_ms) {
  if (TRY(may_enter(session, application, user_id, now_ms))) return {};
  return errors::kAppAccessDenied;
}

Result<bool> may_enter(db::Session& session, const applications::Application& application,
                       const Subject& subject, std::int64_t now_ms) {
  if (!TRY(may_enter(session, application, subject.user_id, now_ms))) return false;
  if (!application.has_access_rules) return true;  // nothing that could tell the two apart
  const auto person = TRY(public_accounts::origin_of(session, application.pool_id, subject.session_id));
  return !person || TRY(may_enter(session, application, *person, now_ms));
}

Result<void> check(db::Session& session, const applications::Application& application, const Subject& subject,
                   std::int64_t now_ms) {
  if (TRY(may_enter(session, application, subject, now_ms))) return {};
  return errors::kAppAccessDenied;
}

Result<void> check_token(db::Session& session, const applications::Application& application,
                         const Subject& subject, std::int64_t now_ms) {
  if (TRY(may_enter(session, application, subject, now_ms))) return {};
  return Error(errors::kTokenInvalid, "the application does not let the user in any more");
}

Result<std::vector<Open>> open_to(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                  std::int64_t now_ms) {
  const roles::Target person{std::string(kUser), std::string(user_id)};
  std::unordered_map<std::string, std::vector<Rule>> by_app;
  for (Rule& rule : TRY(about(session, pool_id, person, "", now_ms)))
    by_app[rule.app_id].push_back(std::move(rule));
  const db::Rows rows = TRY(session.query(sql::list_enabled_applications, {pool_id, user_id, now_ms}));
  std::vector<Open> found;
  for (std::size_t i = 0; i < rows.size() && found.size() < kOpenMax; ++i) {
    std::string id = rows[i].text(0);
    const auto rules = by_app.find(id);
    const Rule* rule = rules == by_app.end() ? nullptr : decisive(rules->second, person);
    const bool is_open = rule != nullptr ? rule->allows : rows[i].view(2) != applications::kDenyAll;
    if (is_open) found.push_back({std::move(id), rows[i].text(1), rows[i].boolean(3)});
  }
  return found;
}

Result<std::vector<Rule>> about(db::Session& session, std::string_view pool_id, const roles::Target& target,
                                std::string_view app_id, std::int64_t now_ms) {
  if (target.type == kUser) {
    const db::Rows rows =
        app_id.empty() ? TRY(session.query(sql::rules_about_user, {pool_id, target.id, now_ms}))
                       : TRY(session.query(sql::rules_about_user_at, {pool_id, target.id, now_ms, app_id}));
    return to_rules(rows);
  }
  const db::Rows rows =
      TRY(session.query(sql::rules_about_target, {pool_id, target.type, target.id, app_id}));
  return to_rules(rows);
}

Result<void> put(db::Tx& tx, std::string_view pool_id, const Rule& rule, std::int64_t now_ms) {
  TRY(tx.post(sql::put_rule, {pool_id, new_id(now_ms), rule.app_id, rule.target.type, rule.target.id,
                              rule.allows ? kAllow : kDeny, rule.inherits, now_ms}));
  return {};
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                    const roles::Target& target) {
  return TRY(tx.execute(sql::delete_rule, {pool_id, target.type, target.id, app_id})) == 1;
}

Result<std::optional<std::string>> remove_by_id(db::Tx& tx, std::string_view pool_id, std::string_view id) {
  const db::Rows gone = TRY(tx.query(sql::delete_rule_by_id, {pool_id, id}));
  return app_of(gone);
}

Result<std::optional<std::string>> enable(db::Tx& tx, std::string_view pool_id, std::string_view id,
                                          bool enabled) {
  const db::Rows changed = TRY(tx.query(sql::enable_rule, {pool_id, id, enabled}));
  return app_of(changed);
}

Result<bool> has_rules(db::Session& session, std::string_view pool_id, std::string_view app_id) {
  const db::Rows rows = TRY(session.query(sql::has_rules, {pool_id, app_id}));
  return !rows.empty();
}

Result<void> forget_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  TRY(tx.post(sql::forget_application, {pool_id, app_id}));
  return {};
}

Result<Page> list(db::Session& session, std::string_view pool_id, const Wanted& wanted, std::int64_t page,
                  std::int64_t limit) {
  const std::string name = anywhere(wanted.name_part);
  std::string types;
  for (const std::string& type : wanted.target_types)
    types.append(types.empty() ? "," : "").append(type + ",");
  const std::string_view effect = !wanted.allows ? "" : *wanted.allows ? kAllow : kDeny;
  const std::int64_t enabled = !wanted.enabled ? -1 : *wanted.enabled ? 1 : 0;
  const db::Rows total =
      TRY(session.query(sql::count_rules, {pool_id, wanted.app_id, name, types, effect, enabled}));
  const db::Rows rows = TRY(session.query(
      sql::list_rules, {pool_id, wanted.app_id, name, types, effect, enabled, limit, (page - 1) * limit}));
  Page found;
  found.total = total.front().integer(0);
  for (std::size_t i = 0; i < rows.size(); ++i) found.list.push_back({to_rule(rows[i]), rows[i].text(7)});
  return found;
}

Result<std::optional<authentication::Demand>> AccessStep::examine(db::Session& session,
                                                                  const authentication::Attempt& attempt,
                                                                  const pools::Settings&) const {
  TRY(check(session, *attempt.application, attempt.user.id, attempt.now_ms));
  const std::string& person = attempt.facts.origin_user_id;
  if (!person.empty() && person != attempt.user.id)
    TRY(check(session, *attempt.application, person, attempt.now_ms));
  return std::optional<authentication::Demand>();
}

}  // namespace genauth::application_access
