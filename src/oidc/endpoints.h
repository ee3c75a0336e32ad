// The endpoints that machines call: one function each, from a request to an answer. They never fail; errors
// are answers. Thread-safe. authorization.h is the one for browsers.
#pragma once
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

Response token(const Request& request, Ports& ports);          // POST …/token           RFC 6749 §3.2
Response userinfo(const Request& request, Ports& ports);       // GET, POST …/me         Core §5.3
Response introspection(const Request& request, Ports& ports);  // POST …/token/introspection  RFC 7662
Response revocation(const Request& request, Ports& ports);     // POST …/token/revocation     RFC 7009
Response discovery(const Request& request, Ports& ports);      // GET …/.well-known/openid-configuration
Response pushed_authorization(const Request& request, Ports& ports);        // POST …/par         RFC 9126
Response device_authorization(const Request& request, Ports& ports);        // POST …/device/auth RFC 8628
Response backchannel_authentication(const Request& request, Ports& ports);  // POST …/bc-authorize  CIBA §7
Response validate_token(const Request& request, Ports& ports);              // GET …/validate_token
Response registration(const Request& request, Ports& ports);                // POST …/reg         RFC 7591
Response client_configuration(const Request& request,
                              Ports& ports);  // GET, PUT, DELETE …/reg/{client_id}  RFC 7592
// GET …/.well-known/oauth-protected-resource/oidc/me   RFC 9728, of userinfo
Response protected_resource(const Request& request, Ports& ports);

Response jwks(const Request& request, Ports& ports);  // GET …/.well-known/jwks.json

}  // namespace genauth::oidc
