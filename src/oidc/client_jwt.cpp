#include "oidc/client_jwt.h"

#include <algorithm>

#include "crypto/jwk.h"
#include "crypto/jws.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kMaxJwtBytes = 32 * 1024, kMaxKeys = 20, kMaxJtiBytes = 255;
constexpr std::int64_t kSkewS = 60, kMaxLifetimeS = 3600;

// One of the set's keys has signed it; those that name another key are not tried.
bool is_signed_by_set(const crypto::Jws& jws, std::string_view jwks) {
  const Result<json::Value> set = json::Value::parse(jwks);
  const json::Value* keys = set ? set->find("keys") : nullptr;
  if (!keys || !keys->array()) return false;
  std::size_t tried = 0;
  for (const json::Value& each : *keys->array()) {
    const Result<crypto::Jwk> jwk = crypto::parse_jwk(each.text());
    if (!jwk || (!jws.kid.empty() && !jwk->kid.empty() && jwk->kid != jws.kid)) continue;
    if (++tried > kMaxKeys) return false;
    if (crypto::alg_for(jwk->key.type()) != jws.alg) continue;
    if (crypto::verify(jws, jwk->key, jws.alg)) return true;
  }
  return false;
}

Outcome<bool> is_signed_by_keys(const crypto::Jws& jws, const Client& client, Ports& ports) {
  if (!ports.documents) return is_signed_by_set(jws, client.jwks);
  if (is_signed_by_set(jws, TRY(ports.documents->keys(client, false)))) return true;
  return is_signed_by_set(jws, TRY(ports.documents->keys(client, true)));
}

const std::int64_t* time_of(const json::Value& claims, std::string_view name) {
  const json::Value* value = claims.find(name);
  return value ? value->integer() : nullptr;
}

bool is_text(const json::Value& claims, std::string_view name, std::string_view wanted) {
  const json::Value* value = claims.find(name);
  return value && value->string() && *value->string() == wanted;
}

// The issuer, or an endpoint under it: libraries differ in what they call the audience.
bool is_for_us(const json::Value& claims, const std::string& issuer) {
  constexpr std::string_view kEndpoints[] = {
      "", "/token", "/token/introspection", "/token/revocation", "/par", "/device/auth", "/bc-authorize"};
  return std::ranges::any_of(texts_of(claims, "aud"), [&](const std::string& audience) {
    return std::ranges::any_of(kEndpoints, [&](std::string_view each) {
      return audience.starts_with(issuer) && std::string_view(audience).substr(issuer.size()) == each;
    });
  });
}

}  // namespace

Outcome<json::Value> open_client_jwt(const Client& client, std::string_view jwt, const JwtRules& rules,
                                     Ports& ports) {
  const auto refused = [&](std::string why) { return Error{rules.refusal, std::move(why)}; };
  const Result<crypto::Jws> jws = crypto::parse_jws(jwt, kMaxJwtBytes);
  if (!jws) return refused("the JWT cannot be read, or its alg is not supported");
  if (!rules.alg.empty() && crypto::alg_name(jws->alg) != rules.alg) {
    return refused("the JWT is not signed with the registered alg");
  }
  const bool is_symmetric = jws->alg == crypto::Alg::kHs256;
  if (!(is_symmetric ? rules.by_secret : rules.by_keys)) {
    return refused("the JWT is signed in another way than the application is registered for");
  }
  const bool is_signed = is_symmetric ? crypto::verify_hs256(*jws, client.secret).has_value()
                                      : TRY(is_signed_by_keys(*jws, client, ports));
  if (!is_signed) return refused("the JWT is not signed by the application");
  Result<json::Value> claims = json::Value::parse(jws->payload, {kMaxJwtBytes, 8, 500});
  if (!claims || !claims->object()) return refused("the JWT holds no claims");
  return *std::move(claims);
}

std::vector<std::string> texts_of(const json::Value& claims, std::string_view name) {
  std::vector<std::string> texts;
  const json::Value* value = claims.find(name);
  if (!value) return texts;
  if (value->string()) texts.push_back(*value->string());
  if (!value->array()) return texts;
  for (const json::Value& each : *value->array()) {
    if (each.string()) texts.push_back(*each.string());
  }
  return texts;
}

bool is_timely(const json::Value& claims, std::int64_t now_s) {
  const std::int64_t* const exp = time_of(claims, "exp");
  const std::int64_t* const nbf = time_of(claims, "nbf");
  if ((claims.find("exp") && !exp) || (claims.find("nbf") && !nbf)) return false;
  return (!exp || *exp > now_s - kSkewS) && (!nbf || *nbf <= now_s + kSkewS);
}

std::string claimed_subject(std::string_view jwt) {
  const Result<crypto::Jws> jws = crypto::parse_jws(jwt, kMaxJwtBytes);
  if (!jws) return {};
  const Result<json::Value> claims = json::Value::parse(jws->payload, {kMaxJwtBytes, 8, 500});
  const json::Value* subject = claims ? claims->find("sub") : nullptr;
  return subject && subject->string() ? *subject->string() : std::string();
}

Outcome<void> check_assertion(const Request& request, const Client& client, bool by_secret,
                              std::string_view assertion, Ports& ports) {
  const auto refused = [](std::string why) { return Error{Kind::kInvalidClient, std::move(why)}; };
  if (assertion.empty()) return refused("client_assertion is missing");
  if (!ports.replays) return refused("client_assertion is not supported");
  const JwtRules rules = {by_secret, !by_secret, client.assertion_alg, Kind::kInvalidClient};
  const json::Value claims = TRY(open_client_jwt(client, assertion, rules, ports));
  if (!is_text(claims, "iss", client.id) || !is_text(claims, "sub", client.id)) {
    return refused("iss and sub of the client_assertion must be the client_id");
  }
  if (!is_for_us(claims, request.issuer)) return refused("aud of the client_assertion is not this issuer");
  const std::int64_t now_s = ports.clock.now_ms() / 1000;
  const std::int64_t* const exp = time_of(claims, "exp");
  if (!exp || !is_timely(claims, now_s)) return refused("the client_assertion is expired or not valid yet");
  if (*exp > now_s + kMaxLifetimeS) return refused("the client_assertion lives longer than an hour");
  const json::Value* jti = claims.find("jti");
  if (!jti || !jti->string() || jti->string()->empty() || jti->string()->size() > kMaxJtiBytes) {
    return refused("the client_assertion needs a jti");
  }
  if (!TRY(ports.replays->first_use(client.realm, "assertion " + client.id, *jti->string(), *exp + kSkewS))) {
    return refused("the client_assertion was used before");
  }
  return {};
}

}  // namespace genauth::oidc
