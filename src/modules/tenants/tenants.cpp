#include "modules/tenants/tenants.h"

#include "base/id.h"
#include "gen/errors/objects.h"
#include "gen/sql/tenants.h"

namespace genauth::tenants {
namespace {

Tenant to_tenant(const db::Row& row) {
  Tenant tenant;
  tenant.id = row.text(0);
  tenant.code = row.text(1);
  tenant.name = row.text(2);
  tenant.description = row.text(3);
  tenant.logo = row.text(4);
  tenant.reject_hint = row.text(5);
  tenant.enabled = row.boolean(6);
  tenant.creator = row.text(7);
  tenant.source = row.text(8);
  tenant.source_app_id = row.text(9);
  tenant.enterprise_domains = row.text(10);
  tenant.expires_at = row.maybe_integer(11);
  tenant.member_max = row.maybe_integer(12);
  tenant.admin_max = row.maybe_integer(13);
  tenant.mau_max = row.maybe_integer(14);
  tenant.created_at = row.integer(15);
  tenant.updated_at = row.integer(16);
  return tenant;
}

Membership to_membership(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.boolean(3), row.integer(4)};
}

std::optional<Tenant> first_tenant(const db::Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(to_tenant(rows.front()));
}

}  // namespace

Result<std::optional<Tenant>> find(db::Session& session, std::string_view pool_id,
                                   std::string_view tenant_id) {
  return first_tenant(TRY(session.query(sql::find_tenant, {pool_id, tenant_id})));
}

Result<std::optional<Tenant>> find_by_code(db::Session& session, std::string_view pool_id,
                                           std::string_view code) {
  return first_tenant(TRY(session.query(sql::find_tenant_by_code, {pool_id, code})));
}

Result<Tenant> insert(db::Tx& tx, std::string_view pool_id, Tenant wanted, std::int64_t now_ms) {
  wanted.id = new_id(now_ms);
  wanted.created_at = wanted.updated_at = now_ms;
  if (!TRY(tx.try_insert(
          sql::insert_tenant,
          {pool_id, wanted.id, wanted.code, wanted.name, wanted.description, wanted.logo, wanted.reject_hint,
           wanted.enabled, wanted.creator, wanted.source, wanted.source_app_id, wanted.enterprise_domains,
           wanted.expires_at, wanted.member_max, wanted.admin_max, wanted.mau_max, now_ms})))
    return Error(errors::kConflict, "the tenant " + wanted.code + " exists already")
        .with_field("code")
        .with_arg(wanted.code);
  return wanted;
}

Result<void> update(db::Tx& tx, std::string_view pool_id, const Tenant& changed, std::int64_t now_ms) {
  TRY(tx.post(sql::update_tenant,
              {pool_id, changed.id, changed.name, changed.description, changed.logo, changed.reject_hint,
               changed.enabled, changed.enterprise_domains, changed.expires_at, changed.member_max,
               changed.admin_max, changed.mau_max, now_ms}));
  return {};
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view tenant_id) {
  return TRY(tx.execute(sql::delete_tenant, {pool_id, tenant_id})) == 1;
}

Result<bool> add_application(db::Tx& tx, std::string_view pool_id, std::string_view tenant_id,
                             std::string_view app_id, std::int64_t now_ms) {
  return tx.try_insert(sql::insert_tenant_application, {pool_id, tenant_id, app_id, now_ms});
}

Result<bool> is_open_to(db::Session& session, std::string_view pool_id, std::string_view tenant_id,
                        std::string_view app_id) {
  return !TRY(session.query(sql::find_open_tenant, {pool_id, tenant_id, app_id})).empty();
}

Result<std::optional<Membership>> find_member(db::Session& session, std::string_view pool_id,
                                              std::string_view tenant_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_tenant_member, {pool_id, tenant_id, user_id}));
  return rows.empty() ? std::optional<Membership>() : std::optional(to_membership(rows.front()));
}

Result<void> put_member(db::Tx& tx, std::string_view pool_id, const Tenant& tenant, std::string_view user_id,
                        bool is_admin, std::int64_t now_ms) {
  if (tenant.member_max && !TRY(find_member(tx, pool_id, tenant.id, user_id))) {
    const db::Rows counted = TRY(tx.query(sql::count_tenant_members, {pool_id, tenant.id}));
    if (counted.front().integer(0) >= *tenant.member_max)
      return Error(errors::kInvalidOperation, "the tenant " + tenant.code + " is full")
          .with_field("tenantId")
          .with_arg(tenant.id);
  }
  TRY(tx.post(sql::put_tenant_member, {pool_id, tenant.id, user_id, new_id(now_ms), is_admin, now_ms}));
  return {};
}

Result<bool> remove_member(db::Tx& tx, std::string_view pool_id, std::string_view tenant_id,
                           std::string_view user_id) {
  return TRY(tx.execute(sql::delete_tenant_member, {pool_id, tenant_id, user_id})) == 1;
}

Result<std::vector<std::string>> ids_of_user(db::Session& session, std::string_view pool_id,
                                             std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::list_tenant_ids_of_user, {pool_id, user_id}));
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) ids.push_back(rows[i].text(0));
  return ids;
}

Result<std::vector<Membership>> of_user(db::Session& session, std::string_view pool_id,
                                        std::string_view user_id, std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::list_tenants_of_user, {pool_id, user_id, now_ms}));
  std::vector<Membership> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(to_membership(rows[i]));
  return found;
}

}  // namespace genauth::tenants
