#include "modules/authentication/login.h"

#include <algorithm>

#include "api/call.h"
#include "base/log.h"
#include "base/words.h"
#include "gen/error_table.h"
#include "gen/errors/access.h"
#include "gen/errors/dynamic_clients.h"
#include "gen/errors/interactions.h"
#include "gen/errors/mfa.h"
#include "gen/errors/proofs.h"
#include "gen/errors/users.h"
#include "locale/language.h"
#include "modules/applications/of_call.h"
#include "modules/audit/audit.h"
#include "modules/authorization_codes/authorization_codes.h"
#include "modules/claims/claims.h"
#include "modules/interactions/interactions.h"
#include "modules/pools/first.h"
#include "modules/sessions/browser.h"
#include "modules/users/custom_data.h"
#include "oidc/binding.h"

namespace genauth::authentication {
namespace {

constexpr std::string_view kDefaultScope = "openid profile";
constexpr std::string_view kPasswordChannel = "PASSWORD";
constexpr std::string_view kSecondFactor = "mfa";  // the step of modules/mfa

sessions::Grant grant_of(const Attempt& attempt) {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  return {.pool_id = facts.pool_id,
          .application = *attempt.application,
          .user = attempt.user,
          .scope = facts.scope.empty() ? std::string(kDefaultScope) : facts.scope,
          .issuer = facts.issuer,
          .client_ip = facts.client_ip,
          .user_agent = facts.user_agent,
          .nonce = facts.nonce,
          .now_ms = attempt.now_ms,
          .auth_time_ms = facts.auth_time,
          .amr = facts.amr,
          .tenant_id = facts.tenant_id,
          .device_id = facts.device_id,
          .bound_to = facts.bound_to,
          .realm = attempt.realm,
          .ttl_max_s = attempt.rules.token_ttl_s};
}

Result<void> record(db::Tx& tx, const Attempt& attempt, bool success, std::string_view detail) {
  return audit::record(tx,
                       {.pool_id = attempt.facts.pool_id,
                        .type = "login",
                        .app_id = attempt.facts.app_id,
                        .user_id = attempt.facts.user_id,
                        .client_ip = attempt.facts.client_ip,
                        .success = success,
                        .detail = detail},
                       attempt.now_ms);
}

void add_once(std::vector<std::string>& words, std::string_view word) {
  if (!word.empty() && std::ranges::find(words, word) == words.end()) words.emplace_back(word);
}

// A password is checked outside of a unit, and a second factor may come minutes after it: whoever changed it
// meanwhile has shut out those who knew the old one.
bool still_has_password(const users::User& user, const dto::StoredLoginAttempt& facts) {
  return !facts.password_set_at ||
         (user.password_hash && user.password_set_at.value_or(0) == *facts.password_set_at);
}
Result<void> check_password_stands(db::Session& session, const Attempt& attempt, const Proof& proof) {
  if (!attempt.facts.password_set_at) return {};
  const auto user = TRY(users::find(session, attempt.facts.pool_id, attempt.facts.user_id));
  if (user && still_has_password(*user, attempt.facts)) return {};
  return Error(proof.channel == kPasswordChannel ? errors::kPasswordWrong : errors::kMfaTokenInvalid,
               "the password was changed meanwhile");
}

// The browser's session that this sign-in begins or goes on with. Another person in the same browser ends
// what was there: with single sign-on nobody shares it.
Result<std::string> browser_of(db::Tx& tx, const Attempt& attempt, const interactions::Facts& known) {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  std::vector<std::string> satisfied = facts.satisfied;
  if (facts.multi_factor) add_once(satisfied, kMultiFactor);
  const sessions::NewBrowser browser{.pool_id = facts.pool_id,
                                     .user_id = attempt.user.id,
                                     .tenant_id = facts.tenant_id,
                                     .amr = facts.amr,
                                     .channels = facts.channels,
                                     .satisfied = satisfied,
                                     .auth_time = facts.auth_time > 0 ? facts.auth_time : attempt.now_ms,
                                     .now_ms = attempt.now_ms,
                                     .expires_at = attempt.now_ms + attempt.rules.cookie_ttl_s * 1000,
                                     .client_ip = facts.client_ip,
                                     .user_agent = facts.user_agent,
                                     .origin_user_id = facts.origin_user_id};
  if (!known.browser_id.empty()) {
    if (TRY(sessions::renew_browser(tx, known.browser_id, browser))) return known.browser_id;
    TRY(sessions::end_browser(tx, facts.pool_id, known.browser_id, attempt.now_ms));
  }
  return sessions::open_browser(tx, browser);
}

}  // namespace

bool Attempt::satisfied(std::string_view step) const {
  return std::ranges::find(facts.satisfied, step) != facts.satisfied.end();
}

Judgement Login::ask(db::Session& session, Attempt& attempt) const {
  if (!attempt.has_rules) pools::expect(session, attempt.facts.pool_id);
  for (const LoginStep* step : steps_)
    if (!attempt.satisfied(step->name())) step->expect(session, attempt);
  if (!attempt.has_rules) attempt.rules = TRY(pools::find(session, attempt.facts.pool_id)).settings;
  if (!attempt.facts.remembered.empty())
    for (const LoginStep* step : steps_) TRY(step->recognise(session, attempt));
  if (!attempt.password.empty())
    for (const LoginStep* step : steps_) step->look_at_password(attempt, attempt.rules);
  for (const LoginStep* step : steps_) {
    if (attempt.satisfied(step->name())) continue;
    std::optional<Demand> demand = TRY(step->examine(session, attempt, attempt.rules));
    if (demand) return demand;
  }
  attempt.realm =
      TRY(claims::about(session, attempt.rules, attempt.user, attempt.facts.scope, "", attempt.now_ms));
  return std::optional<Demand>();
}

// The proof is spent although nobody gets tokens: it brought the caller to the next page.
Error Login::answer(const Attempt& attempt, const Proof& proof, const Demand& demand) const {
  const Result<void> refused = database_.write([&](db::Tx& tx) -> Result<void> {
    if (proof.spend) TRY(proof.spend(tx));
    Error error = Error(demand.code).with_data(demand.data ? TRY(demand.data(tx)) : std::string());
    const dto::StoredLoginAttempt& facts = attempt.facts;
    if (!facts.interaction.empty())
      TRY(interactions::keep_demand(tx, tickets::Tickets(sealer_), facts.pool_id, facts.app_id,
                                    facts.interaction, error, demand.ttl_ms, attempt.now_ms));
    TRY(record(tx, attempt, false, error_row(demand.code).key));
    return tx.refuse(std::move(error));
  });
  return refused.error().clone();
}

// What every sign-in writes with its session.
Result<void> Login::settle(db::Tx& tx, const Attempt& attempt, const Proof& proof,
                           const sessions::Draft& draft) const {
  TRY(sessions::save(tx, draft));
  TRY(users::record_login(tx, attempt.facts.pool_id, attempt.user.id, attempt.application->id,
                          attempt.facts.client_ip, attempt.now_ms));
  // After the first write to the user's row, which makes others of this user wait, also where units take
  // turns: no change of the account, and no other sign-in that a step counts, comes in between.
  TRY(check_password_stands(tx, attempt, proof));
  TRY(users::add_custom_data(tx, attempt.facts.pool_id, attempt.user.id, attempt.facts.custom_data,
                             attempt.now_ms));
  for (const LoginStep* step : steps_) TRY(step->signed_in(tx, attempt, draft));
  return record(tx, attempt, true, join_words(attempt.facts.amr));
}

Result<sessions::TokenSet> Login::issue(const Attempt& attempt, const Proof& proof) const {
  // People see what such an application would get, and agree to it, at the hosted pages alone.
  if (attempt.application->is_stranger()) return errors::kHostedSignInOnly;
  // RFC 9449 §5.2, RFC 8705 §3.4: nothing that it would take without a proof.
  const applications::Settings& settings = attempt.application->settings;
  if (!oidc::is_bound_as_due(attempt.facts.bound_to, settings.dpop_bound_access_tokens,
                             settings.tls_client_certificate_bound_access_tokens))
    return errors::kDpopRequired;
  sessions::Draft draft = TRY(sessions::draft(keys_, sealer_, grant_of(attempt)));
  TRY(database_.write([&](db::Tx& tx) -> Result<void> {
    // A link is decided on what the step reads of the account, and customData on what is there.
    if (proof.in_turn && attempt.facts.link.empty() && attempt.facts.custom_data.empty())
      TRY(tx.take_turns());
    if (proof.spend) TRY(proof.spend(tx));
    return settle(tx, attempt, proof, draft);
  }));
  return std::move(draft.tokens);
}

// At the hosted pages nobody gets tokens: the browser is signed in, and what the application asked for goes
// on with that.
Result<sessions::TokenSet> Login::enter(const Attempt& attempt, const Proof& proof) const {
  const tickets::Tickets tickets(sealer_);
  const dto::StoredLoginAttempt& facts = attempt.facts;
  TRY(database_.write([&](db::Tx& tx) -> Result<void> {
    if (proof.spend) TRY(proof.spend(tx));
    interactions::Open open =
        TRY(interactions::look(tx, tickets, facts.pool_id, facts.app_id, facts.interaction, attempt.now_ms));
    sessions::Grant grant = grant_of(attempt);
    grant.browser_id = TRY(browser_of(tx, attempt, open.facts));
    const sessions::Draft draft =
        sessions::draft_session(grant, open.ticket.expires_at + authorization_codes::kLifeMs);
    TRY(settle(tx, attempt, proof, draft));
    // What somebody else has answered before counts for nobody else.
    if (open.facts.user_id != attempt.user.id) open.facts.consented = open.facts.selected = false;
    open.facts.user_id = attempt.user.id;
    open.facts.browser_id = grant.browser_id;
    open.facts.session_id = draft.session_id;
    open.facts.signed_in = true;
    open.facts.second_factor = attempt.satisfied(kSecondFactor) && facts.remembered.empty();
    open.facts.demand.reset();
    open.facts.notice.reset();
    return interactions::keep(tx, tickets, facts.pool_id, open);
  }));
  return errors::kFlowFinished;
}

// A refusal stands in the person's history; a store that cannot be asked does not.
void Login::note_refusal(const Attempt& attempt, Code code) const {
  if (error_row(code).status_code >= 500) return;
  const dto::StoredLoginAttempt& facts = attempt.facts;
  note_failure({.pool_id = facts.pool_id,
                .app_id = facts.app_id,
                .user_id = facts.user_id,
                .channel = facts.channels.empty() ? std::string_view() : facts.channels.back(),
                .client_ip = facts.client_ip,
                .user_agent = facts.user_agent,
                .code = code,
                .now_ms = attempt.now_ms,
                .proved = true});
}

Judgement Login::judge(db::Session& session, Attempt& attempt, const Proof& proof) const {
  add_once(attempt.facts.amr, proof.method);
  add_once(attempt.facts.channels, proof.channel);
  attempt.facts.multi_factor = attempt.facts.multi_factor || proof.multi_factor;
  if (proof.channel == kPasswordChannel)
    attempt.facts.password_set_at = attempt.user.password_set_at.value_or(0);
  if (attempt.facts.started_at == 0) attempt.facts.started_at = attempt.now_ms;
  TRY(users::may_sign_in(attempt.user));
  session.expect_nothing_else();
  return ask(session, attempt);
}

Result<sessions::TokenSet> Login::complete(Attempt attempt, const Proof& proof) const {
  Judgement judgement = database_.read([&](db::Session& session) { return judge(session, attempt, proof); });
  return complete(std::move(attempt), proof, std::move(judgement));
}

Result<sessions::TokenSet> Login::complete(Attempt attempt, const Proof& proof, Judgement judgement) const {
  if (!judgement) note_refusal(attempt, judgement.error().code());
  const std::optional<Demand> demand = TRY(std::move(judgement));
  if (demand) return answer(attempt, proof, *demand);
  if (proof.user) attempt.user = *proof.user;
  if (auto more = TRY(users::with_custom_data(attempt.user.custom_data, attempt.facts.custom_data)))
    attempt.user.custom_data = *std::move(more);
  return attempt.facts.interaction.empty() ? issue(attempt, proof) : enter(attempt, proof);
}

Result<sessions::TokenSet> Login::resume(dto::StoredLoginAttempt facts, std::string_view step,
                                         const Proof& proof, std::int64_t now_ms,
                                         applications::Directory& applications) const {
  Attempt attempt{.facts = std::move(facts), .application = {}, .user = {}, .now_ms = now_ms};
  add_once(attempt.facts.satisfied, step);
  attempt.application = TRY(applications.find(attempt.facts.app_id));
  if (!attempt.application->is_enabled()) return errors::kAppDisabled;
  auto user = TRY(database_.read([&](db::Session& session) {
    return users::find(session, attempt.facts.pool_id, attempt.facts.user_id);
  }));
  if (!user) return errors::kUserNotFound;
  if (!still_has_password(*user, attempt.facts))
    return Error(errors::kMfaTokenInvalid, "the password was changed since the token was issued");
  attempt.user = *std::move(user);
  return complete(std::move(attempt), proof);
}

Result<bool> Login::may_go_on(db::Session& session, Attempt attempt) const {
  const Result<std::optional<Demand>> asked = ask(session, attempt);
  if (asked) return !asked->has_value();
  if (error_row(asked.error().code()).status_code >= 500) return asked.error().clone();
  return false;
}

void Login::note_failure(const Failure& failure) const {
  if (steps_.empty()) return;
  const Result<void> noted = database_.write([&](db::Tx& tx) -> Result<void> {
    for (const LoginStep* step : steps_) TRY(step->failed(tx, failure));
    return {};
  });
  if (!noted) log::warn("login.failure_not_noted", {{"why", noted.error().detail()}});
}

std::string remembered_cookie(std::string_view pool_id) {
  return std::string("__Host-genauth-remembered-").append(pool_id);
}

bool is_first_sign_in(const users::User& user) {
  return user.source_type == "register" && user.logins_count == 0;
}

Attempt attempt_of(const api::Call& call, applications::Handle application, users::User user) {
  Attempt attempt{.facts = {}, .application = std::move(application), .user = std::move(user)};
  attempt.now_ms = call.now_ms;
  attempt.facts.pool_id = call.pool_id;
  attempt.facts.app_id = attempt.application->id;
  attempt.facts.user_id = attempt.user.id;
  attempt.facts.issuer = issuer_of(call);
  attempt.facts.client_ip = call.envelope.client_ip;
  attempt.facts.user_agent = call.envelope.user_agent;
  attempt.facts.device_id = call.envelope.device_id;
  attempt.facts.interaction = call.envelope.interaction;
  if (!call.envelope.interaction.empty())
    attempt.facts.remembered = call.cookie(remembered_cookie(call.pool_id)).value_or("");
  attempt.facts.language = locale::tag(call.envelope.language);
  return attempt;
}

dto::LoginTokenResponseDataDto token_response(const sessions::TokenSet& tokens) {
  dto::LoginTokenResponseDataDto data;
  data.access_token = tokens.access_token;
  if (!tokens.id_token.empty()) data.id_token = tokens.id_token;
  if (!tokens.refresh_token.empty()) data.refresh_token = tokens.refresh_token;
  data.scope = tokens.scope;
  data.token_type = tokens.token_type;
  data.expire_in = tokens.expires_in_s;
  return data;
}

Result<applications::Handle> application_of(api::Call& call) {
  if (call.app_id.empty()) return errors::kAppRequired;
  applications::Handle application = TRY(applications::of(call));
  if (!application->is_enabled()) return errors::kAppDisabled;
  return application;
}

// The bare address is the issuer of the first pool alone: elsewhere the path says whose it is.
std::string issuer_of(const api::Call& call) {
  auto& first = call.service<pools::First>();
  const std::string& base = call.envelope.base_url;
  const bool is_bare = base == first.address() && !call.app_id.empty();
  const Result<std::string> pool_id = is_bare ? first.id() : call.pool_id;
  return base + (pool_id && *pool_id == call.pool_id ? "" : "/" + call.app_id) + "/oidc";
}

}  // namespace genauth::authentication
