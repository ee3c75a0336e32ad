// check-permission-{string,array,tree}-resource, get-user-auth-resource-{list,permission-list,struct} and
// list-subject-persons.
#include <algorithm>

#include "api/call.h"
#include "gen/dto/permissions.h"
#include "gen/errors/objects.h"
#include "gen/ops/permissions.h"
#include "json/value.h"
#include "modules/application_access/application_access.h"
#include "modules/applications/of_call.h"
#include "modules/permissions/decide.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

using permissions::Grants;
using Texts = std::vector<std::string>;

Result<Grants> grants_of_caller(api::Call& call) {
  return call.read([&](db::Session& session) {
    return resources::granted_to(session, call.pool_id, call.caller.user_id, resources::kData, call.now_ms);
  });
}

Result<dto::CheckResourcePermissionDataDto> check(api::Call& call, std::string_view type, const Texts& paths,
                                                  const std::string& action) {
  const Grants grants = TRY(grants_of_caller(call));
  dto::CheckResourcePermissionDataDto answer;
  for (const std::string& path : paths) {
    const permissions::Verdict verdict = permissions::decide(grants, type, path, action);
    answer.checkResultList.push_back({verdict.namespace_code, action, path, verdict.allowed});
  }
  return answer;
}

std::string text_of(const json::Value* value) {
  return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

Texts texts_of(const json::Value& value) {
  Texts texts;
  if (value.array() != nullptr)
    for (const json::Value& item : *value.array()) texts.push_back(text_of(&item));
  return texts;
}

// The nodes of a tree below `nodes`, with what may be done with each; branches without any are left out.
std::vector<dto::TreeStructs> visible(const Grants& grants, const resources::Resource& resource,
                                      const json::Value* nodes, const std::string& above) {
  std::vector<dto::TreeStructs> shown;
  if (nodes == nullptr || nodes->array() == nullptr) return shown;
  for (const json::Value& node : *nodes->array()) {
    dto::TreeStructs one;
    one.code = text_of(node.find("code"));
    one.name = text_of(node.find("name"));
    if (node.find("value") != nullptr) one.value = text_of(node.find("value"));
    const std::string path = above.empty() ? one.code : above + "/" + one.code;
    Texts actions = permissions::actions_left(grants, resource.id, path);
    auto below = visible(grants, resource, node.find("children"), path);
    if (actions.empty() && below.empty()) continue;
    if (!actions.empty()) one.actions = std::move(actions);
    if (!below.empty()) one.children = std::move(below);
    shown.push_back(std::move(one));
  }
  return shown;
}

void flatten(const std::vector<dto::TreeStructs>& nodes, const std::string& above,
             std::vector<dto::TreeAuthBo>& out) {
  for (const dto::TreeStructs& node : nodes) {
    const std::string path = above + "/" + node.code;
    if (node.actions) {
      dto::TreeAuthBo& shown = out.emplace_back();
      shown.nodePath = path;
      shown.nodeName = node.name;
      shown.nodeActions = *node.actions;
      shown.nodeValue = node.value;
    }
    if (node.children) flatten(*node.children, path, out);
  }
}

std::optional<dto::OpenResource> open_resource(const Grants& grants, const resources::Resource& resource) {
  const auto value = json::Value::parse(resource.value);
  if (!value) return std::nullopt;
  dto::OpenResource shown;
  shown.resourceCode = resource.code;
  shown.resourceType = resource.type;
  Texts actions = permissions::actions_left(grants, resource.id, "");
  if (resource.type == "TREE") {
    dto::TreeAuthorize tree;
    flatten(visible(grants, resource, &*value, ""), "", tree.authList);
    if (tree.authList.empty()) return std::nullopt;
    shown.treeAuthorize = std::move(tree);
  } else if (actions.empty()) {
    return std::nullopt;
  } else if (resource.type == "STRING") {
    shown.strAuthorize = dto::StrAuthorize{text_of(&*value), std::move(actions)};
  } else {
    shown.arrAuthorize = dto::ArrayAuthorize{texts_of(*value), std::move(actions)};
  }
  return shown;
}

// "code", or "namespace/code".
const resources::Resource* find_resource(const Grants& grants, const std::string& text) {
  for (const auto& granted : grants) {
    const resources::Resource& resource = granted.resource;
    if (resource.code == text || resource.namespace_code + "/" + resource.code == text) return &resource;
  }
  return nullptr;
}

}  // namespace

