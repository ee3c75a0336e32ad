// What callers see of a connection: never its secrets.
#pragma once
#include <string_view>

#include "gen/dto/identity_sources.h"
#include "modules/identity_sources/identity_sources.h"

namespace genauth::identity_sources {

dto::ExtIdpConnDetail to_dto(const Connection& connection);
// "enterprise" for sources that an organization runs, "social" for the others.
std::string_view kind_of(std::string_view source_type);

}  // namespace genauth::identity_sources
