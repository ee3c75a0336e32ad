// The application that a call is for.
#pragma once
#include "api/call.h"
#include "modules/applications/applications.h"

namespace genauth::applications {

// As the pipeline has just read it, or read now. kAppNotFound.
inline Result<Handle> of(const api::Call& call) {
  if (call.application) return std::static_pointer_cast<const Application>(call.application);
  return call.service<Directory>().find(call.app_id);
}

}  // namespace genauth::applications
