#include "modules/mfa/passing.h"

#include <algorithm>

#include "gen/errors/access.h"
#include "gen/errors/mfa.h"
#include "modules/audit/audit.h"
#include "modules/mfa/login_step.h"
#include "modules/users/otp.h"

namespace genauth::mfa {
namespace {

Result<users::User> user_of(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  auto user = TRY(users::find(session, pool_id, user_id));
  if (!user) return Error(errors::kMfaTokenInvalid, "the user is gone");
  TRY(users::may_sign_in(*user));
  return *std::move(user);
}

// What is written with every second factor that was right.
Result<void> note(db::Tx& tx, const api::Call& call, const Who& who, const Shown& shown) {
  const auto& sealer = call.service<const crypto::Sealer>();
  TRY(users::record_mfa(tx, call.pool_id, who.user.id, call.now_ms));
  std::string place = place_digest(sealer, call.envelope.client_ip, call.envelope.user_agent);
  if (const auto& login = who.attempt->state.login)
    place = place_digest(sealer, login->client_ip, login->user_agent);
  if (!place.empty())
    TRY(note_place(tx, call.pool_id, who.user.id, place, call.now_ms, call.now_ms - kPlaceTtlMs));
  return record(tx, call, "verifyMfa", who.user.id, text(shown.type));
}

dto::MfaPassedDto answer_of(const users::User& user) {
  dto::MfaPassedDto data;
  data.id = user.id;
  data.username = user.username;
  data.nickname = user.nickname;
  data.email = user.email;
  data.phone = user.phone;
  data.photo = user.photo;
  return data;
}

void add_tokens(dto::MfaPassedDto& data, const sessions::TokenSet& tokens) {
  data.token = data.access_token = tokens.access_token;
  if (!tokens.id_token.empty()) data.id_token = tokens.id_token;
  if (!tokens.refresh_token.empty()) data.refresh_token = tokens.refresh_token;
  data.scope = tokens.scope;
  data.token_type = tokens.token_type;
  data.expire_in = tokens.expires_in_s;
}

// Histories and rules hear of wrong second factors, too: of the address that the sign-in came from, which may
// be one that the application's server named.
Error noted(const api::Call& call, const Who& who, const Shown& shown, const Error& why) {
  const auto& began = who.attempt->state.login;
  call.service<const authentication::Login>().note_failure(
      {.pool_id = call.pool_id,
       .app_id = call.app_id,
       .user_id = who.user.id,
       .channel = text(shown.type),
       .client_ip = began ? std::string_view(began->client_ip) : call.envelope.client_ip,
       .user_agent = call.envelope.user_agent,
       .code = why.code(),
       .now_ms = call.now_ms});
  return why.clone();
}

}  // namespace

Result<Who> by_mfa_token(api::Call& call) {
  applications::Handle application = TRY(authentication::application_of(call));
  if (call.bearer.empty()) return Error(errors::kMfaTokenInvalid, "no token");
  const auto& attempts = call.service<const Attempts>();
  return call.read([&](db::Session& session) -> Result<Who> {
    Attempt attempt = TRY(attempts.open(session, call.pool_id, call.app_id, call.bearer, call.now_ms));
    if (attempt.state.passed) return Error(errors::kMfaTokenInvalid, "the second factor was shown already");
    users::User user = TRY(user_of(session, call.pool_id, attempt.claims.sub));
    return Who{std::move(user), std::move(attempt), application, std::string(call.envelope.base_url)};
  });
}

Result<Who> by_any_token(api::Call& call) {
  if (call.caller.user_id.empty() && call.bearer.empty()) {
    TRY(authentication::application_of(call));
    return errors::kNotSignedIn;
  }
  if (call.caller.user_id.empty()) return by_mfa_token(call);
  return call.read([&](db::Session& session) -> Result<Who> {
    return Who{TRY(user_of(session, call.pool_id, call.caller.user_id)), std::nullopt, {}, {}};
  });
}

Result<void> need_offered(const Attempt& attempt, Type type) {
  if (contains(parse_types(attempt.state.offered), type)) return {};
  return Error(errors::kFactorNotOffered).with_arg(std::string(text(type)));
}

Result<bool> may_enroll(db::Session& session, const Means& means, const Who& who, Type type) {
  const Attempt& attempt = *who.attempt;
  if (!attempt.state.may_enroll || !need_offered(attempt, type)) return false;
  // Looked at again: the user may have set something up since the token was issued. What was the first factor
  // does not count, for it is not asked for again.
  std::vector<Type> there;
  for (const Factor& factor : TRY(enrolled(session, who.user.pool_id, who.user.id)))
    add_once(there, factor.type);
  for (const FactorSource* source : means.sources)
    if (TRY(source->has(session, who.user.pool_id, who.user.id, {*who.application, who.url})))
      add_once(there, source->type());
  if (attempt.state.login)
    std::erase_if(there, [&](Type each) {
      const std::vector<std::string>& channels = attempt.state.login->channels;
      return std::ranges::find(channels, text(each)) != channels.end();
    });
  return there.empty();
}

Result<dto::MfaPassedDto> pass(api::Call& call, const Who& who, const Shown& shown) {
  const auto& attempts = call.service<const Attempts>();
  const Attempt& attempt = *who.attempt;
  const auto spend = [&](db::Tx& tx) -> Result<void> {
    Result<void> checked = shown.check(tx);
    if (!checked) {
      // The unit ends with the check's own refusal; this count stays with it.
      TRY(attempts.count_failure(tx, attempt));
      return checked;
    }
    TRY(attempts.close(tx, attempt, call.now_ms));
    return note(tx, call, who, shown);
  };
  if (!shown.looks_right) {
    const Result<void> spent = call.write(spend);
    if (!spent) return noted(call, who, shown, spent.error());
    return Error(errors::kMfaTokenInvalid, "what was shown changed between two looks");
  }
  dto::MfaPassedDto data = answer_of(who.user);
  if (attempt.state.purpose != "login") {
    TRY(call.write(spend));
    data.mfaToken = call.bearer;
    return data;
  }
  const auto& login = call.service<const authentication::Login>();
  const authentication::Proof proof{shown.method, text(shown.type), false, spend};
  add_tokens(data, TRY(login.resume(*attempt.state.login, kStepName, proof, call.now_ms,
                                    call.service<applications::Directory>())));
  return data;
}

Result<void> record(db::Tx& tx, const api::Call& call, std::string_view type, std::string_view user_id,
                    std::string_view detail) {
  const bool by_key = call.caller.user_id.empty() && !call.caller.access_key_id.empty();
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = type,
                        .app_id = call.app_id,
                        .user_id = user_id,
                        .actor = by_key ? std::string_view(call.caller.access_key_id) : user_id,
                        .client_ip = call.envelope.client_ip,
                        .detail = detail},
                       call.now_ms);
}

}  // namespace genauth::mfa
