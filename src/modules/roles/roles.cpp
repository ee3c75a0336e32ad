#include "modules/roles/roles.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/id.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/sql/roles.h"
#include "modules/numbers/numbers.h"

namespace genauth::roles {
namespace {

constexpr std::size_t kCodeMax = 50;

Namespace to_namespace(const db::Row& row) {
  Namespace found;
  found.id = row.text(0);
  found.number = row.integer(1);
  found.code = row.text(2);
  found.name = row.text(3);
  found.description = row.text(4);
  found.enabled = row.boolean(5);
  found.created_at = row.integer(6);
  found.updated_at = row.integer(7);
  return found;
}

Role to_role(const db::Row& row) {
  Role role;
  role.id = row.text(0);
  role.namespace_id = row.text(1);
  role.namespace_code = row.text(2);
  role.namespace_name = row.text(3);
  role.namespace_number = row.integer(4);
  role.code = row.text(5);
  role.name = row.text(6);
  role.description = row.text(7);
  role.enabled = row.boolean(8);
  role.disable_at = row.maybe_integer(9);
  role.permission_apply = row.boolean(10);
  role.created_at = row.integer(11);
  role.updated_at = row.integer(12);
  return role;
}

std::vector<Role> to_roles(const db::Rows& rows) {
  std::vector<Role> roles;
  roles.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) roles.push_back(to_role(rows[i]));
  return roles;
}

std::optional<Role> first_role(const db::Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(to_role(rows.front()));
}

Result<void> check_code(std::string_view code) {
  const bool is_word = std::ranges::all_of(code, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (code.empty() || code.size() > kCodeMax || !is_word)
    return Error(errors::kBadFormat, "not a code: " + std::string(code))
        .with_field("code")
        .with_arg("1 to 50 letters, digits, _ and -");
  return {};
}

// A pattern for LIKE that finds the text anywhere; its own wildcards mean themselves.
std::string anywhere(std::string_view text) {
  std::string pattern = "%";
  for (const char c : to_lower_ascii(text)) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

Error taken(std::string_view code) {
  return Error(errors::kConflict, std::string(code) + " exists already")
      .with_field("code")
      .with_arg(std::string(code));
}

}  // namespace

Result<std::optional<Namespace>> find_namespace(db::Session& session, std::string_view pool_id,
                                                std::string_view code) {
  const db::Rows rows = TRY(session.query(sql::find_namespace, {pool_id, code}));
  return rows.empty() ? std::optional<Namespace>() : std::optional(to_namespace(rows.front()));
}

Result<Namespace> need_namespace(db::Tx& tx, std::string_view pool_id, std::string_view code,
                                 std::int64_t now_ms) {
  auto found = TRY(find_namespace(tx, pool_id, code));
  if (found) return *std::move(found);
  if (code != kDefaultNamespace)
    return Error(errors::kObjectNotFound, "there is no namespace " + std::string(code))
        .with_field("namespace")
        .with_arg(std::string(code));
  Namespace wanted;
  wanted.code = code;
  wanted.name = "Default";
  return insert_namespace(tx, pool_id, std::move(wanted), now_ms);
}

Result<Namespace> insert_namespace(db::Tx& tx, std::string_view pool_id, Namespace wanted,
                                   std::int64_t now_ms) {
  TRY(check_code(wanted.code));
  wanted.id = new_id(now_ms);
  wanted.number = TRY(numbers::next(tx, pool_id, "namespace"));
  wanted.created_at = wanted.updated_at = now_ms;
  if (!TRY(tx.try_insert(sql::insert_namespace, {pool_id, wanted.id, wanted.number, wanted.code, wanted.name,
                                                 wanted.description, wanted.enabled, now_ms})))
    return taken(wanted.code);
  return wanted;
}

Result<void> update_namespace(db::Tx& tx, std::string_view pool_id, const Namespace& changed,
                              std::int64_t now_ms) {
  TRY(tx.post(sql::update_namespace,
              {pool_id, changed.id, changed.name, changed.description, changed.enabled, now_ms}));
  return {};
}

Result<std::optional<Role>> find(db::Session& session, std::string_view pool_id,
                                 std::string_view namespace_code, std::string_view code) {
  return first_role(TRY(session.query(sql::find_role, {pool_id, namespace_code, code})));
}

Result<std::optional<Role>> find_by_id(db::Session& session, std::string_view pool_id,
                                       std::string_view role_id) {
  return first_role(TRY(session.query(sql::find_role_by_id, {pool_id, role_id})));
}

Result<Role> insert(db::Tx& tx, std::string_view pool_id, Role wanted, std::int64_t now_ms) {
  TRY(check_code(wanted.code));
  const std::string id = new_id(now_ms);
  if (!TRY(tx.try_insert(sql::insert_role,
                         {pool_id, id, wanted.namespace_id, wanted.code, wanted.name, wanted.description,
                          wanted.enabled, wanted.disable_at, wanted.permission_apply, now_ms})))
    return taken(wanted.code);
  auto made = TRY(find_by_id(tx, pool_id, id));
  if (!made) return Error(errors::kInternal, "the new role is not there");
  return *std::move(made);
}

Result<void> update(db::Tx& tx, std::string_view pool_id, const Role& changed, std::int64_t now_ms) {
  TRY(tx.post(sql::update_role, {pool_id, changed.id, changed.name, changed.description, changed.enabled,
                                 changed.disable_at, changed.permission_apply, now_ms}));
  return {};
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view role_id) {
  TRY(tx.post(sql::delete_role_as_target, {pool_id, role_id}));
  return TRY(tx.execute(sql::delete_role, {pool_id, role_id})) == 1;
}

Result<Page> list_applicable(db::Session& session, std::string_view pool_id, std::string_view keyword,
                             std::int64_t page, std::int64_t limit, std::int64_t now_ms) {
  const std::string pattern = anywhere(keyword);
  Page found;
  found.list = to_roles(
      TRY(session.query(sql::list_applicable_roles, {pool_id, now_ms, pattern, limit, (page - 1) * limit})));
  const db::Rows counted = TRY(session.query(sql::count_applicable_roles, {pool_id, now_ms, pattern}));
  found.total = counted.front().integer(0);
  return found;
}

Result<std::optional<Window>> find_assignment(db::Session& session, std::string_view pool_id,
                                              std::string_view role_id, const Target& target) {
  const db::Rows rows =
      TRY(session.query(sql::find_role_assignment, {pool_id, role_id, target.type, target.id}));
  if (rows.empty()) return std::optional<Window>();
  return std::optional(Window{rows.front().maybe_integer(0), rows.front().maybe_integer(1)});
}

Result<void> assign(db::Tx& tx, std::string_view pool_id, std::string_view role_id, const Target& target,
                    const Window& window, std::int64_t now_ms) {
  TRY(tx.post(sql::put_role_assignment,
              {pool_id, role_id, target.type, target.id, window.enable_at, window.end_at, now_ms}));
  return {};
}

Result<bool> unassign(db::Tx& tx, std::string_view pool_id, std::string_view role_id, const Target& target) {
  return TRY(tx.execute(sql::delete_role_assignment, {pool_id, role_id, target.type, target.id})) == 1;
}

Result<std::vector<Role>> held_by(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                  std::int64_t now_ms) {
  return to_roles(TRY(session.query(sql::list_roles_of_user, {pool_id, user_id, now_ms})));
}

}  // namespace genauth::roles
