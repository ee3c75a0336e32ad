#include "modules/identity_sources/protocols.h"

#include "base/encoding.h"
#include "cas/cas.h"
#include "modules/identity_sources/attributes.h"
#include "modules/identity_sources/settings.h"

namespace genauth::identity_sources {
namespace {

cas::Server cas_server(const Connection& connection) {
  cas::Server server{connection.fields.casUrl.value_or("")};
  while (server.url.ends_with('/')) server.url.pop_back();
  if (connection.fields.casProtocol == "CAS1") server.protocol = cas::Protocol::kCas1;
  if (connection.fields.casProtocol == "CAS2") server.protocol = cas::Protocol::kCas2;
  return server;
}

// What the CAS server compares letter by letter when the ticket is validated.
std::string service_of(const dto::StoredSourceFlow& flow, std::string_view state) {
  return flow.redirect_uri + "?state=" + std::string(state);
}

std::string issuer_or(const Connection& connection, std::string usual) {
  const auto& issuer = connection.fields.issuer;
  return issuer && !issuer->empty() ? *issuer : std::move(usual);
}

Result<social::Profile> from_cas(api::Call& call, const Connection& connection,
                                 const dto::StoredSourceFlow& flow, const dto::StoredSourceAnswer& answer) {
  const cas::Server server = cas_server(connection);
  cas::Person person =
      TRY(call.service<const cas::Client>().validate(server, service_of(flow, answer.state), answer.code));
  return profile_of(connection, person.attributes, {"user", std::move(person.user)},
                    issuer_or(connection, server.url));
}

saml::IdentityProvider identity_provider(const Connection& connection) {
  const Fields& fields = connection.fields;
  return {fields.issuer.value_or(""), fields.signInEndPoint.value_or(""), fields.samlIdpCert.value_or("")};
}

// An NCName (xs:ID) that nobody can guess.
std::string request_id_of(const dto::StoredSourceFlow& flow) {
  return "_" + flow.nonce;
}

Result<social::Profile> from_saml(const api::Call& call, const Connection& connection,
                                  const dto::StoredSourceFlow& flow, const dto::StoredSourceAnswer& answer) {
  const saml::IdentityProvider provider = identity_provider(connection);
  saml::Person person = TRY(saml::read_response(service_provider(connection, flow.redirect_uri), provider,
                                                {.request_id = request_id_of(flow), .now_ms = call.now_ms},
                                                answer.saml_response));
  // A name that is another one every time says nothing of who it is; then an attribute must.
  if (person.name_id_format.ends_with(":transient")) person.name_id.clear();
  return profile_of(connection, person.attributes, {"nameid", std::move(person.name_id)}, provider.entity_id);
}

}  // namespace

std::string_view door_of(std::string_view connection_type) {
  if (connection_type == "oidc" || connection_type == "azure-ad") return "oidc";
  if (connection_type == "oauth") return "oauth2";
  if (connection_type == "cas" || connection_type == "saml") return connection_type;
  return "social";
}

Result<std::string> address_at_source(api::Call& call, const Connection& connection,
                                      const dto::StoredSourceFlow& flow, const std::string& state) {
  if (connection.type == "cas") return cas::login_url(cas_server(connection), service_of(flow, state));
  if (connection.type == "saml")
    return saml::request_url(service_provider(connection, flow.redirect_uri), identity_provider(connection),
                             request_id_of(flow), relay_of_state(state), call.now_ms);
  return call.service<const social::Engine>().authorize_url(
      settings_of(connection), {flow.redirect_uri, state, flow.nonce, flow.verifier});
}

Result<social::Profile> arrival(api::Call& call, const Connection& connection,
                                const dto::StoredSourceFlow& flow, const dto::StoredSourceAnswer& answer) {
  if (connection.type == "cas") return from_cas(call, connection, flow, answer);
  if (connection.type == "saml") return from_saml(call, connection, flow, answer);
  return call.service<const social::Engine>().finish(
      settings_of(connection), {flow.redirect_uri, "", flow.nonce, flow.verifier},
      {.code = answer.code, .issuer = answer.iss, .id_token = answer.id_token, .posted = answer.user});
}

std::string relay_of_state(std::string_view state) {
  const auto bytes = unhex(state);
  return bytes ? base64url(*bytes) : std::string();
}

std::string state_of_relay(std::string_view relay) {
  const auto bytes = unbase64url(relay);
  return bytes ? hex(*bytes) : std::string();
}

saml::ServiceProvider service_provider(const Connection& connection, std::string_view callback) {
  const Fields& fields = connection.fields;
  saml::ServiceProvider provider;
  provider.acs_url = callback;
  // Ids of connections are unique in all pools, so no assertion for one is for another.
  provider.entity_id = callback.substr(0, callback.rfind('/') + 1);
  provider.entity_id.append(connection.id);
  provider.private_key = fields.samlSpKey.value_or("");
  provider.certificate = fields.samlSpCert.value_or("");
  provider.sign_requests = fields.signSamlRequest;
  provider.signature_algorithm = signature_algorithm(fields);
  return provider;
}

}  // namespace genauth::identity_sources
