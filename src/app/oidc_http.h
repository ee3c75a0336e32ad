// HTTP to the OIDC library and back: splits a request into decoded pairs, finds the endpoint by its path,
// adds CORS.
#pragma once
#include "api/directory.h"
#include "api/pipeline.h"
#include "oidc/ports.h"

namespace genauth::app {

// Answers the exchange. Runs on a worker.
void answer_oidc(const api::Incoming& incoming, oidc::Ports& ports, api::Directory& directory);

}  // namespace genauth::app
