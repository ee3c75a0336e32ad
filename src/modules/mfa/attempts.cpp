#include "modules/mfa/attempts.h"

#include "crypto/jws.h"
#include "gen/errors/mfa.h"
#include "json/codec.h"

namespace genauth::mfa {
namespace {

constexpr std::string_view kTyp = "mfa+jwt", kAudience = "genauth:mfa", kPurpose = "mfa";

Error invalid(std::string why) {
  return Error(errors::kMfaTokenInvalid, std::move(why));
}

tickets::Binding binding_of(std::string_view pool_id, const dto::StoredMfaClaims& claims) {
  return {std::string(pool_id), std::string(kPurpose), claims.app, claims.sub};
}

Result<dto::StoredMfaClaims> claims_of(std::string_view payload) {
  const auto document = json::Document::parse(payload);
  if (!document) return invalid("the payload is no JSON");
  auto claims = json::decode<dto::StoredMfaClaims>(*document);
  if (!claims) return invalid("a claim is missing");
  return claims;
}

bool is_signed(const crypto::Sealer& sealer, const crypto::Jws& jws) {
  for (const std::string& key : sealer.derive_all("mfa-token"))
    if (crypto::verify_hs256(jws, key)) return true;
  return false;
}

}  // namespace

Result<std::string> Attempts::issue(db::Tx& tx, const For& whom, const dto::StoredMfaAttempt& state,
                                    std::int64_t now_ms) const {
  dto::StoredMfaClaims claims;
  claims.aud = kAudience;
  claims.pool = whom.pool_id;
  claims.app = whom.app_id;
  claims.sub = whom.user_id;
  claims.iat = now_ms / 1000;
  claims.exp = (now_ms + kMfaTokenTtlMs) / 1000;
  claims.jti =
      TRY(tickets_.issue(tx, binding_of(whom.pool_id, claims), json::encode(state), kMfaTokenTtlMs, now_ms));
  return crypto::sign_hs256(sealer_.derive("mfa-token"), "", json::encode(claims), kTyp);
}

Result<Attempt> Attempts::open(db::Session& session, std::string_view pool_id, std::string_view app_id,
                               std::string_view token, std::int64_t now_ms) const {
  const auto jws = crypto::parse_jws(token);
  if (!jws || jws->typ != kTyp) return invalid("not an mfaToken");
  if (!is_signed(sealer_, *jws)) return invalid("the signature is wrong");
  Attempt attempt;
  attempt.claims = TRY(claims_of(jws->payload));
  const dto::StoredMfaClaims& claims = attempt.claims;
  if (claims.aud != kAudience || claims.pool != pool_id || claims.app != app_id)
    return invalid("issued for another application");
  if (claims.exp * 1000 <= now_ms) return invalid("expired");
  auto ticket = tickets_.look(session, binding_of(pool_id, claims), claims.jti, now_ms);
  if (!ticket) return invalid(ticket.error().detail());
  attempt.ticket = *std::move(ticket);
  const json::Document document = TRY(json::Document::parse(attempt.ticket.payload));
  attempt.state = TRY(json::decode<dto::StoredMfaAttempt>(document));
  return attempt;
}

Result<void> Attempts::close(db::Tx& tx, const Attempt& attempt, std::int64_t now_ms) const {
  const tickets::Binding binding = binding_of(attempt.claims.pool, attempt.claims);
  if (attempt.state.purpose == "login") {
    const auto taken = tickets_.consume(tx, binding, attempt.claims.jti, now_ms);
    if (!taken) return invalid("used up by another call");
    return {};
  }
  // Looked at again in this unit, so that of two callers the second finds it passed.
  auto ticket = tickets_.look(tx, binding, attempt.claims.jti, now_ms);
  if (!ticket) return invalid(ticket.error().detail());
  dto::StoredMfaAttempt passed = attempt.state;
  passed.passed = true;
  if (ticket->payload == json::encode(passed)) return invalid("passed already");
  if (!tickets_.replace_payload(tx, attempt.claims.pool, *ticket, json::encode(passed)))
    return invalid("passed by another call");
  return {};
}

Result<void> Attempts::count_failure(db::Tx& tx, const Attempt& attempt) const {
  TRY(tickets_.count_attempt(tx, attempt.claims.pool, attempt.ticket, kTriesPerToken));
  return {};
}

std::string peek_app(std::string_view token) {
  const auto jws = crypto::parse_jws(token);
  if (!jws || jws->typ != kTyp) return {};
  const auto claims = claims_of(jws->payload);
  return claims ? claims->app : std::string();
}

}  // namespace genauth::mfa
