#include "modules/permissions/decide.h"

#include <algorithm>

#include "modules/roles/roles.h"

namespace genauth::permissions {
namespace {

bool names(const resources::Grant& grant, std::string_view action) {
  return std::ranges::any_of(grant.actions, [&](const std::string& granted) {
    return granted == action || granted == resources::kEveryAction;
  });
}

bool covers(const resources::Grant& grant, std::string_view node) {
  return grant.node.empty() || grant.node == node;
}

}  // namespace

Path split_path(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

Verdict decide(const Grants& grants, std::string_view type, std::string_view path, std::string_view action) {
  const Path wanted = split_path(path);
  Verdict verdict{std::string(roles::kDefaultNamespace), false};
  bool denied = false;
  for (const auto& [resource, grant] : grants) {
    if (resource.code != wanted.code || (!type.empty() && resource.type != type)) continue;
    if (!verdict.allowed) verdict.namespace_code = resource.namespace_code;
    if (!covers(grant, wanted.node) || !names(grant, action)) continue;
    denied = denied || !grant.allow;
    verdict.allowed = verdict.allowed || grant.allow;
  }
  verdict.allowed = verdict.allowed && !denied;
  return verdict;
}

std::vector<std::string> actions_left(const Grants& grants, std::string_view resource_id,
                                      std::string_view node) {
  std::vector<std::string> allowed;
  const auto each = [&](bool allow, const auto& use) {
    for (const auto& [resource, grant] : grants)
      if (resource.id == resource_id && grant.allow == allow && covers(grant, node))
        for (const std::string& action : grant.actions)
          for (const std::string& one :
               action == resources::kEveryAction ? resources::actions_of(resource) : std::vector{action})
            use(one);
  };
  each(true, [&](const std::string& action) {
    if (std::ranges::find(allowed, action) == allowed.end()) allowed.push_back(action);
  });
  each(false, [&](const std::string& action) { std::erase(allowed, action); });
  return allowed;
}

}  // namespace genauth::permissions
