// HTTP to the OIDC library and back: splits a request into decoded pairs, finds the endpoint by its path,
// adds CORS.
#pragma once
#include "api/directory.h"
#include "api/pipeline.h"
#include "app/cors.h"
#include "app/installation.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::app {

// What answer_oidc() answers: everything below /oidc, the few of /oauth, and the pages for signing out.
bool is_oidc_path(std::string_view path);

// The name of the endpoint in the log and the metrics; "unmatched" where there is none.
std::string_view oidc_operation(std::string_view path);

Readers readers_of_oidc(std::string_view path);
// Discovery and the documents beside it, which read a row or two by their keys.
bool is_oidc_document(std::string_view path);
// Whether the answer may need what the client publishes elsewhere: its keys, or a request of its own.
bool may_ask_client(std::string_view path, const net::Request& request);

struct OidcAnswer {
  net::Response response;
  std::string app_id;  // as the caller says, unproved; may be empty
};

// Runs on a worker; on one for outgoing calls if may_ask_client(). Documents may be answered on an event loop
// where reading waits for nobody.
OidcAnswer answer_oidc(const api::Incoming& incoming, Installation& installation, oidc::Ports& ports,
                       api::Directory& directory);

net::Response to_net(oidc::Response response);

// What an endpoint answers whom it has no time for (RFC 6749 §5.2): 429 with the seconds to wait, or 503.
net::Response oidc_throttled(std::int64_t wait_s);
net::Response oidc_busy();

}  // namespace genauth::app
