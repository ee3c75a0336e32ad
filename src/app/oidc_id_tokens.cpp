#include "app/oidc_id_tokens.h"

#include <algorithm>

#include "app/browser_cookies.h"
#include "app/oidc_errors.h"
#include "crypto/jws.h"
#include "gen/errors/access.h"
#include "modules/application_access/application_access.h"
#include "modules/sessions/claims.h"
#include "modules/sessions/sessions.h"

namespace genauth::app {
namespace {

using applications::Application;

// By a key of the pool, or by the application's secret where it has chosen HS256: the present one alone,
// since whoever knows a secret that was replaced could sign with it.
Result<std::string> verified(Installation& in, const Application& application, std::string_view token) {
  if (application.settings.id_token_algorithm != "HS256")
    return in.keys->verify(application.pool_id, sessions::kIdTokenType, token);
  crypto::Jws jws = TRY(crypto::parse_jws(token));
  if (jws.alg != crypto::Alg::kHs256)
    return in.keys->verify(application.pool_id, sessions::kIdTokenType, token);
  if (jws.typ != sessions::kIdTokenType) return Error(errors::kTokenInvalid, "no ID token");
  TRY(crypto::verify_hs256(jws, application.secret));
  return std::move(jws.payload);
}

// The public address, bare and with the application, and the application's own hosts; and the
// one at which the question came, which is ours in any case.
bool is_issuer_of(const Installation& in, const Application& application, std::string_view issuer,
                  std::string_view called) {
  const std::string& base = in.public_origin.url;
  if (issuer == called || issuer == base + "/oidc" || issuer == base + "/" + application.id + "/oidc")
    return true;
  std::vector<std::string> hosts = in.own_hosts->domains_of(application.id);
  hosts.push_back(application.identifier + "." + in.config.server.base_domain);
  return std::ranges::any_of(
      hosts, [&](const std::string& host) { return issuer == origin_at(base, host) + "/oidc"; });
}

Result<oidc::IdToken> check_token(Installation& in, std::string_view token, std::string_view called) {
  // For the look-up only; the signature proves it.
  const applications::Handle application = TRY(in.applications->find(sessions::peek(token).app_id));
  if (!application->is_enabled()) return Error(errors::kTokenInvalid, "the application is disabled");
  std::string payload = TRY(verified(in, *application, token));
  const sessions::Claims claims = TRY(sessions::Claims::parse(payload));
  const std::int64_t now_ms = in.clock.now_ms();
  if (now_ms >= claims.seconds("exp")) return errors::kTokenExpired;
  if (!is_issuer_of(in, *application, claims.text("iss"), called))
    return Error(errors::kTokenInvalid, "another issuer");
  sessions::Verified named = sessions::named_by(application->pool_id, claims.text("sub"), claims.text("sid"));
  TRY(in.database->read([&](db::Session& session) -> Result<void> {
    TRY(sessions::identify(session, named, now_ms));
    return application_access::check_token(session, *application, {named.user_id, named.session_id}, now_ms);
  }));
  return oidc::IdToken{application->pool_id, std::move(payload)};
}

}  // namespace

oidc::Outcome<oidc::IdToken> OidcIdTokens::check(std::string_view id_token, std::string_view called) {
  oidc::Outcome<oidc::IdToken> checked =
      outcome_of(check_token(in_, id_token, called), oidc::Kind::kInvalidToken);
  if (checked || checked.error().kind != oidc::Kind::kInvalidToken) return checked;
  // One text for all reasons, as for access tokens.
  return oidc::Error{oidc::Kind::kInvalidToken, "the ID token is not valid or not valid any more"};
}

}  // namespace genauth::app
