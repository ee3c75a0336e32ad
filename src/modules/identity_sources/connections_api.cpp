// Connections: create/update/delete-ext-idp-conn, change-ext-idp-conn-state, -association-state,
// ext-idp-conn-apps, change-userpool-tenant-ext-idp-conn-state.
#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/ops/identity_sources.h"
#include "modules/applications/applications.h"
#include "modules/audit/of_call.h"
#include "modules/identity_sources/connection_dto.h"
#include "modules/identity_sources/identity_sources.h"

namespace genauth::ops {
namespace {

using identity_sources::Connection;
using identity_sources::Connections;

Result<Connection> must_find(const api::Call& call, db::Session& session, const std::string& id,
                             const std::optional<std::string>& tenant_id, std::string field = "id") {
  auto found = TRY(call.service<const Connections>().find(session, call.pool_id, id));
  // A connection belongs to whom its source belongs to.
  if (found && identity_sources::find(session, call.pool_id, tenant_id.value_or(""), found->source_id))
    return *std::move(found);
  return Error(errors::kObjectNotFound).with_field(std::move(field)).with_arg(id);
}

// kAppNotFound for what is no application of this pool.
Result<std::string> name_of_app(const api::Call& call, const std::string& app_id) {
  const auto application = TRY(call.service<applications::Directory>().find(app_id));
  if (application->pool_id != call.pool_id) return errors::kAppNotFound;
  return application->name;
}

}  // namespace

Result<dto::ExtIdpConnDetail> create_ext_idp_conn(api::Call& call, const dto::CreateExtIdpConnDto& req) {
  TRY(identity_sources::check_identifier(req.identifier));
  TRY(identity_sources::refuse_unknown(*call.document()));
  return call.write([&](db::Tx& tx) -> Result<dto::ExtIdpConnDetail> {
    auto source = identity_sources::find(tx, call.pool_id, req.tenantId.value_or(""), req.extIdpId);
    if (!source) return Error(errors::kObjectNotFound).with_field("extIdpId").with_arg(req.extIdpId);
    TRY(identity_sources::check_fields(*source, req.type, req.fields));
    Connection wanted;
    wanted.pool_id = call.pool_id;
    wanted.source_id = source->id;
    wanted.type = req.type;
    wanted.identifier = req.identifier;
    wanted.display_name = req.displayName;
    wanted.logo = req.logo.value_or("");
    wanted.login_only = req.loginOnly.value_or(false);
    wanted.fields = req.fields;
    const Connection made = TRY(call.service<const Connections>().create(tx, std::move(wanted), call.now_ms));
    TRY(audit::record_by_key(tx, call, "create_identity_connection", made.id));
    return identity_sources::to_dto(made);
  });
}

Result<dto::ExtIdpConnDetail> update_ext_idp_conn(api::Call& call, const dto::UpdateExtIdpConnDto& req) {
  TRY(identity_sources::refuse_unknown(*call.document()));
  return call.write([&](db::Tx& tx) -> Result<dto::ExtIdpConnDetail> {
    Connection connection = TRY(must_find(call, tx, req.id, req.tenantId));
    identity_sources::Fields fields = req.fields;
    identity_sources::keep_secrets(connection.fields, fields);
    const auto source =
        TRY(identity_sources::find(tx, call.pool_id, req.tenantId.value_or(""), connection.source_id));
    TRY(identity_sources::check_fields(source, connection.type, fields));
    connection.fields = std::move(fields);
    connection.display_name = req.displayName;
    if (req.logo) connection.logo = *req.logo;
    if (req.loginOnly) connection.login_only = *req.loginOnly;
    TRY(call.service<const Connections>().update(tx, connection, call.now_ms));
    TRY(audit::record_by_key(tx, call, "update_identity_connection", connection.id));
    return identity_sources::to_dto(connection);
  });
}

Result<dto::IsSuccessDto> delete_ext_idp_conn(api::Call& call, const dto::DeleteExtIdpConnDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    const Connection connection = TRY(must_find(call, tx, req.id, req.tenantId));
    TRY(identity_sources::remove_connection(tx, call.pool_id, connection.id));
    TRY(audit::record_by_key(tx, call, "delete_identity_connection", connection.id));
    return dto::IsSuccessDto{true};
  });
}

Result<dto::IsSuccessDto> change_ext_idp_conn_state(api::Call& call,
                                                    const dto::ChangeExtIdpConnStateDto& req) {
  std::vector<std::string> apps = {req.appId};
  if (req.appIds) apps.insert(apps.end(), req.appIds->begin(), req.appIds->end());
  for (const std::string& app_id : apps) TRY(name_of_app(call, app_id));
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    const Connection connection = TRY(must_find(call, tx, req.id, req.tenantId));
    for (const std::string& app_id : apps)
      TRY(identity_sources::switch_app(tx, call.pool_id, connection.id, app_id, req.enabled, call.now_ms));
    TRY(audit::record_by_key(tx, call, "switch_identity_connection", connection.id));
    return dto::IsSuccessDto{true};
  });
}

Result<dto::IsSuccessDto> change_ext_idp_conn_association_state(
    api::Call& call, const dto::ChangeExtIdpAssociationStateDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    Connection connection = TRY(must_find(call, tx, req.id, req.tenantId));
    connection.user_linking = req.association;
    TRY(call.service<const Connections>().update(tx, connection, call.now_ms));
    TRY(audit::record_by_key(tx, call, "update_identity_connection", connection.id));
    return dto::IsSuccessDto{true};
  });
}

Result<dto::ExtIdpListPagingDto> ext_idp_conn_apps(api::Call& call,
                                                   const dto::ExtIdpConnStateByAppsQuery& query) {
  Connection connection;
  const auto apps = TRY(call.read([&](db::Session& session) -> Result<std::vector<std::string>> {
    connection = TRY(must_find(call, session, query.id, query.tenantId));
    return identity_sources::apps_of(session, call.pool_id, connection.id);
  }));
  dto::ExtIdpListPagingDto page;
  for (const std::string& app_id : apps) {
    if (query.appId && *query.appId != app_id) continue;
    dto::ExtIdpDto& row = page.list.emplace_back();
    row.id = app_id;
    row.name = TRY(name_of_app(call, app_id));
    row.type = connection.type;
  }
  page.totalCount = static_cast<std::int64_t>(page.list.size());
  return page;
}

Result<dto::IsSuccessDto> change_userpool_tenant_ext_idp_conn_state(
    api::Call& call, const dto::ChangeUserPoolTenantExtIdpConnDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    for (const std::string& id : req.connIds) {
      Connection connection = TRY(must_find(call, tx, id, std::nullopt, "connIds"));
      connection.for_tenants = req.enabled;
      TRY(call.service<const Connections>().update(tx, connection, call.now_ms));
      TRY(audit::record_by_key(tx, call, "update_identity_connection", id));
    }
    return dto::IsSuccessDto{true};
  });
}

}  // namespace genauth::ops
