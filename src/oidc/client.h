// A registered application, as the protocol sees it, and where a call comes from. Plain values.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genauth::oidc {

// How a client proves itself (RFC 6749 §2.3.1, Core §9). Each endpoint has its own.
enum class AuthMethod : std::uint8_t {
  kPost,
  kBasic,
  kNone,
  kSecretJwt,
  kPrivateKeyJwt,
  kCertificate,            // RFC 8705 §2.1 tls_client_auth
  kSelfSignedCertificate,  // §2.2
};

// Who a certificate has to be about (RFC 8705 §2.1.2): one of these.
struct CertificateSubject {
  std::string dn = {}, san_dns = {}, san_uri = {}, san_ip = {}, san_email = {};
};

// `realm` is opaque here: the body of users and keys that it belongs to.
// `id` is its client_id on the wire.
struct Client {
  std::string id, realm, secret;
  AuthMethod token_auth = AuthMethod::kPost;
  AuthMethod introspection_auth = AuthMethod::kPost;
  AuthMethod revocation_auth = AuthMethod::kPost;

  // Which ways to tokens are open to it. What RFC 9700 §2.1.2 and §2.4 advise against is shut until asked
  // for.
  bool password_grant = false;
  bool code_grant = true;
  bool implicit_grant = false;  // response types id_token, token, id_token token
  bool hybrid_grant = false;    // response types of code with others
  bool refresh_grant = true;
  std::vector<std::string> response_types = {};  // none named: all that the grants open
  bool allow_plain_pkce = false;                 // RFC 7636 §4.2: for clients that cannot hash

  // Compared byte for byte; is_native lets the port of a loopback address differ (RFC 8252 §7.3).
  std::vector<std::string> redirect_uris = {}, post_logout_redirect_uris = {};
  bool is_native = false;

  // Consent. A first party without show_consent asks for none; any other client's counts from one time to the
  // next, unless always_consent says that nobody vouches for it (registered by strangers).
  bool is_first_party = false;
  bool show_consent = false;
  bool always_consent = false;

  std::string id_token_alg = "RS256";
  std::optional<std::int64_t> default_max_age_s = {};  // Dynamic Registration §2
  bool require_auth_time = false;

  // Keys that the client signs with (RFC 7517 §5), unless Ports::documents has them, and what it must sign.
  std::string jwks = {}, jwks_uri = {};
  std::string assertion_alg = {};       // token_endpoint_auth_signing_alg; empty: any
  std::string request_object_alg = {};  // likewise
  std::vector<std::string> request_uris = {};
  bool require_signed_request = false;  // RFC 9101 §10.5
  bool require_pushed_request = false;  // RFC 9126 §6
  bool require_dpop = false;            // RFC 9449 §5.2 dpop_bound_access_tokens
  bool require_certificate = false;     // RFC 8705 §3.4 tls_client_certificate_bound_access_tokens
  CertificateSubject certificate_subject = {};

  // What is signed for it: empty means plain JSON.
  std::string userinfo_alg = {};            // Dynamic Registration §2 userinfo_signed_response_alg
  std::string introspection_alg = "RS256";  // RFC 9701 §6
  std::string authorization_alg = "RS256";  // JARM §3

  bool plain_oauth = false;  // may use /oauth
  bool account_token_grant =
      false;                    // the product's grant of old: a token of the account for tokens of a scope
  bool device_grant = false;    // RFC 8628
  bool exchange_grant = false;  // RFC 8693
  bool ciba_grant = false;      // OpenID Connect CIBA Core 1.0
  bool ciba_ping = false;       // §5: told when there is an answer, in place of asking for it

  std::string registered_scope = {};  // RFC 7591 §2: it gets nothing else; empty: what it asks for

  std::string ref = {};  // names it to the ports, where its client_id is an address

  // It holds no secret, so it has to prove by PKCE that it began what it ends (RFC 9700 §2.1.1).
  bool is_public() const { return token_auth == AuthMethod::kNone; }
  // It registered itself, or has published itself at an address.
  bool is_stranger() const { return always_consent; }
};

// Where a call comes from, for records and throttles.
struct Context {
  std::string_view issuer, client_ip, user_agent;
  // The key or the certificate that the caller has proved to hold, in the words of binding.h: tokens are
  // bound to it, `cnf` (RFC 9449 §6, RFC 8705 §3). A public client's refresh token too; a bound one is only
  // taken from the same. Empty: bearer tokens.
  std::string_view bound_to = {};
  // That of the caller's connection, in the same words, whether tokens are bound to it or not.
  std::string_view certificate = {};
  // What the call wants tokens for (RFC 8707), some of what was granted; empty: all of that.
  std::vector<std::string> resources = {};
  // The only realm that the issuer serves; empty: the address names the application.
  std::string_view realm = {};
};

}  // namespace genauth::oidc
