// The door of event subscriptions: GET /events/v1/{authentication,management}/sub?code=&token=&since= becomes
// a websocket. A user brings an access token in the query (browsers cannot set headers), a server the
// signature of the constant text "websocket\n" or a management token in `authorization`. Neither is ever
// logged.
#pragma once
#include "api/pipeline.h"
#include "app/installation.h"

namespace genauth::app {

bool is_event_path(std::string_view path);

// On a worker, since it reads the store. Refusals are the envelope with a real HTTP status.
net::Response answer_event_socket(Installation& installation, api::Directory& directory,
                                  const api::Incoming& incoming);

}  // namespace genauth::app
