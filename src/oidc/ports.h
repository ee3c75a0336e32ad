// What the endpoints need of the world. src/app implements these over the product's modules; memory_ports.h
// over maps, for tests. Implementations are thread-safe. Every refusal is an Error that may go to the caller
// as it is.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "oidc/claims.h"
#include "oidc/client.h"
#include "oidc/extensions.h"
#include "oidc/grants.h"
#include "oidc/outcome.h"
#include "oidc/registry.h"

namespace genauth::oidc {

class ClientSource {
 public:
  virtual ~ClientSource() = default;
  // kInvalidClient if there is none or it is disabled.
  virtual Outcome<Client> find(std::string_view client_id) = 0;
  // The scopes of the client's realm, beside supported_scopes().
  virtual Outcome<std::vector<RealmScope>> scopes(const Client&) { return std::vector<RealmScope>(); }
};

class TokenIssuer {
 public:
  virtual ~TokenIssuer() = default;
  // The resource owner's password. kInvalidGrant whatever is wrong with it, so that accounts cannot be
  // probed.
  virtual Outcome<Tokens> by_password(const Client& client, std::string_view username,
                                      std::string_view password, std::string_view scope,
                                      const Context& context) = 0;
  // `scope` may narrow what was granted, empty keeps it; kInvalidScope if it asks for more. kInvalidGrant if
  // the token is not this client's, not valid any more, or was used before although it is good for one use.
  virtual Outcome<Tokens> by_refresh_token(const Client& client, std::string_view token,
                                           std::string_view scope, const Context& context) = 0;
  // An access token of the client's own that is live: further tokens of the same session. kInvalidGrant
  // otherwise.
  virtual Outcome<Tokens> by_account_token(const Client&, std::string_view, std::string_view,
                                           const Context&) {
    return Error{Kind::kUnsupportedGrantType, "there is no such grant_type"};
  }
  // A machine with its own key, of the realm of `client` or of the context where one is given. kInvalidClient
  // otherwise; kInvalidRequest where the realm binds such tokens to certificates and there is none,
  // kInvalidDpopProof for a proof there.
  virtual Outcome<Tokens> by_machine_key(const Client* client, std::string_view key_id,
                                         std::string_view secret, std::string_view scope,
                                         const Context& context) = 0;
};

// What is known of a token that is good at this moment.
struct Standing {
  std::string client_id, realm, sub, scope, issuer, token_id;
  std::int64_t issued_at_s = 0, expires_at_s = 0;
  std::string tenant_id = {};
  std::string bound_to = {};      // as binding.h says it; empty: to nothing
  std::string claims_json = {};   // the claims parameter that the grant began with (Core §5.5)
  std::string session_id = {};    // names the session that it stands and falls with to the ports
  bool is_machine = false;        // nobody's: of an access key, which is its client
  std::string exchanged_by = {};  // the client that got it in exchange for another token (RFC 8693)
  std::string pairwise_sub = {};  // whom the client knows the person as (Core §8.1); empty: as `sub`
  std::vector<std::string> resources = {};  // its audience (RFC 8707); empty: the client itself

  const std::string& subject() const { return pairwise_sub.empty() ? sub : pairwise_sub; }
};

class TokenStore {
 public:
  virtual ~TokenStore() = default;
  // Signature, expiry, revocation, session and user, all as of now. `client_id` is the application that the
  // address named, or empty. kInvalidToken for anything that is not a live access token of a user.
  virtual Outcome<Standing> access_token(std::string_view token, std::string_view client_id) = 0;
  // Nothing if it is not a live refresh token of this client.
  virtual Outcome<std::optional<Standing>> refresh_token(const Client& client, std::string_view token) = 0;
  // Ends the token if it is this client's; does nothing otherwise.
  virtual Outcome<void> revoke(const Client& client, std::string_view token) = 0;
};

class SubjectSource {
 public:
  virtual ~SubjectSource() = default;
  // kInvalidToken if the subject is gone. Its `sub` does not count: answers name Standing::subject().
  virtual Outcome<Profile> profile(const Standing& token) = 0;
  // Whom the client's tokens name (Core §8).
  virtual Outcome<std::string> subject(const Client& client, std::string_view sub) = 0;
  // The account as a JSON object, as plain OAuth shows it.
  virtual Outcome<std::string> account(const Standing&) { return Error{Kind::kNotFound, "no accounts here"}; }
};

class KeySource {
 public:
  virtual ~KeySource() = default;
  // The JWKS of the application's realm. An empty id means the installation's own default, if it has one;
  // kNotFound otherwise.
  virtual Outcome<std::shared_ptr<const std::string>> jwks(std::string_view client_id) = 0;
};

// All of them; must outlive every call.
struct Ports {
  ClientSource& clients;
  TokenIssuer& issuer;
  TokenStore& tokens;
  SubjectSource& subjects;
  KeySource& keys;
  Grants& grants;
  HintSource& hints;
  const Clock& clock;
  bool serves_browsers = false;  // HTTP has the endpoints of authorization.h; discovery speaks of them then
  ClientDocuments* documents = nullptr;
  Replays* replays = nullptr;
  Signer* signer = nullptr;
  PushedRequests* pushed = nullptr;
  DeviceCodes* devices = nullptr;
  Exchanges* exchanges = nullptr;
  IdTokens* id_tokens = nullptr;
  Resources* resources = nullptr;
  ClientRegistry* registry = nullptr;
  BackchannelRequests* backchannel = nullptr;
  bool serves_logout = false;          // likewise that of logout.h
  bool takes_certificates = false;     // Request::certificate is filled in (RFC 8705)
  bool verifies_certificates = false;  // and certificate_is_verified
  // RFC 8705 §5: issuers at `origin` have a second door at which certificates are asked for. Empty: none.
  std::string origin = {}, certificate_origin = {};
};

}  // namespace genauth::oidc
