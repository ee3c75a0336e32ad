#include "modules/application_settings/connections.h"

#include "gen/errors/objects.h"
#include "modules/identity_sources/connection_dto.h"
#include "modules/identity_sources/identity_sources.h"

namespace genauth::application_settings {
namespace {

using identity_sources::Connection;
using identity_sources::Connections;

Result<void> turn(db::Tx& tx, const api::Call& call, std::string_view app_id, const std::string& id,
                  bool on) {
  return identity_sources::switch_app(tx, call.pool_id, id, app_id, on, call.now_ms);
}

}  // namespace

Result<std::vector<dto::ApplicationEnabledExtIdpConnDto>> enabled_connections(db::Session& session,
                                                                              const api::Call& call,
                                                                              std::string_view app_id) {
  std::vector<dto::ApplicationEnabledExtIdpConnDto> shown;
  for (const Connection& each :
       TRY(call.service<const Connections>().of_app(session, call.pool_id, app_id))) {
    const auto source = TRY(identity_sources::find_any(session, call.pool_id, each.source_id));
    dto::ApplicationEnabledExtIdpConnDto& row = shown.emplace_back();
    row.isSocial = identity_sources::kind_of(source.type) == "social";
    row.extIdpId = source.id;
    row.extIdpType = source.type;
    row.extIdpConnId = each.id;
    row.extIdpConnType = each.type;
    row.extIdpConnIdentifier = each.identifier;
    row.extIdpConnDisplayName = each.display_name;
    row.extIdpConnLogo = each.logo;
    row.enabled = true;
  }
  return shown;
}

Result<void> switch_on(db::Tx& tx, const api::Call& call, std::string_view app_id,
                       const dto::ApplicationLoginConfigInputDto& wanted) {
  const auto& connections = call.service<const Connections>();
  for (const auto& each :
       wanted.enabledExtIdpConnIds.value_or(std::vector<dto::ApplicationEnabledExtIdpConnInputDto>())) {
    if (!TRY(connections.find(tx, call.pool_id, each.extIdpConnId)))
      return Error(errors::kObjectNotFound)
          .with_field("loginConfig.enabledExtIdpConnIds")
          .with_arg(each.extIdpConnId);
    TRY(turn(tx, call, app_id, each.extIdpConnId, true));
  }
  if (!wanted.enabledAllExtIdpConns.value_or(false)) return {};
  for (const identity_sources::Source& source : TRY(identity_sources::list(tx, call.pool_id, "")))
    for (const Connection& each : TRY(connections.of_source(tx, call.pool_id, source.id)))
      TRY(turn(tx, call, app_id, each.id, true));
  return {};
}

Result<void> switch_all_off(db::Tx& tx, const api::Call& call, std::string_view app_id) {
  for (const Connection& each : TRY(call.service<const Connections>().of_app(tx, call.pool_id, app_id)))
    TRY(turn(tx, call, app_id, each.id, false));
  return {};
}

}  // namespace genauth::application_settings
