// An application as administrators see it: the wire's form of applications::Application. Never with its
// secret. Pure, thread-safe.
#pragma once
#include <string>
#include <vector>

#include "gen/dto/application_settings.h"
#include "modules/applications/applications.h"

namespace genauth::application_settings {

// All but loginConfig.enabledExtIdpConns, which stands in other tables.
dto::ApplicationDto to_dto(const applications::Application& application);
// What create-application answers: the same members.
dto::CreateApplicationRespDataDto to_created(dto::ApplicationDto shown);
dto::ApplicationSimpleInfoDto to_simple(const applications::Application& application);

// RFC 8628 §3.4, RFC 8693 §2.1.
inline constexpr std::string_view kDeviceGrant = "urn:ietf:params:oauth:grant-type:device_code",
                                  kExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
// As oidcConfig shows them. Grants that nobody may use are left out.
std::vector<std::string> grant_types(const applications::Settings& settings);
std::vector<std::string> response_types(const applications::Settings& settings);

}  // namespace genauth::application_settings
