// Verifying: the signature may be remembered (keys::KeyRing), everything else is asked anew.
#include "base/encoding.h"
#include "base/id.h"
#include "gen/errors/access.h"
#include "gen/errors/users.h"
#include "modules/applications/applications.h"
#include "modules/keys/keys.h"
#include "modules/sessions/claims.h"
#include "modules/sessions/sessions.h"
#include "modules/sessions/sessions_store.h"
#include "modules/users/users.h"
#include "oidc/binding.h"

namespace genauth::sessions {
namespace {

constexpr std::size_t kTokenBytesMax = 16 * 1024;

Error invalid(const char* why) {
  return Error(errors::kTokenInvalid, why);
}

// No pairwise subject looks like an id.
void name_user(Verified& token) {
  if (is_id(token.subject)) token.user_id = token.subject;
}

// The middle part of a compact JWS, decoded and not believed.
std::optional<std::string> payload_of(std::string_view token) {
  if (token.size() > kTokenBytesMax) return std::nullopt;
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  return unbase64url(token.substr(first + 1, second - first - 1));
}

}  // namespace

Verified named_by(std::string_view pool_id, std::string_view subject, std::string_view session_id) {
  Verified named;
  named.pool_id = pool_id;
  named.subject = subject;
  named.session_id = session_id;
  name_user(named);
  return named;
}

Hint peek(std::string_view token) {
  const std::optional<std::string> payload = payload_of(token);
  if (!payload) return {};
  const Result<Claims> claims = Claims::parse(*payload);
  if (!claims) return {};
  // An ID token has nothing but an audience.
  std::string app_id = claims->text("app_id");
  if (app_id.empty()) app_id = claims->text("client_id");
  if (app_id.empty()) app_id = claims->text("aud");
  return {.app_id = std::move(app_id), .scoped_pool_id = claims->text("scoped_userpool_id")};
}

Result<Verified> verify(keys::KeyRing& ring, std::string_view pool_id, std::string_view token,
                        std::int64_t now_ms) {
  const std::string payload = TRY(ring.verify(pool_id, kAccessTokenType, token));
  const Claims claims = TRY(Claims::parse(payload));
  Verified verified{
      .pool_id = std::string(pool_id),
      .app_id = claims.text("app_id"),
      .client_id = claims.text("client_id"),
      .user_id = "",
      .session_id = claims.text("sid"),
      .scope = claims.text("scope"),
      .token_id = claims.text("jti"),
      .issuer = claims.text("iss"),
      .tenant_id = claims.text("tenant_id"),
      .bound_to = oidc::bound_to_of(claims.text_in("cnf", "jkt"), claims.text_in("cnf", "x5t#S256")),
      .claims = claims.object("claims"),
      .exchanged_by = claims.text("exchanged_by"),
      .subject = claims.text("sub"),
      .resources = claims.texts("aud"),
      .issued_at = claims.seconds("iat"),
      .expires_at = claims.seconds("exp")};
  name_user(verified);
  if (verified.app_id.empty()) verified.app_id = verified.client_id;
  if (verified.app_id.empty() || verified.subject.empty() || verified.token_id.empty() ||
      verified.resources.empty() || verified.expires_at == 0) {
    return invalid("a claim is missing");
  }
  if (verified.resources == std::vector{verified.client_id}) verified.resources.clear();
  // A binding that we cannot read is none that anybody could meet.
  if (verified.bound_to.empty() && !claims.object("cnf").empty()) return invalid("a cnf of another kind");
  if (now_ms >= verified.expires_at) return errors::kTokenExpired;
  return verified;
}

bool speaks_here(const Verified& token, const applications::Application& application) {
  return token.app_id == application.id && !application.is_stranger() && token.resources.empty() &&
         token.exchanged_by.empty();
}

Result<void> check_alive(db::Session& session, const Verified& token, std::int64_t now_ms) {
  Verified same = token;
  return same.user_id.empty() ? invalid("nobody is named") : identify(session, same, now_ms);
}

Result<void> identify(db::Session& session, Verified& token, std::int64_t now_ms) {
  if (token.session_id.empty()) return invalid("the token of a machine stands for no user");
  const auto standing = TRY(store::standing(session, token.pool_id, token.session_id, token.token_id));
  // Session and pairwise subject were signed together, for one person.
  if (standing && token.user_id.empty()) token.user_id = standing->user_id;
  if (!standing || standing->user_id != token.user_id) return invalid("no such session");
  // The account first: suspending ends the sessions too, and the reason is what helps its owner.
  if (!standing->user_status) return invalid("the user is gone");
  if (*standing->user_status != users::text(users::Status::kActivated)) return errors::kUserDisabled;
  if (standing->ended) return invalid("the session has ended");
  if (now_ms >= standing->expires_at) return invalid("the session has expired");
  if (standing->revoked) return invalid("the token was revoked");
  if (now_ms >= standing->tenant_until.value_or(0))
    return invalid("the tenant lets the session stand no more");
  return {};
}

Result<std::int64_t> auth_time(db::Session& session, std::string_view pool_id, std::string_view session_id) {
  return store::auth_time(session, pool_id, session_id);
}

}  // namespace genauth::sessions
