// Through which connections of identity sources the people of an application may come; their rows are those
// of modules/identity_sources.
#pragma once
#include <string>
#include <vector>

#include "api/call.h"
#include "base/result.h"
#include "gen/dto/application_settings.h"

namespace genauth::application_settings {

Result<std::vector<dto::ApplicationEnabledExtIdpConnDto>> enabled_connections(db::Session& session,
                                                                              const api::Call& call,
                                                                              std::string_view app_id);
// Of a new application. kObjectNotFound.
Result<void> switch_on(db::Tx& tx, const api::Call& call, std::string_view app_id,
                       const dto::ApplicationLoginConfigInputDto& wanted);
Result<void> switch_all_off(db::Tx& tx, const api::Call& call, std::string_view app_id);

}  // namespace genauth::application_settings
