// Roles: named bundles of rights, and who holds them. A role lives in a namespace (permission space); every
// pool has the namespace "default", which comes into being when something first needs it. The public door of
// the module; every function takes the pool first and never looks beyond it. Functions that take a
// db::Session read, those that take a db::Tx write; all are thread-safe for distinct sessions. Times are
// epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::roles {

inline constexpr std::string_view kDefaultNamespace = "default";

struct Namespace {
  std::string id, code, name, description;
  std::int64_t number = 0;  // what clients that want a number get
  bool enabled = true;
  std::int64_t created_at = 0, updated_at = 0;
};

// Whom something is given to: a person, or everybody in a group, in a department and below it, or with a
// role.
struct Target {
  std::string type;  // "USER", "GROUP", "DEPARTMENT", "ROLE"
  std::string id;
};

struct Role {
  std::string id, namespace_id, namespace_code, namespace_name, code, name, description;
  std::int64_t namespace_number = 0;
  bool enabled = true, permission_apply = false;  // permission_apply: people may ask for it
  std::optional<std::int64_t> disable_at;         // from then on it counts as disabled
  std::int64_t created_at = 0, updated_at = 0;
};

// From when until when an assignment counts; nothing means always.
struct Window {
  std::optional<std::int64_t> enable_at, end_at;
  bool operator==(const Window&) const = default;
};

// --- namespaces --------------------------------------------------------------------------------------
Result<std::optional<Namespace>> find_namespace(db::Session& session, std::string_view pool_id,
                                                std::string_view code);
// The namespace of that code; "default" is made if it is missing. kObjectNotFound for any other.
Result<Namespace> need_namespace(db::Tx& tx, std::string_view pool_id, std::string_view code,
                                 std::int64_t now_ms);
// Fills id, number and times. kConflict if the code is taken, kBadFormat for a code that is none.
Result<Namespace> insert_namespace(db::Tx& tx, std::string_view pool_id, Namespace wanted,
                                   std::int64_t now_ms);
// Name, description and state.
Result<void> update_namespace(db::Tx& tx, std::string_view pool_id, const Namespace& changed,
                              std::int64_t now_ms);

// --- roles -------------------------------------------------------------------------------------------
Result<std::optional<Role>> find(db::Session& session, std::string_view pool_id,
                                 std::string_view namespace_code, std::string_view code);
Result<std::optional<Role>> find_by_id(db::Session& session, std::string_view pool_id,
                                       std::string_view role_id);
// In the namespace of wanted.namespace_id. kConflict if the code is taken there; kBadFormat for a code that
// is not 1 to 50 letters, digits, '_' and '-'.
Result<Role> insert(db::Tx& tx, std::string_view pool_id, Role wanted, std::int64_t now_ms);
// Everything but code and namespace.
Result<void> update(db::Tx& tx, std::string_view pool_id, const Role& changed, std::int64_t now_ms);
// With all assignments. False if there was none.
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view role_id);

// Roles that people may ask for, by id; `keyword` narrows to a part of code or name.
struct Page {
  std::vector<Role> list;
  std::int64_t total = 0;
};
Result<Page> list_applicable(db::Session& session, std::string_view pool_id, std::string_view keyword,
                             std::int64_t page, std::int64_t limit, std::int64_t now_ms);

// --- who holds them ----------------------------------------------------------------------------------
Result<std::optional<Window>> find_assignment(db::Session& session, std::string_view pool_id,
                                              std::string_view role_id, const Target& target);
// Gives the role to the target, or changes the window of what it has.
Result<void> assign(db::Tx& tx, std::string_view pool_id, std::string_view role_id, const Target& target,
                    const Window& window, std::int64_t now_ms);
Result<bool> unassign(db::Tx& tx, std::string_view pool_id, std::string_view role_id, const Target& target);

// Every role that counts for the user now: given to the user, to a group, to a department of the user's or
// one above it, or to a role held that way. One statement. By namespace and code.
Result<std::vector<Role>> held_by(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                  std::int64_t now_ms);

}  // namespace genauth::roles
