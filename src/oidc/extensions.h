// Ports of what goes beyond RFC 6749 and OpenID Connect Core. Ports::… is null where an installation does not
// have one: the feature is refused with an error of its own, and discovery does not speak of it.
// Implementations are thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "oidc/client.h"
#include "oidc/grants.h"
#include "oidc/http.h"
#include "oidc/outcome.h"

namespace genauth::oidc {

// What clients publish at addresses of their own. Fetched with an egress filter, bounded in size and time.
class ClientDocuments {
 public:
  virtual ~ClientDocuments() = default;
  // The client's JWKS, inline or of its jwks_uri; `fresh`: not from a cache, for a key that is not there yet.
  virtual Outcome<std::string> keys(const Client& client, bool fresh) = 0;
  // The object at a request_uri that the client has registered (RFC 9101 §5.2). kInvalidRequestUri.
  virtual Outcome<std::string> request_object(const Client& client, std::string_view uri) = 0;
};

// Remembers what counts once: jti of assertions and proofs.
class Replays {
 public:
  virtual ~Replays() = default;
  // True for the first caller of all processes, false for others until `until_s`. `realm` is that of whom the
  // key is about, empty for a machine without one.
  virtual Outcome<bool> first_use(std::string_view realm, std::string_view space, std::string_view key,
                                  std::int64_t until_s) = 0;
};

// Signs what is for a client to read, with a key of its realm, or with its secret for HS256.
class Signer {
 public:
  virtual ~Signer() = default;
  virtual Outcome<std::string> sign(const Client& client, std::string_view alg, std::string_view typ,
                                    std::string_view claims_json) = 0;
};

// RFC 9126: requests that were pushed ahead.
class PushedRequests {
 public:
  virtual ~PushedRequests() = default;
  // The part behind urn:ietf:params:oauth:request_uri:, hard to guess.
  virtual Outcome<std::string> push(const Client& client, const Pairs& parameters,
                                    std::int64_t lifetime_s) = 0;
  // kInvalidRequestUri if it is unknown, expired, or another client's.
  virtual Outcome<Pairs> find(const Client& client, std::string_view handle) = 0;
};

// RFC 8707: services that take tokens of this server.
struct Resource {
  std::string identifier;
  std::vector<std::string> scopes;  // words that are for it, beside supported_scopes()
};
class Resources {
 public:
  virtual ~Resources() = default;
  // kInvalidTarget if there is none, or not for this client.
  virtual Outcome<Resource> find(const Client& client, std::string_view identifier) = 0;
};

// RFC 8628.
struct DeviceRequest {
  std::string scope, issuer;
  std::vector<std::string> resources = {};
};
struct DeviceAnswer {
  std::string device_code, user_code, verification_uri, verification_uri_complete;
  std::int64_t expires_in_s = 600, interval_s = 5;
};
class DeviceCodes {
 public:
  virtual ~DeviceCodes() = default;
  virtual Outcome<DeviceAnswer> begin(const Client& client, const DeviceRequest& request,
                                      const Context& context) = 0;
  // Atomic, tokens once. kAuthorizationPending, kSlowDown, kAccessDenied, kExpiredToken (§3.5), kInvalidGrant
  // for a code that is unknown, another client's, or of another issuer than the context's.
  virtual Outcome<Tokens> poll(const Client& client, std::string_view device_code,
                               const Context& context) = 0;
};

// OpenID Connect CIBA Core 1.0: the client asks, and the person answers on a device of their own. The client
// polls, or is told when to (§5).
struct BackchannelRequest {
  std::string scope, issuer;
  std::string login_hint;               // what the person would type to sign in; or
  std::string hinted_sub, hinted_sid;   // whom an ID token of the client's own names, and in which session
  std::string binding_message;          // shown on both devices (§7.1)
  std::int64_t requested_expiry_s = 0;  // 0: as long as usual
  std::string notification_token = {};  // shown to the client when it is told (§10.2); empty: it polls
};
struct BackchannelAnswer {
  std::string auth_req_id;
  std::string match_number;  // shown where the person began; their device asks which number that is
  std::int64_t expires_in_s = 0, interval_s = 5;
};
class BackchannelRequests {
 public:
  virtual ~BackchannelRequests() = default;
  // Answers alike whether there is such a person or not: nobody shall learn who has an account. kThrottled
  // while another question waits, and beyond so many an hour.
  virtual Outcome<BackchannelAnswer> begin(const Client& client, const BackchannelRequest& request,
                                           const Context& context) = 0;
  // As DeviceCodes::poll() (§11).
  virtual Outcome<Tokens> poll(const Client& client, std::string_view auth_req_id,
                               const Context& context) = 0;
};

// RFC 8693, when the library has found the tokens to be good.
struct ExchangeRequest {
  std::string subject_sub, subject_tenant_id, subject_client_id, subject_scope, subject_token_id,
      subject_session_id;
  std::string actor_sub;  // empty: nobody acts for the subject
  std::string scope;      // narrowed to that of the subject's token
  std::vector<std::string> audiences, resources;
  std::int64_t subject_expires_at_s = 0;  // what comes out must not live longer
};
class Exchanges {
 public:
  virtual ~Exchanges() = default;
  // An access token; kInvalidTarget for an audience or resource that the client may not reach, kInvalidGrant
  // if the subject's session is over.
  virtual Outcome<Tokens> exchange(const Client& client, const ExchangeRequest& request,
                                   const Context& context) = 0;
};

// The online check of ID tokens (validation.cpp).
struct IdToken {
  std::string realm, claims_json;  // the claims as they were signed
};
class IdTokens {
 public:
  virtual ~IdTokens() = default;
  // kInvalidToken unless this server signed it, with a key of the realm or the client's present secret, as
  // the issuer of one of its clients, who is enabled, for a session that stands, and it has not expired.
  // `called` is the issuer at whose address the question came.
  virtual Outcome<IdToken> check(std::string_view id_token, std::string_view called) = 0;
};

}  // namespace genauth::oidc
