// The application that a call is for.
#pragma once
#include "api/call.h"
#include "modules/applications/applications.h"

namespace genauth::applications {

// As the pipeline has just read it, or read now, since a flow may go on for another application than its
// request names. kAppNotFound.
inline Result<Handle> of(const api::Call& call) {
  const auto named = std::static_pointer_cast<const Application>(call.application);
  if (named && named->id == call.app_id) return named;
  return call.service<Directory>().find(call.app_id);
}

}  // namespace genauth::applications
