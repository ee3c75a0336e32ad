#include "oidc/authorization.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/words.h"
#include "oidc/authorization_response.h"
#include "oidc/parameters.h"
#include "oidc/request_object.h"
#include "oidc/session_management.h"

namespace genauth::oidc {
namespace {

using Step = Interaction::Step;

constexpr std::size_t kMaxScopeBytes = 2048;

// One request on its way.
struct Turn {
  const Request& request;
  const Pairs& parameters;
  const BrowserState& browser;
  Ports& ports;
  const Target& target;
  const AuthorizationRequest& wanted;
  const BrowserSession* session;  // of the client's realm, or null

  const Client& client() const { return target.client; }
  // Signed in for this very request, so that prompt=login and max_age are satisfied.
  bool is_fresh() const {
    return session && browser.interaction_started_s > 0 &&
           session->auth_time_s >= browser.interaction_started_s;
  }
};

// The one person whom the client will take: of the hint, and of the claim `sub` (Core §3.1.2.1, §5.5.1).
struct Wanted {
  std::string hinted, claimed;
  Client hinted_to;  // whose ID token the hint is

  const std::string& subject() const { return claimed.empty() ? hinted : claimed; }
};

Outcome<Wanted> wanted_subject(const Turn& turn) {
  Wanted wanted;
  if (!turn.wanted.id_token_hint.empty()) {
    Hint hint = TRY(turn.ports.hints.read_hint(turn.client().realm, turn.wanted.id_token_hint));
    wanted.hinted = std::move(hint.sub);
    Request anywhere;  // it may have been for an application of another address
    anywhere.issuer = turn.request.issuer;
    wanted.hinted_to = hint.client_id == turn.client().id
                           ? turn.client()
                           : TRY(find_client(anywhere, hint.client_id, turn.ports));
  }
  const WantedClaim* claim = find_claim(turn.wanted.wanted_claims.id_token, "sub");
  if (!claim || claim->values.empty()) return wanted;
  if (claim->values.size() > 1) return Error{Kind::kInvalidRequest, "claims: sub can be one value only"};
  wanted.claimed = claim->values[0];
  const bool is_own = wanted.hinted_to.id == turn.client().id;
  if (is_own && !wanted.hinted.empty() && wanted.hinted != wanted.claimed) {
    return Error{Kind::kInvalidRequest, "id_token_hint and claims name different people"};
  }
  return wanted;
}

// As the client that the name was given to knows the session's person.
Outcome<bool> is_somebody_else(const Turn& turn, const Wanted& wanted) {
  const auto differs = [&](const Client& client, const std::string& name) -> Outcome<bool> {
    if (name.empty()) return false;
    return name != TRY(turn.ports.subjects.subject(client, turn.session->sub));
  };
  if (TRY(differs(wanted.hinted_to, wanted.hinted))) return true;
  return differs(turn.client(), wanted.claimed);
}

bool is_too_old(const Turn& turn) {
  const std::optional<std::int64_t> limit_s = turn.wanted.max_age_s;
  if (!limit_s) return false;
  const std::int64_t age_s = turn.ports.clock.now_ms() / 1000 - turn.session->auth_time_s;
  return *limit_s == 0 || age_s > *limit_s;
}

// Core §5.5.1.1: an acr that is essential and has values must be one of them.
bool lacks_acr(const Turn& turn) {
  const WantedClaim* acr = find_claim(turn.wanted.wanted_claims.id_token, "acr");
  return acr && acr->essential && !acr->values.empty() &&
         std::ranges::find(acr->values, turn.session->acr) == acr->values.end();
}

// An error if signing in once more cannot help, since it has just happened.
Outcome<bool> needs_login(const Turn& turn, const Wanted& wanted) {
  if (!turn.session) return true;
  const bool is_fresh = turn.is_fresh();
  if (TRY(is_somebody_else(turn, wanted))) {
    if (is_fresh) return Error{Kind::kLoginRequired, "another person signed in than the one asked for"};
    return true;
  }
  if (lacks_acr(turn)) {
    if (is_fresh) return Error{Kind::kUnmetRequirements, "the sign-in does not reach the acr asked for"};
    return true;
  }
  return !is_fresh && (turn.wanted.prompts.login || is_too_old(turn));
}

// Single claims are worth the scope that opens them, so that the same consent covers both ways to ask. A
// resource counts as a word: who has agreed to "read" for one has not agreed to it for another.
std::string scope_to_agree(const AuthorizationRequest& wanted, const std::vector<RealmScope>& realm) {
  std::string scope = with_words(wanted.scope, join_words(wanted.resources));
  for (const auto* claims : {&wanted.wanted_claims.userinfo, &wanted.wanted_claims.id_token}) {
    for (const WantedClaim& claim : *claims) {
      if (!is_open(scope, claim.name, realm))
        scope = with_words(std::move(scope), scope_of_claim(claim.name, realm));
    }
  }
  return scope;
}

Outcome<bool> needs_consent(const Turn& turn, const std::string& scope) {
  if (turn.browser.consented) return false;
  const Client& client = turn.client();
  const bool is_trusted = client.is_first_party && !client.show_consent;
  if (turn.wanted.prompts.consent) {
    // The SDKs send prompt=consent whenever they want a refresh token (Core §11): for one's own application
    // that is no reason for a page.
    return !(is_trusted && has_scope(turn.wanted.scope, "offline_access"));
  }
  if (is_trusted) return false;
  if (client.always_consent) return true;
  return !is_subset(scope, TRY(turn.ports.grants.granted_scope(client, *turn.session)));
}

Interaction interaction(const Turn& turn, Step step, std::string subject, std::string scope) {
  Interaction next;
  next.step = step;
  next.client_id = turn.client().id;
  next.issuer = turn.target.issuer;
  next.redirect_uri = turn.target.redirect_uri;
  next.parameters = turn.parameters;
  next.subject = std::move(subject);
  next.login_hint = turn.wanted.login_hint;
  next.ui_locales = turn.wanted.ui_locales;
  next.acr_values = turn.wanted.acr_values;
  next.display = turn.wanted.display;
  next.scope = std::move(scope);
  for (const auto* claims : {&turn.wanted.wanted_claims.userinfo, &turn.wanted.wanted_claims.id_token}) {
    for (const WantedClaim& claim : *claims) {
      if (std::ranges::find(next.claims, claim.name) == next.claims.end()) next.claims.push_back(claim.name);
    }
  }
  next.force = step == Step::kLogin && turn.session != nullptr;
  return next;
}

// Nothing if all is done.
Outcome<std::optional<Interaction>> next_step(const Turn& turn) {
  const Wanted wanted = TRY(wanted_subject(turn));
  const std::string& subject = wanted.subject();
  const std::string scope = scope_to_agree(turn.wanted, turn.target.scopes);
  if (TRY(needs_login(turn, wanted))) {
    return std::optional(interaction(turn, Step::kLogin, subject, scope));
  }
  if (turn.wanted.prompts.select_account && !turn.browser.selected && !turn.is_fresh()) {
    return std::optional(interaction(turn, Step::kSelectAccount, subject, scope));
  }
  if (TRY(needs_consent(turn, scope))) {
    return std::optional(interaction(turn, Step::kConsent, subject, scope));
  }
  return std::optional<Interaction>();
}

// Core §3.1.2.6. With prompt=none nobody is asked anything.
Error asked_nobody(Step step) {
  switch (step) {
    case Step::kLogin: return {Kind::kLoginRequired, "nobody who would do is signed in"};
    case Step::kSelectAccount: return {Kind::kAccountSelectionRequired, "an account must be chosen"};
    case Step::kConsent: return {Kind::kConsentRequired, "the person has to agree first"};
  }
  return {Kind::kInteractionRequired, "the person has to do something first"};
}

CodeGrant grant_of(const Turn& turn) {
  const AuthorizationRequest& wanted = turn.wanted;
  const BrowserSession& session = *turn.session;
  CodeGrant grant;
  grant.client_id = turn.client().id;
  grant.issuer = turn.target.issuer;
  grant.redirect_uri = turn.target.redirect_uri;
  grant.redirect_uri_given = turn.target.redirect_uri_given;
  grant.scope = wanted.scope;
  grant.nonce = wanted.nonce;
  grant.code_challenge = wanted.code_challenge;
  grant.code_challenge_method = wanted.code_challenge_method;
  grant.claims_json = wanted.wanted_claims.json;
  grant.resources = wanted.resources;
  grant.dpop_jkt = wanted.dpop_jkt;
  grant.realm = session.realm;
  grant.sub = session.sub;
  grant.tenant_id = session.tenant_id;
  grant.session_id = session.id;
  grant.sid = session.sid;
  grant.acr = session.acr;
  grant.amr = session.amr;
  grant.auth_time_s = session.auth_time_s;
  return grant;
}

// Core §3.3.2.11: ties the ID token to the code and the state beside it.
std::string hash_members(const Turn& turn, const std::string& code) {
  const std::string& alg = turn.client().id_token_alg;
  std::string members;
  if (!code.empty()) members += R"("c_hash":)" + json_quote(half_hash(alg, code));
  if (!turn.target.state.empty()) {
    members.append(members.empty() ? "" : ",");
    members += R"("s_hash":)" + json_quote(half_hash(alg, turn.target.state));
  }
  return members;
}

Outcome<Pairs> answer_of(const Turn& turn) {
  const ResponseType& type = turn.wanted.type;
  const CodeGrant grant = grant_of(turn);
  Pairs answer;
  std::string code;
  if (type.code) {
    code = TRY(turn.ports.grants.issue_code(turn.client(), grant));
    answer.emplace_back("code", code);
  }
  if (!type.bears_tokens()) return answer;
  FrontGrant front{grant, type.token, type.id_token, type.id_token ? hash_members(turn, code) : ""};
  const Context context{turn.target.issuer, turn.request.client_ip, turn.request.user_agent};
  const Tokens tokens = TRY(turn.ports.grants.front_channel(turn.client(), front, context));
  if (type.token) {
    answer.emplace_back("access_token", tokens.access_token);
    answer.emplace_back("token_type", "Bearer");
    answer.emplace_back("expires_in", std::to_string(tokens.expires_in_s));
    answer.emplace_back("scope", tokens.scope);
  }
  if (type.id_token) answer.emplace_back("id_token", tokens.id_token);
  return answer;
}

Authorization go_on(const Turn& turn) {
  Outcome<std::optional<Interaction>> step = next_step(turn);
  if (!step) return redirect_error(turn.target, step.error(), turn.ports);
  if (*step) {
    if (turn.wanted.prompts.none) return redirect_error(turn.target, asked_nobody((*step)->step), turn.ports);
    return *std::move(*step);
  }
  Outcome<Pairs> answer = answer_of(turn);
  if (!answer) return redirect_error(turn.target, answer.error(), turn.ports);
  return redirect_answer(turn.target, *std::move(answer), turn.ports);
}

// Of OpenID Connect alone: plain OAuth knows no sessions.
void show_session(Target& target, const Pairs& parameters, const std::optional<std::string>& browser_state) {
  const Outcome<std::string> scope = single(parameters, "scope", kMaxScopeBytes);
  if (!browser_state || !scope || !has_scope(*scope, "openid")) return;
  target.session_state = session_state(target.client.id, target.redirect_uri, *browser_state);
}

// `is_resolved`: the parameters came in the way in which the client must send them.
Authorization answer(const Request& request, const Pairs& parameters, const BrowserState& browser,
                     bool is_resolved, Ports& ports) {
  // A person is on the way already: what was read at the client's address then holds.
  const Fetch fetch = browser.interaction_started_s > 0 ? Fetch::kNever : Fetch::kIfNeeded;
  Outcome<Target> target = read_target(request, parameters, ports, fetch);
  if (!target) return page_error(target.error());
  show_session(*target, parameters, browser.browser_state);
  if (!is_resolved) {
    const Outcome<void> allowed = allow_plain_request(target->client);
    if (!allowed) return redirect_error(*target, allowed.error(), ports);
  }
  Outcome<AuthorizationRequest> wanted = read_authorization(parameters, *target, ports);
  if (!wanted) return redirect_error(*target, wanted.error(), ports);
  // A session of another realm is nobody here.
  const bool is_ours = browser.session && browser.session->realm == target->client.realm;
  const BrowserSession* const session = is_ours ? &*browser.session : nullptr;
  return go_on({request, parameters, browser, ports, *target, *wanted, session});
}

}  // namespace

Authorization authorize(const Request& request, const BrowserState& browser, Ports& ports) {
  if (request.method != "GET" && request.method != "POST") return method_not_allowed("GET, POST");
  const Pairs& sent = sent_parameters(request);
  const bool is_resumed = browser.interaction_started_s > 0;
  if (is_resumed || !has_request_object(sent)) return answer(request, sent, browser, is_resumed, ports);
  const Outcome<Pairs> resolved = resolved_parameters(request, sent, ports);
  if (!resolved) return refuse_authorization(request, resolved.error(), browser.browser_state, ports);
  return answer(request, *resolved, browser, true, ports);
}

Response refuse_authorization(const Request& request, const Error& error,
                              const std::optional<std::string>& browser_state, Ports& ports) {
  Outcome<Target> target = read_target(request, sent_parameters(request), ports);
  if (!target) return page_error(target.error());
  show_session(*target, sent_parameters(request), browser_state);
  return redirect_error(*target, error, ports);
}

}  // namespace genauth::oidc
