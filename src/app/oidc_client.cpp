#include "app/oidc_client.h"

#include <algorithm>

#include "gen/errors/access.h"

namespace genauth::app {
namespace {

using applications::Settings;

oidc::AuthMethod auth_method(std::string_view name) {
  struct Named {
    std::string_view name;
    oidc::AuthMethod method;
  };
  static constexpr Named kMethods[] = {
      {"client_secret_post", oidc::AuthMethod::kPost},
      {"client_secret_basic", oidc::AuthMethod::kBasic},
      {"none", oidc::AuthMethod::kNone},
      {"client_secret_jwt", oidc::AuthMethod::kSecretJwt},
      {"private_key_jwt", oidc::AuthMethod::kPrivateKeyJwt},
      {"tls_client_auth", oidc::AuthMethod::kCertificate},
      {"self_signed_tls_client_auth", oidc::AuthMethod::kSelfSignedCertificate}};
  const auto* found = std::ranges::find(kMethods, name, &Named::name);
  return found == std::end(kMethods) ? oidc::AuthMethod::kPost : found->method;
}

void describe_grants(oidc::Client& client, const Settings& settings) {
  client.password_grant = settings.password_grant;
  client.code_grant = settings.code_grant;
  client.implicit_grant = settings.implicit_grant;
  client.hybrid_grant = settings.hybrid_grant;
  client.refresh_grant = settings.refresh_grant;
  client.response_types = settings.response_types.value_or(std::vector<std::string>());
  client.device_grant = settings.device_grant;
  client.plain_oauth = settings.oauth_provider;
  client.account_token_grant = settings.account_token_grant;
  client.exchange_grant = settings.token_exchange_grant;
  client.ciba_grant = settings.ciba_grant;
  client.ciba_ping = settings.backchannel_token_delivery_mode == "ping";
  client.registered_scope = settings.registered_scope;
  client.allow_plain_pkce = settings.plain_pkce;
}

void describe_requests(oidc::Client& client, const Settings& settings) {
  client.redirect_uris = settings.redirect_uris.value_or(std::vector<std::string>());
  client.post_logout_redirect_uris = settings.logout_redirect_uris.value_or(std::vector<std::string>());
  client.request_uris = settings.request_uris.value_or(std::vector<std::string>());
  client.is_native = settings.native;
  client.is_first_party = settings.first_party && !client.always_consent;
  client.show_consent = settings.show_authorization_page;
  client.default_max_age_s = settings.default_max_age_s;
  client.require_auth_time = settings.require_auth_time;
  client.require_signed_request = settings.require_signed_request_object;
  client.require_pushed_request = settings.require_pushed_authorization_requests;
  client.require_dpop = settings.dpop_bound_access_tokens;
  client.require_certificate = settings.tls_client_certificate_bound_access_tokens;
}

void describe_signatures(oidc::Client& client, const Settings& settings) {
  client.jwks = settings.jwks;
  client.jwks_uri = settings.jwks_uri;
  client.certificate_subject = {settings.tls_client_auth_subject_dn, settings.tls_client_auth_san_dns,
                                settings.tls_client_auth_san_uri, settings.tls_client_auth_san_ip,
                                settings.tls_client_auth_san_email};
  client.assertion_alg = settings.token_endpoint_auth_signing_alg;
  client.request_object_alg = settings.request_object_signing_alg;
  client.id_token_alg = settings.id_token_algorithm;
  client.userinfo_alg = settings.userinfo_signed_response_alg;
  client.introspection_alg = settings.introspection_signed_response_alg;
  client.authorization_alg = settings.authorization_signed_response_alg;
}

}  // namespace

Result<applications::Handle> application_named(const oidc::Request& request, std::string_view client_id,
                                               Installation& in, oidc::Ports& ports, oidc::Fetch fetch) {
  if (!oidc::is_document_id(client_id)) return in.applications->find(client_id);
  const oidc::Outcome<oidc::Client> client = oidc::find_client(request, client_id, ports, fetch);
  if (!client) return Error(errors::kAppNotFound, client.error().description);
  return in.applications->find(client->ref);
}

oidc::Client client_of(const applications::Application& application) {
  oidc::Client client;
  client.id = application.client_id();
  client.ref = application.id;
  client.always_consent = application.is_stranger();
  client.realm = application.pool_id;
  client.secret = application.secret;
  client.token_auth = auth_method(application.settings.token_auth_method);
  client.introspection_auth = auth_method(application.settings.introspection_auth_method);
  client.revocation_auth = auth_method(application.settings.revocation_auth_method);
  if (client.is_public()) client.revocation_auth = oidc::AuthMethod::kNone;  // it has no secret to bring
  describe_grants(client, application.settings);
  describe_requests(client, application.settings);
  describe_signatures(client, application.settings);
  return client;
}

}  // namespace genauth::app
