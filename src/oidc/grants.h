// What a person's consent at the authorization endpoint becomes: codes and tokens. Values and ports; src/app
// implements them, memory_ports.h for tests. Implementations are thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "oidc/client.h"
#include "oidc/outcome.h"

namespace genauth::oidc {

// An answer of the token endpoint (RFC 6749 §5.1, Core §3.1.3.3).
struct Tokens {
  std::string access_token, id_token, refresh_token, scope;
  std::string rejected_scope = {};  // what a machine asked for and has no right to
  std::int64_t expires_in_s = 0;
  std::string issued_token_type = {};  // RFC 8693 §2.2.1; empty for other grants
  bool is_dpop_bound = false;          // to Context::bound_to, a key (RFC 9449 §5)
};

// Somebody is signed in in this browser.
struct BrowserSession {
  std::string id;  // names it to the ports; never leaves the server
  std::string realm, sub, tenant_id, acr;
  std::vector<std::string> amr;
  std::int64_t auth_time_s = 0;
  std::string sid;  // names it to clients (Front-Channel Logout §3)
};

// All that was agreed at the authorization endpoint, to be kept behind a code and written into tokens.
struct CodeGrant {
  std::string client_id, issuer;  // the issuer that it began at, and whose name its tokens carry
  std::string redirect_uri;
  bool redirect_uri_given = true;  // in the request: then it is due at the token endpoint too
  std::string scope, nonce;
  std::string code_challenge, code_challenge_method;  // both or none
  std::string claims_json;             // the claims parameter, compact; parse_claims() reads it
  std::vector<std::string> resources;  // RFC 8707
  std::string dpop_jkt;                // RFC 9449 §10
  std::string realm, sub, tenant_id, session_id, sid, acr;
  std::vector<std::string> amr;
  std::int64_t auth_time_s = 0;
  // What look_code() has found the code by, for redeem_code(); of no meaning to this library.
  std::string code_id;
  std::int64_t code_expires_at_ms = 0;
};

// Tokens that leave through the browser (Core §3.2, §3.3). Never a refresh token.
struct FrontGrant {
  CodeGrant grant;
  bool access_token = false, id_token = false;
  // Further members of the ID token, `"c_hash":"…","s_hash":"…"`, or empty. at_hash is the issuer's work.
  std::string id_token_members;
};

class Grants {
 public:
  virtual ~Grants() = default;
  virtual Outcome<std::string> issue_code(const Client& client, const CodeGrant& grant) = 0;
  // Without using it up; a code that was used is found too until it expires, so that redeem_code() sees the
  // replay. kInvalidGrant if it is unknown, expired or another client's.
  virtual Outcome<CodeGrant> look_code(const Client& client, std::string_view code) = 0;
  // Atomic: of callers at the same time exactly one gets tokens. If the code was used before, whatever came
  // from it is revoked (RFC 6749 §4.1.2) and the answer is kInvalidGrant; likewise if the person's session is
  // over. `grant` is what look_code() gave; Context::resources are some of its own.
  virtual Outcome<Tokens> redeem_code(const Client& client, std::string_view code, const CodeGrant& grant,
                                      const Context& context) = 0;
  // What this person has agreed to before, as words; empty if nothing.
  virtual Outcome<std::string> granted_scope(const Client& client, const BrowserSession& session) = 0;
  virtual Outcome<Tokens> front_channel(const Client& client, const FrontGrant& front,
                                        const Context& context) = 0;
};

// What an ID token says that we issued once, if it need not be valid any more (Core §3.1.2.1
// id_token_hint).
struct Hint {
  std::string client_id, sub, sid, issuer;
};

class HintSource {
 public:
  virtual ~HintSource() = default;
  // kInvalidRequest unless this server signed it as an ID token in the client's realm; expiry does not
  // matter, and secrets and keys that were rotated out count for as long as they are kept. With an empty
  // `realm` the audience tells whose keys count.
  virtual Outcome<Hint> read_hint(std::string_view realm, std::string_view id_token) = 0;
};

}  // namespace genauth::oidc
