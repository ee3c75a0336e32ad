// The authorization endpoint (RFC 6749 §3.1, Core §3): one function, from a request and what is known of the
// browser to an answer, or to what the person has to do first. Thread-safe.
//
// A caller that shows pages keeps `Interaction::parameters` and `issuer`, and calls authorize() again with
// them as a GET when the step is done: everything is checked anew, so nothing has to be trusted but what
// BrowserState says.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

// What HTTP knows of the browser. All but `session` is of an interaction that goes on here.
struct BrowserState {
  std::optional<BrowserSession> session;
  // When it began; 0: none did. Whoever has signed in since then has done so for this request.
  std::int64_t interaction_started_s = 0;
  // The session's person has agreed on the page of this interaction, to what Interaction::scope named.
  bool consented = false;
  bool selected = false;  // likewise chosen the account
  // Session Management §2 (session_management.h), without a session an empty text; nullopt: not for this
  // client.
  std::optional<std::string> browser_state = {};
};

// What the person has to do before there is an answer.
struct Interaction {
  enum class Step : std::uint8_t { kLogin, kSelectAccount, kConsent };
  Step step = Step::kLogin;
  std::string client_id, issuer, redirect_uri;
  Pairs parameters;     // as sent or as the request object says, unknown ones too
  std::string subject;  // the only one who may sign in, if the client named one
  std::string login_hint, ui_locales, acr_values, display;
  std::string scope;                // of the request, and what its single claims amount to: to be agreed to
  std::vector<std::string> claims;  // single claims of the request (Core §5.5)
  bool force = false;               // sign in although there is a session
};

using Authorization = std::variant<Response, Interaction>;

Authorization authorize(const Request& request, const BrowserState& browser, Ports& ports);

// The answer to the same request when the person refuses or gives up (kAccessDenied), or the pages fail.
// `browser_state` as in BrowserState.
Response refuse_authorization(const Request& request, const Error& error,
                              const std::optional<std::string>& browser_state, Ports& ports);

}  // namespace genauth::oidc
