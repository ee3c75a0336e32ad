// Resources and grants in the engine's simple form: a target may do certain actions with a resource, or with
// one node of a tree. Two families share the table: general resources (DATA, API, MENU, BUTTON, UI) and data
// resources (STRING, ARRAY, TREE). The public door of the module; every function takes the pool first and
// never looks beyond it. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/roles/roles.h"

namespace genauth::resources {

inline constexpr std::string_view kGeneral = "general", kData = "data";
inline constexpr std::string_view kEveryAction = "*";

struct Resource {
  std::string id, namespace_id, namespace_code;
  std::string family, code, type, name, description, api_identifier, link_url;
  std::string actions = "[]";  // compact JSON: general [{"name", "description"}], data ["read", ...]
  std::string value =
      "null";  // compact JSON: a text, an array of texts, or nodes {code, name, value, children}
  std::int64_t created_at = 0, updated_at = 0;
};

struct Grant {
  std::string node;  // "a/b" within a tree; empty: the whole resource
  bool allow = true;
  std::vector<std::string> actions;  // or kEveryAction
};

// What a user has been granted, with the resource it is about: of that only what rights are judged by and
// shown with (id, code and its namespace's, type, description, api_identifier, actions, value).
struct Granted {
  Resource resource;
  Grant grant;
};

Result<std::optional<Resource>> find(db::Session& session, std::string_view pool_id,
                                     std::string_view namespace_code, std::string_view family,
                                     std::string_view code);
// In the namespace of wanted.namespace_id. kConflict if the code is taken in the family.
Result<Resource> insert(db::Tx& tx, std::string_view pool_id, Resource wanted, std::int64_t now_ms);
// Everything but namespace, family, code and type.
Result<void> update(db::Tx& tx, std::string_view pool_id, const Resource& changed, std::int64_t now_ms);
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view resource_id);

Result<std::optional<Grant>> find_grant(db::Session& session, std::string_view pool_id,
                                        const roles::Target& target, std::string_view resource_id,
                                        std::string_view node);
// Gives, or changes what was given.
Result<void> put_grant(db::Tx& tx, std::string_view pool_id, const roles::Target& target,
                       std::string_view resource_id, const Grant& grant, std::int64_t now_ms);
Result<bool> remove_grant(db::Tx& tx, std::string_view pool_id, const roles::Target& target,
                          std::string_view resource_id, std::string_view node);

// Everything that was granted to the user, to a group, a department or a role of the user's, in enabled
// namespaces. By namespace, code and node; one statement.
Result<std::vector<Granted>> granted_to(db::Session& session, std::string_view pool_id,
                                        std::string_view user_id, std::string_view family,
                                        std::int64_t now_ms);

// The actions that a resource knows, by name.
std::vector<std::string> actions_of(const Resource& resource);

}  // namespace genauth::resources
