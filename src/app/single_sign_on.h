// One session of a pool over several hosts. The pool's session host (that of server.public_url) has the
// cookie of the session; an application's own host joins by a redirect of the whole page that brings a
// one-time handle, and gets a cookie that is good for that host alone (sessions::host_cookie).
//
//   join:  own host -> session host -> own host, with a ticket. It counts in the browser that asked: the
//          session host binds it to the digest of a cookie of the own host.
//   share: somebody signed in at an own host. The session host says which of its browsers this is (a ticket
//          that counts with the interaction's cookie alone), and takes the session in that browser alone.
//
// Only applications with sso_enabled take part. A handle lives for a minute and counts once. Functions run on
// workers.
#pragma once
#include <optional>
#include <string>

#include "api/pipeline.h"
#include "app/installation.h"
#include "app/interaction_scene.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::app {

inline constexpr std::string_view kJoinSession = "/oidc/session/join";
inline constexpr std::string_view kShareSession = "/oidc/session/share";

struct Arrival {
  std::optional<net::Response> elsewhere;  // where the browser has to go first
  std::string pool_id, session;            // what was brought, as a cookie of this host; or empty
};
// Before a page that asks who is signed in. Takes the handle out of the request's parameters.
Result<Arrival> arrive(const api::Incoming& incoming, oidc::Request& request, Installation& in,
                       oidc::Ports& ports);

// At the session host.
net::Response answer_join(const api::Incoming& incoming, oidc::Request request, Installation& in,
                          oidc::Ports&);
net::Response answer_share(const api::Incoming& incoming, oidc::Request request, Installation& in,
                           oidc::Ports&);

// Where an interaction in which somebody signed in at an application's own host has to go before it goes on.
Result<std::optional<net::Response>> share(const Scene& scene, interactions::Open& open);

}  // namespace genauth::app
