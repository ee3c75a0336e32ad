// A connection as the engine sees it.
#pragma once
#include "connectors/social/engine.h"
#include "modules/identity_sources/identity_sources.h"

namespace genauth::identity_sources {

social::Settings settings_of(const Connection& connection);

}  // namespace genauth::identity_sources
