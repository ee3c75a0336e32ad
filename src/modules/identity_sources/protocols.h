// Where the browser is sent, and who comes back, by whatever protocol the connection's source speaks.
#pragma once
#include <string>

#include "api/call.h"
#include "connectors/social/engine.h"
#include "gen/dto/identity_sources.h"
#include "modules/identity_sources/identity_sources.h"
#include "saml/saml.h"

namespace genauth::identity_sources {

// "cas", "saml", "oidc", "oauth2" or "social": the part of our addresses that such connections come back to.
std::string_view door_of(std::string_view connection_type);

// `flow` knows redirect_uri, nonce and verifier; `state` is of hexadecimal digits.
Result<std::string> address_at_source(api::Call& call, const Connection& connection,
                                      const dto::StoredSourceFlow& flow, const std::string& state);
// kSourceRefused, kSourceAnswerInvalid, kProviderUnreachable.
Result<social::Profile> arrival(api::Call& call, const Connection& connection,
                                const dto::StoredSourceFlow& flow, const dto::StoredSourceAnswer& answer);

// What a SAML provider sends back unchanged has at most 80 bytes (saml-bindings §3.4.3), so a state travels
// in base64. Empty: no such text.
std::string relay_of_state(std::string_view state);
std::string state_of_relay(std::string_view relay);

// Us, towards the provider of that connection. `callback`: the address of the assertion consumer service.
saml::ServiceProvider service_provider(const Connection& connection, std::string_view callback);

}  // namespace genauth::identity_sources
