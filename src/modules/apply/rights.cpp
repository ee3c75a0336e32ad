// Public accounts, resources, assignments of roles and grants of a file.
#include "json/codec.h"
#include "json/value.h"
#include "modules/apply/steps.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/resources/resources.h"

namespace genauth::apply {
namespace {

Result<void> apply_public_account(Work& work, const dto::ApplyPublicAccount& wanted) {
  const std::string shown = "public account " + wanted.user;
  const std::string account_id = TRY(user_id_of(work, wanted.user));
  if (TRY(public_accounts::mark(work.tx, work.pool_id, account_id, work.now_ms))) work.add(shown);
  for (const auto& wanted_target : wanted.open_to.value_or(std::vector<dto::ApplyTarget>())) {
    const roles::Target target = TRY(target_of(work, wanted_target));
    if (TRY(public_accounts::bind(work.tx, work.pool_id, account_id, target, work.now_ms)))
      work.add(shown + " open to " + show(wanted_target));
  }
  return {};
}

// What the two kinds of resources have in common.
struct WantedResource {
  std::string shown, space, code, type;
  std::string_view family;
  const std::optional<std::string>&name, &description;
  std::optional<std::string> api_identifier, actions, value;
};

Result<void> put_resource(Work& work, const WantedResource& wanted) {
  auto found = TRY(resources::find(work.tx, work.pool_id, wanted.space, wanted.family, wanted.code));
  resources::Resource resource = found.value_or(resources::Resource{});
  if (found && resource.type != wanted.type) return wrong("the type of " + wanted.shown + " cannot change");
  Difference difference;
  difference.take("name", resource.name, wanted.name);
  difference.take("description", resource.description, wanted.description);
  difference.take("api_identifier", resource.api_identifier, wanted.api_identifier);
  difference.take("actions", resource.actions, wanted.actions);
  difference.take("value", resource.value, wanted.value);
  if (!found) {
    resource.namespace_id = TRY(roles::need_namespace(work.tx, work.pool_id, wanted.space, work.now_ms)).id;
    resource.family = wanted.family;
    resource.code = wanted.code;
    resource.type = wanted.type;
    TRY(resources::insert(work.tx, work.pool_id, std::move(resource), work.now_ms));
    work.add(wanted.shown);
    return {};
  }
  if (difference.empty()) return {};
  work.change(wanted.shown + ": " + difference.text());
  return resources::update(work.tx, work.pool_id, resource, work.now_ms);
}

Result<void> apply_resource(Work& work, const dto::ApplyResource& wanted) {
  std::optional<std::string> actions;
  if (wanted.actions) {
    json::Value::Array list;
    for (const dto::ApplyAction& action : *wanted.actions)
      list.emplace_back(json::Value::Object{{"name", action.name}, {"description", action.description}});
    actions = json::Value(std::move(list)).text();
  }
  return put_resource(work, {"resource " + wanted.namespace_ + "/" + wanted.code, wanted.namespace_,
                             wanted.code, wanted.type, resources::kGeneral, wanted.name, wanted.description,
                             wanted.api_identifier, actions, std::nullopt});
}

std::string list_text(const std::vector<std::string>& texts) {
  json::Value::Array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return json::Value(std::move(list)).text();
}

// A node has a code and a name, and what stands below it.
Result<void> check_nodes(const json::Value& value, int depth) {
  constexpr int kLevels = 5;
  if (value.array() == nullptr || depth > kLevels)
    return wrong("a tree is a list of nodes, at most 5 levels");
  for (const json::Value& node : *value.array()) {
    const json::Value *code = node.find("code"), *name = node.find("name"), *children = node.find("children");
    if (code == nullptr || code->string() == nullptr || name == nullptr || name->string() == nullptr ||
        code->string()->find('/') != std::string::npos)
      return wrong("a node of a tree needs a code without slashes, and a name");
    if (children != nullptr) TRY(check_nodes(*children, depth + 1));
  }
  return {};
}

Result<void> check_value(const std::string& type, const json::Value& value) {
  if (type == "TREE") return check_nodes(value, 1);
  if (type == "STRING") return value.string() != nullptr ? Result<void>() : wrong("value must be a text");
  if (value.array() == nullptr) return wrong("value must be a list of texts");
  for (const json::Value& item : *value.array())
    if (item.string() == nullptr) return wrong("value must be a list of texts");
  return {};
}

Result<void> apply_data_resource(Work& work, const dto::ApplyDataResource& wanted) {
  std::optional<std::string> actions, value;
  if (wanted.actions) actions = list_text(*wanted.actions);
  if (!wanted.value.empty()) {
    const json::Value parsed = TRY(json::Value::parse(wanted.value));
    TRY(check_value(wanted.type, parsed));
    value = parsed.text();
  }
  return put_resource(
      work, {"data resource " + wanted.namespace_ + "/" + wanted.code, wanted.namespace_, wanted.code,
             wanted.type, resources::kData, wanted.name, wanted.description, std::nullopt, actions, value});
}

Result<void> apply_assignment(Work& work, const dto::ApplyAssignment& wanted) {
  const roles::Role role = TRY(role_of(work, wanted.role));
  const roles::Target target = TRY(target_of(work, wanted.to));
  const roles::Window window{wanted.enable_at, wanted.end_at};
  const auto found = TRY(roles::find_assignment(work.tx, work.pool_id, role.id, target));
  if (found && *found == window) return {};
  TRY(roles::assign(work.tx, work.pool_id, role.id, target, window, work.now_ms));
  const std::string shown = "role " + wanted.role + " for " + show(wanted.to);
  if (found)
    work.change(shown + ": other times");
  else
    work.add(shown);
  return {};
}

Result<void> apply_grant(Work& work, const dto::ApplyGrant& wanted) {
  if (wanted.resource.has_value() == wanted.data_resource.has_value())
    return wrong("name exactly one of resource and data_resource");
  const std::string& text = wanted.resource ? *wanted.resource : *wanted.data_resource;
  const Name name = split_name(text);
  const auto resource =
      TRY(resources::find(work.tx, work.pool_id, name.space,
                          wanted.resource ? resources::kGeneral : resources::kData, name.code));
  if (!resource) return not_found("resource " + text);
  if (!wanted.node.empty() && resource->type != "TREE") return wrong("only a tree has nodes");
  const roles::Target target = TRY(target_of(work, wanted.to));
  const resources::Grant grant{wanted.node, wanted.effect == "ALLOW",
                               wanted.actions.value_or(std::vector{std::string(resources::kEveryAction)})};
  const auto found = TRY(resources::find_grant(work.tx, work.pool_id, target, resource->id, wanted.node));
  if (found && found->allow == grant.allow && found->actions == grant.actions) return {};
  TRY(resources::put_grant(work.tx, work.pool_id, target, resource->id, grant, work.now_ms));
  const std::string shown =
      "grant of " + text + (wanted.node.empty() ? "" : "/" + wanted.node) + " to " + show(wanted.to);
  if (!found)
    work.add(shown);
  else
    work.change(shown + ": " + wanted.effect + " " + list_text(grant.actions));
  return {};
}

}  // namespace

void add_rights(Steps& steps, const dto::ApplyPool& wanted) {
  add_each(steps, "assignments", wanted.assignments, apply_assignment);
  add_each(steps, "public_accounts", wanted.public_accounts, apply_public_account);
  add_each(steps, "resources", wanted.resources, apply_resource);
  add_each(steps, "data_resources", wanted.data_resources, apply_data_resource);
  add_each(steps, "grants", wanted.grants, apply_grant);
}

}  // namespace genauth::apply
