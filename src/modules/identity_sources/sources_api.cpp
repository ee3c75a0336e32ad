// Sources: list-ext-idp, get-ext-idp, create-ext-idp, update-ext-idp, delete-ext-idp, list-tenant-ext-idp.
#include <algorithm>

#include "api/call.h"
#include "gen/ops/identity_sources.h"
#include "modules/audit/of_call.h"
#include "modules/identity_sources/connection_dto.h"
#include "modules/identity_sources/identity_sources.h"

namespace genauth::ops {
namespace {

using identity_sources::Connections;
using identity_sources::Source;

dto::ExtIdpDto to_dto(const Source& source) {
  dto::ExtIdpDto shown;
  shown.id = source.id;
  shown.name = source.name;
  shown.logo = source.logo;
  shown.type = source.type;
  if (!source.tenant_id.empty()) shown.tenantId = source.tenant_id;
  return shown;
}

// Social sources belong to people, enterprise sources to an organization that administers them.
bool is_of_kind(const Source& source, const std::optional<std::string>& kind) {
  return !kind || *kind == identity_sources::kind_of(source.type);
}

}  // namespace

Result<dto::ExtIdpListPagingDto> list_ext_idp(api::Call& call, const dto::ListExtIdpQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::ExtIdpListPagingDto> {
    std::vector<Source> sources =
        TRY(identity_sources::list(session, call.pool_id, query.tenantId.value_or("")));
    if (query.appId) {
      const auto offered = TRY(call.service<const Connections>().of_app(session, call.pool_id, *query.appId));
      std::erase_if(sources, [&](const Source& source) {
        return std::ranges::none_of(offered, [&](const auto& each) { return each.source_id == source.id; });
      });
    }
    dto::ExtIdpListPagingDto page;
    page.totalCount = static_cast<std::int64_t>(sources.size());
    for (const Source& source : sources) page.list.push_back(to_dto(source));
    return page;
  });
}

Result<dto::ExtIdpDetail> get_ext_idp(api::Call& call, const dto::GetExtIdpQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::ExtIdpDetail> {
    const Source source =
        TRY(identity_sources::find(session, call.pool_id, query.tenantId.value_or(""), query.id));
    dto::ExtIdpDetail shown;
    shown.id = source.id;
    shown.name = source.name;
    shown.logo = source.logo;
    shown.type = source.type;
    if (!source.tenant_id.empty()) shown.tenantId = source.tenant_id;
    for (const auto& each :
         TRY(call.service<const Connections>().of_source(session, call.pool_id, source.id))) {
      if (query.appId && !TRY(identity_sources::is_on(session, call.pool_id, each.id, *query.appId)))
        continue;
      shown.connections.push_back(identity_sources::to_dto(each));
    }
    return shown;
  });
}

Result<dto::ExtIdpDto> create_ext_idp(api::Call& call, const dto::CreateExtIdpDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::ExtIdpDto> {
    Source wanted;
    wanted.pool_id = call.pool_id;
    wanted.name = req.name;
    wanted.type = req.type;
    wanted.tenant_id = req.tenantId.value_or("");
    const Source made = TRY(identity_sources::create(tx, std::move(wanted), call.now_ms));
    TRY(audit::record_by_key(tx, call, "create_identity_source", made.id));
    return to_dto(made);
  });
}

Result<dto::ExtIdpDto> update_ext_idp(api::Call& call, const dto::UpdateExtIdpDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::ExtIdpDto> {
    Source source = TRY(identity_sources::find(tx, call.pool_id, req.tenantId.value_or(""), req.id));
    TRY(identity_sources::rename(tx, source, req.name, call.now_ms));
    TRY(audit::record_by_key(tx, call, "update_identity_source", source.id));
    source.name = req.name;
    return to_dto(source);
  });
}

Result<dto::IsSuccessDto> delete_ext_idp(api::Call& call, const dto::DeleteExtIdpDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    const Source source = TRY(identity_sources::find(tx, call.pool_id, req.tenantId.value_or(""), req.id));
    TRY(identity_sources::remove(tx, source));
    TRY(audit::record_by_key(tx, call, "delete_identity_source", source.id));
    return dto::IsSuccessDto{true};
  });
}

Result<dto::ExtIdpListPagingDto> list_tenant_ext_idp(api::Call& call,
                                                     const dto::ListTenantExtIdpQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::ExtIdpListPagingDto> {
    std::vector<Source> sources =
        TRY(identity_sources::list_for_tenant(session, call.pool_id, query.tenantId.value_or("")));
    std::erase_if(sources, [&](const Source& source) { return !is_of_kind(source, query.type); });
    dto::ExtIdpListPagingDto page;
    page.totalCount = static_cast<std::int64_t>(sources.size());
    const std::size_t from = static_cast<std::size_t>((query.page - 1) * query.limit);
    const std::size_t until = std::min(sources.size(), from + static_cast<std::size_t>(query.limit));
    for (std::size_t i = from; i < until; ++i) page.list.push_back(to_dto(sources[i]));
    return page;
  });
}

}  // namespace genauth::ops
