// The interaction of a device that waits for a person (RFC 8628 §3.3).
#pragma once
#include "app/interaction_scene.h"

namespace genauth::app {

// Sign in, then agree, always: whoever sent the code must not profit from an old consent (§5.4). Runs on a
// worker.
Result<net::Response> resume_device(const Scene& scene, interactions::Open open);

}  // namespace genauth::app
