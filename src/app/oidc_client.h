// An application of the product, as the OIDC library sees it.
#pragma once
#include "modules/applications/applications.h"
#include "oidc/client.h"

namespace genauth::app {

// Pure.
oidc::Client client_of(const applications::Application& application);

}  // namespace genauth::app
