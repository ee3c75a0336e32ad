#include "oidc/logout.h"

#include "oidc/addresses.h"
#include "oidc/authorization_response.h"
#include "oidc/parameters.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kMaxBytes = 2048, kMaxTokenBytes = 16 * 1024;

Error invalid(std::string why) {
  return {Kind::kInvalidRequest, std::move(why)};
}

// Who asks, and for whom: by the hint if it is good, else by name only.
struct Caller {
  std::optional<Client> client;
  std::optional<Hint> hint;
};

Outcome<Caller> caller_of(const Request& request, const Pairs& parameters, Ports& ports) {
  const std::string token = TRY(single(parameters, "id_token_hint", kMaxTokenBytes));
  std::string id = TRY(single(parameters, "client_id", kMaxBytes));
  if (id.empty()) id = request.client_id;
  Caller caller;
  if (!token.empty()) {
    Outcome<Hint> hint = ports.hints.read_hint("", token);
    // §2: one that proves nothing counts as absent, so that the person is asked.
    if (hint) caller.hint = *std::move(hint);
    if (!hint && hint.error().kind == Kind::kServerError) return hint.error();
  }
  if (caller.hint && !id.empty() && caller.hint->client_id != id) {
    return invalid("client_id and id_token_hint are of different applications");
  }
  if (caller.hint) id = caller.hint->client_id;
  if (id.empty()) return caller;
  Outcome<Client> client = find_client(request, id, ports);
  if (!client) return invalid(client.error().description);
  caller.client = *std::move(client);
  return caller;
}

// §3: exactly one that is registered, or none.
Outcome<std::string> redirect_of(const Pairs& parameters, const Caller& caller) {
  const std::string uri = TRY(single(parameters, "post_logout_redirect_uri", kMaxBytes));
  const std::string state = TRY(single(parameters, "state", kMaxBytes));
  if (uri.empty()) return std::string();
  if (!caller.client) return invalid("post_logout_redirect_uri needs an id_token_hint or a client_id");
  const Client& client = *caller.client;
  if (!is_registered_redirect(uri, client.post_logout_redirect_uris, client.is_native)) {
    return invalid("post_logout_redirect_uri is not one that the application has registered");
  }
  return state.empty() ? uri : with_query(uri, {{"state", state}});
}

// Silent only for the very person whom the hint names, and where nobody is signed in anyway (§2).
Outcome<bool> may_be_silent(const Caller& caller, const LogoutState& browser, Ports& ports) {
  if (!browser.session || browser.confirmed) return true;
  if (!caller.hint || !caller.client || caller.client->realm != browser.session->realm) return false;
  return caller.hint->sub == TRY(ports.subjects.subject(*caller.client, browser.session->sub));
}

Outcome<LogoutStep> step_of(const Request& request, const LogoutState& browser, Ports& ports) {
  const Pairs& parameters = sent_parameters(request);
  const Caller caller = TRY(caller_of(request, parameters, ports));
  LogoutStep step;
  step.redirect_uri = TRY(redirect_of(parameters, caller));
  step.ui_locales = TRY(single(parameters, "ui_locales", kMaxBytes));
  step.logout_hint = TRY(single(parameters, "logout_hint", kMaxBytes));
  step.step = TRY(may_be_silent(caller, browser, ports)) ? LogoutStep::Step::kEnd : LogoutStep::Step::kAsk;
  if (caller.client) step.client_id = caller.client->id;
  step.issuer = request.issuer;
  step.parameters = parameters;
  return step;
}

}  // namespace

Logout end_session(const Request& request, const LogoutState& browser, Ports& ports) {
  if (request.method != "GET" && request.method != "POST") return method_not_allowed("GET, POST");
  Outcome<LogoutStep> step = step_of(request, browser, ports);
  if (!step) return page_error(step.error());
  return *std::move(step);
}

}  // namespace genauth::oidc
