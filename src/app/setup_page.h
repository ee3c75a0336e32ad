// /setup: where the first administrator chooses a password. GET shows the form and consumes nothing; POST
// does.
#pragma once
#include "api/pipeline.h"
#include "app/installation.h"

namespace genauth::app {

net::Response setup_page(Installation& installation, const api::Incoming& incoming);

}  // namespace genauth::app
