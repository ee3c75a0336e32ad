// `genauth serve`: the server, from configuration to a graceful end.
#pragma once
#include "config/config.h"

namespace genauth::app {

// Returns the process's exit status. Prints why it cannot start in one line.
int serve(config::Config config);

}  // namespace genauth::app
