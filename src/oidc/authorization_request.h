// An authorization request, read and checked (RFC 6749 §4.1.1, Core §3.1.2.1 and §3.3.2.1), when request
// objects have been resolved (request_object.h). Pure but for the look-ups of client and resources.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oidc/claims_request.h"
#include "oidc/client_lookup.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

enum class ResponseMode : std::uint8_t { kQuery, kFragment, kFormPost };

// How an answer travels; `is_jwt`: as one signed parameter (JARM §2.3).
struct Mode {
  ResponseMode way = ResponseMode::kQuery;
  bool is_jwt = false;
};

// Where the answer goes, known before anything else of the request is looked at.
struct Target {
  Client client;
  std::string redirect_uri;
  bool redirect_uri_given = true;
  std::string state;
  Mode mode;
  std::string issuer;
  std::vector<RealmScope> scopes = {};  // of the client's realm
  std::string session_state = {};  // Session Management §2; empty: none
};

struct ResponseType {
  bool code = false, id_token = false, token = false;  // all false: `none`
  bool bears_tokens() const { return id_token || token; }
};

struct Prompt {
  bool none = false, login = false, consent = false, select_account = false;
};

struct AuthorizationRequest {
  // As sent. `scope` without what cannot be granted.
  std::string response_type, response_mode, scope, nonce, prompt, max_age, id_token_hint, login_hint,
      ui_locales, acr_values, claims, display, code_challenge, code_challenge_method, dpop_jkt;
  std::string registration;
  std::vector<std::string> resources;

  // What they mean.
  ResponseType type;
  Prompt prompts;
  std::optional<std::int64_t> max_age_s;  // of the request, or of the client
  ClaimsRequest wanted_claims;
};

// An error must not be answered by a redirect: there is no address that is known to be the client's.
Outcome<Target> read_target(const Request& request, const Pairs& parameters, Ports& ports,
                            Fetch fetch = Fetch::kNever);

// An error goes to the target.
Outcome<AuthorizationRequest> read_authorization(const Pairs& parameters, const Target& target,
                                                 const Ports& ports);

}  // namespace genauth::oidc
