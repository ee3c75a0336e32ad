#include "modules/resources/resources.h"

#include <algorithm>
#include <tuple>

#include "base/id.h"
#include "gen/errors/objects.h"
#include "gen/sql/resources.h"
#include "json/document.h"
#include "json/value.h"

namespace genauth::resources {
namespace {

constexpr std::string_view kAllow = "ALLOW", kDeny = "DENY";

Resource to_resource(const db::Row& row) {
  Resource found;
  found.id = row.text(0);
  found.namespace_id = row.text(1);
  found.namespace_code = row.text(2);
  found.family = row.text(3);
  found.code = row.text(4);
  found.type = row.text(5);
  found.name = row.text(6);
  found.description = row.text(7);
  found.api_identifier = row.text(8);
  found.link_url = row.text(9);
  found.actions = row.text(10);
  found.value = row.text(11);
  found.created_at = row.integer(12);
  found.updated_at = row.integer(13);
  return found;
}

// Texts, and the names of objects.
std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  if (text == R"(["*"])") return {std::string(kEveryAction)};  // most grants
  const auto parsed = json::Document::parse(text);
  if (!parsed || parsed->root().kind != json::ValueKind::kArray) return names;
  const auto nodes = parsed->nodes();
  for (std::uint32_t item = 1; item < nodes.size(); item = nodes[item].next) {
    if (nodes[item].kind == json::ValueKind::kString) names.push_back(parsed->string(nodes[item]));
    for (std::uint32_t member = item + 1; member < nodes[item].next; member = nodes[member].next)
      if (nodes[member].kind == json::ValueKind::kString && parsed->key_is(nodes[member], "name"))
        names.push_back(parsed->string(nodes[member]));
  }
  return names;
}

std::string to_json(const std::vector<std::string>& texts) {
  json::Value::Array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return json::Value(std::move(array)).text();
}

Grant to_grant(const db::Row& row) {
  return {row.text(0), row.view(1) == kAllow, names_in(row.view(2))};
}

Granted to_granted(const db::Row& row) {
  Granted found{{}, to_grant(row)};
  found.resource.id = row.text(3);
  found.resource.namespace_code = row.text(4);
  found.resource.code = row.text(5);
  found.resource.type = row.text(6);
  found.resource.description = row.text(7);
  found.resource.api_identifier = row.text(8);
  found.resource.actions = row.text(9);
  found.resource.value = row.text(10);
  return found;
}

}  // namespace

Result<std::optional<Resource>> find(db::Session& session, std::string_view pool_id,
                                     std::string_view namespace_code, std::string_view family,
                                     std::string_view code) {
  const db::Rows rows = TRY(session.query(sql::find_resource, {pool_id, namespace_code, family, code}));
  return rows.empty() ? std::optional<Resource>() : std::optional(to_resource(rows.front()));
}

Result<Resource> insert(db::Tx& tx, std::string_view pool_id, Resource wanted, std::int64_t now_ms) {
  wanted.id = new_id(now_ms);
  wanted.created_at = wanted.updated_at = now_ms;
  if (!TRY(tx.try_insert(sql::insert_resource,
                         {pool_id, wanted.id, wanted.namespace_id, wanted.family, wanted.code, wanted.type,
                          wanted.name, wanted.description, wanted.api_identifier, wanted.link_url,
                          wanted.actions, wanted.value, now_ms})))
    return Error(errors::kConflict, "the resource " + wanted.code + " exists already")
        .with_field("code")
        .with_arg(wanted.code);
  return wanted;
}

Result<void> update(db::Tx& tx, std::string_view pool_id, const Resource& changed, std::int64_t now_ms) {
  TRY(tx.post(sql::update_resource,
              {pool_id, changed.id, changed.name, changed.description, changed.api_identifier,
               changed.link_url, changed.actions, changed.value, now_ms}));
  return {};
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view resource_id) {
  return TRY(tx.execute(sql::delete_resource, {pool_id, resource_id})) == 1;
}

Result<std::optional<Grant>> find_grant(db::Session& session, std::string_view pool_id,
                                        const roles::Target& target, std::string_view resource_id,
                                        std::string_view node) {
  const db::Rows rows =
      TRY(session.query(sql::find_resource_grant, {pool_id, target.type, target.id, resource_id, node}));
  return rows.empty() ? std::optional<Grant>() : std::optional(to_grant(rows.front()));
}

Result<void> put_grant(db::Tx& tx, std::string_view pool_id, const roles::Target& target,
                       std::string_view resource_id, const Grant& grant, std::int64_t now_ms) {
  TRY(tx.post(sql::put_resource_grant, {pool_id, target.type, target.id, resource_id, grant.node,
                                        grant.allow ? kAllow : kDeny, to_json(grant.actions), now_ms}));
  return {};
}

Result<bool> remove_grant(db::Tx& tx, std::string_view pool_id, const roles::Target& target,
                          std::string_view resource_id, std::string_view node) {
  return TRY(tx.execute(sql::delete_resource_grant, {pool_id, target.type, target.id, resource_id, node})) ==
         1;
}

Result<std::vector<Granted>> granted_to(db::Session& session, std::string_view pool_id,
                                        std::string_view user_id, std::string_view family,
                                        std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::list_grants_of_user, {pool_id, user_id, family, now_ms}));
  std::vector<Granted> found;
  found.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(to_granted(rows[i]));
  std::ranges::sort(found, {}, [](const Granted& one) {
    return std::tie(one.resource.namespace_code, one.resource.code, one.grant.node);
  });
  return found;
}

std::vector<std::string> actions_of(const Resource& resource) {
  return names_in(resource.actions);
}

}  // namespace genauth::resources