Result<dto::CheckResourcePermissionDataDto> check_permission_string_resource(
    api::Call& call, const dto::CheckPermissionStringResourceDto& req) {
  return check(call, "STRING", req.resources, req.action);
}

Result<dto::CheckResourcePermissionDataDto> check_permission_array_resource(
    api::Call& call, const dto::CheckPermissionArrayResourceDto& req) {
  return check(call, "ARRAY", req.resources, req.action);
}

Result<dto::CheckResourcePermissionDataDto> check_permission_tree_resource(
    api::Call& call, const dto::CheckPermissionTreeResourceDto& req) {
  return check(call, "TREE", req.resources, req.action);
}

Result<dto::GetUserAuthResourceListDataDto> get_user_auth_resource_list(api::Call& call) {
  const Grants grants = TRY(grants_of_caller(call));
  dto::GetUserAuthResourceListDataDto answer;
  std::string_view last;
  for (const auto& granted : grants) {  // by namespace and code
    const resources::Resource& resource = granted.resource;
    if (resource.id == last) continue;
    last = resource.id;
    auto shown = open_resource(grants, resource);
    if (!shown) continue;
    if (answer.userPermissionList.empty() ||
        answer.userPermissionList.back().namespaceCode != resource.namespace_code) {
      dto::UserAuthResourceListDto& space = answer.userPermissionList.emplace_back();
      space.userId = call.caller.user_id;
      space.namespaceCode = resource.namespace_code;
      space.resourceList.emplace();
    }
    answer.userPermissionList.back().resourceList->push_back(*std::move(shown));
  }
  return answer;
}

Result<dto::GetUserAuthResourcePermissionListDataDto> get_user_auth_resource_permission_list(
    api::Call& call, const dto::GetUserAuthResourcePermissionListDto& req) {
  const Grants grants = TRY(grants_of_caller(call));
  dto::GetUserAuthResourcePermissionListDataDto answer;
  for (const std::string& text : req.resources) {
    const permissions::Path path = permissions::split_path(text);
    std::string_view last;
    for (const auto& granted : grants) {
      const resources::Resource& resource = granted.resource;
      if (resource.code != path.code || resource.id == last) continue;
      last = resource.id;
      Texts actions = permissions::actions_left(grants, resource.id, path.node);
      if (!actions.empty())
        answer.permissionList.push_back({resource.namespace_code, std::move(actions), text});
    }
  }
  return answer;
}

// Whom the application does not let in has no token that reaches this: the answer says what is so.
Result<dto::SubjectAuthPagingDto> list_subject_persons(api::Call& call) {
  const applications::Handle application = TRY(applications::of(call));
  const bool may_enter = TRY(call.read([&](db::Session& session) {
    return application_access::may_enter(session, *application, {call.caller.user_id, call.caller.session_id},
                                         call.now_ms);
  }));
  dto::SubjectAuthPagingDto answer;
  answer.list.push_back({call.app_id, "USER", call.caller.user_id, may_enter ? "ALLOW" : "DENY", true});
  answer.totalCount = 1;
  return answer;
}

Result<dto::GetUserAuthResourceStructDataDto> get_user_auth_resource_struct(
    api::Call& call, const dto::GetUserAuthResourceStructDto& req) {
  const Grants grants = TRY(grants_of_caller(call));
  const resources::Resource* resource = find_resource(grants, req.resource);
  const auto shown = resource != nullptr ? open_resource(grants, *resource) : std::nullopt;
  if (!shown) return Error(errors::kObjectNotFound).with_field("resource").with_arg(req.resource);
  dto::GetUserAuthResourceStructDataDto answer;
  answer.namespaceCode = resource->namespace_code;
  answer.resourceCode = resource->code;
  answer.resourceType = resource->type;
  if (shown->strAuthorize)
    answer.strResourceAuthAction =
        dto::StrResourceAuthAction{shown->strAuthorize->value, shown->strAuthorize->actions};
  if (shown->arrAuthorize)
    answer.arrResourceAuthAction =
        dto::ArrResourceAuthAction{shown->arrAuthorize->values, shown->arrAuthorize->actions};
  if (shown->treeAuthorize) {
    const json::Value value = TRY(json::Value::parse(resource->value));
    answer.treeResourceAuthAction = dto::TreeResourceAuthAction{visible(grants, *resource, &value, "")};
  }
  return answer;
}

}  // namespace genauth::ops
