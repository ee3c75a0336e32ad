// An application of the product, as the OIDC library sees it.
#pragma once
#include "app/installation.h"
#include "oidc/client_lookup.h"

namespace genauth::app {

// Pure.
oidc::Client client_of(const applications::Application& application);

// The one that a client_id names, also where that is an address. kAppNotFound. Thread-safe.
Result<applications::Handle> application_named(const oidc::Request& request, std::string_view client_id,
                                               Installation& installation, oidc::Ports& ports,
                                               oidc::Fetch fetch = oidc::Fetch::kNever);

}  // namespace genauth::app
