// RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0): one function, from a request and what is
// known of the browser to what has to happen. It ends nothing itself. Thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

struct LogoutState {
  std::optional<BrowserSession> session;
  bool confirmed = false;  // on the page of a step kAsk, by the session's person
};

struct LogoutStep {
  // kEnd: end the session, if there is one, with all that hangs on it, then go to `redirect_uri`. kAsk: the
  // same after the person has said yes; keep `parameters` and `issuer`, and call end_session() again.
  enum class Step : std::uint8_t { kEnd, kAsk };
  Step step = Step::kAsk;
  std::string client_id, issuer;  // client_id: empty if no application is known
  std::string redirect_uri;       // with `state` in it; empty: a page says that it is done
  std::string ui_locales, logout_hint;
  Pairs parameters;
};

// A Response is an error to be shown (Response::show_page).
using Logout = std::variant<Response, LogoutStep>;

Logout end_session(const Request& request, const LogoutState& browser, Ports& ports);

}  // namespace genauth::oidc
