#include "connectors/social/id_token.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "gen/errors/identity_sources.h"

namespace genauth::social {
namespace {

constexpr std::int64_t kMetadataMs = 3'600'000, kKeysMs = 3'600'000, kRefetchMs = 10'000;
constexpr std::int64_t kSkewS = 60, kFutureS = 300;
constexpr std::size_t kDocumentMax = 256U << 10, kRemembered = 1000;

Error invalid(std::string why) {
  return Error(errors::kSourceAnswerInvalid, std::move(why));
}

std::string member(const json::Value& value, std::string_view name) {
  const json::Value* found = value.find(name);
  const std::string* text = found != nullptr ? found->string() : nullptr;
  return text != nullptr ? *text : std::string();
}

std::optional<std::int64_t> seconds(const json::Value& claims, std::string_view name) {
  const json::Value* found = claims.find(name);
  const auto number = found != nullptr ? found->number() : std::nullopt;
  if (!number || *number < 0 || *number > 1e12) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

// RFC 7519 §4.1.3: one text or a list of them; with several, azp says who asked (Core §3.1.3.7).
Result<void> check_audience(const json::Value& claims, std::string_view client_id) {
  const json::Value* audience = claims.find("aud");
  if (audience == nullptr) return invalid("ID token: no aud");
  std::vector<std::string> all;
  if (const std::string* one = audience->string()) all.push_back(*one);
  if (const json::Value::Array* list = audience->array())
    for (const json::Value& each : *list)
      if (const std::string* text = each.string()) all.push_back(*text);
  if (std::ranges::find(all, client_id) == all.end()) return invalid("ID token: for another client");
  const std::string azp = member(claims, "azp");
  if ((all.size() > 1 || !azp.empty()) && azp != client_id) return invalid("ID token: azp is another client");
  return {};
}

// Core §3.1.3.6: the left half of the digest that goes with the signature.
std::string half_digest(std::string_view algorithm, std::string_view text) {
  const std::string digest = algorithm == "EdDSA" ? crypto::sha512(text) : crypto::sha256(text);
  return base64url(std::string_view(digest).substr(0, digest.size() / 2));
}

}  // namespace

Result<void> check_claims(const json::Value& claims, const Expected& expected, std::string_view algorithm,
                          std::int64_t now_ms) {
  if (member(claims, "iss") != expected.issuer) return invalid("ID token: another issuer");
  TRY(check_audience(claims, expected.client_id));
  const auto expires = seconds(claims, "exp"), issued = seconds(claims, "iat");
  const std::int64_t now_s = now_ms / 1000;
  if (!expires || *expires + kSkewS < now_s) return invalid("ID token: expired");
  if (!issued || *issued > now_s + kFutureS) return invalid("ID token: from the future");
  const std::string subject = member(claims, "sub");
  if (subject.empty() || subject.size() > 255) return invalid("ID token: no subject");
  if (!expected.nonce.empty() && !crypto::equal_constant_time(member(claims, "nonce"), expected.nonce))
    return invalid("ID token: another nonce");
  const std::string hash = member(claims, "at_hash");
  if (!hash.empty() && !expected.access_token.empty() &&
      hash != half_digest(algorithm, expected.access_token))
    return invalid("ID token: at_hash is of another access token");
  return {};
}

Result<std::string> IssuerCache::fetch(std::string_view url) {
  net::HttpCall call;
  call.url = url;
  call.headers = {{"Accept", "application/json"}};
  call.max_response_bytes = kDocumentMax;
  net::HttpAnswer answer = TRY(http_.send(call));
  if (answer.status != 200) return invalid("HTTP " + std::to_string(answer.status) + " from " + call.url);
  return std::move(answer.body);
}

Result<Metadata> IssuerCache::discover(std::string_view issuer) {
  const std::int64_t now_ms = clock_.now_ms();
  {
    const std::lock_guard lock(mutex_);
    const auto found = metadata_.find(issuer);
    if (found != metadata_.end() && now_ms - found->second.fetched_at < kMetadataMs)
      return found->second.metadata;
  }
  std::string_view base = issuer;
  if (base.ends_with('/')) base.remove_suffix(1);
  const std::string text = TRY(fetch(std::string(base) + "/.well-known/openid-configuration"));
  const auto document = json::Value::parse(text);
  if (!document) return invalid("discovery: no JSON");
  Metadata made{member(*document, "issuer"),         member(*document, "authorization_endpoint"),
                member(*document, "token_endpoint"), member(*document, "userinfo_endpoint"),
                member(*document, "jwks_uri"),       {}};
  const json::Value* names_issuer = document->find("authorization_response_iss_parameter_supported");
  made.names_issuer =
      names_issuer != nullptr && names_issuer->boolean() != nullptr && *names_issuer->boolean();
  // Discovery §4.3: exactly, or anybody could speak for the issuer.
  if (made.issuer != issuer) return invalid("discovery: the document is of issuer " + made.issuer);
  if (made.jwks_uri.empty()) return invalid("discovery: no jwks_uri");
  const json::Value* methods = document->find("token_endpoint_auth_methods_supported");
  if (methods != nullptr && methods->array() != nullptr)
    for (const json::Value& each : *methods->array())
      if (each.string() != nullptr) made.token_auth_methods.push_back(*each.string());
  const std::lock_guard lock(mutex_);
  if (metadata_.size() >= kRemembered) metadata_.clear();
  metadata_[std::string(issuer)] = {made, now_ms};
  return made;
}

Result<crypto::Jwk> IssuerCache::key(std::string_view jwks_uri, std::string_view kid) {
  const auto pick = [&](const Keys& known) -> const crypto::Jwk* {
    for (const crypto::Jwk& each : known.keys)
      if (each.kid == kid || (kid.empty() && known.keys.size() == 1)) return &each;
    return nullptr;
  };
  const std::int64_t now_ms = clock_.now_ms();
  {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.find(jwks_uri);
    if (found != keys_.end()) {
      const std::int64_t age_ms = now_ms - found->second.fetched_at;
      const crypto::Jwk* known = pick(found->second);
      if (known != nullptr && age_ms < kKeysMs) return *known;
      if (known == nullptr && age_ms < kRefetchMs) return invalid("JWKS: no such key");
    }
  }
  const std::string text = TRY(fetch(jwks_uri));
  const auto document = json::Value::parse(text);
  const json::Value* list = document ? document->find("keys") : nullptr;
  if (list == nullptr || list->array() == nullptr) return invalid("JWKS: not a key set");
  Keys fresh{{}, now_ms};
  for (const json::Value& each : *list->array())
    if (auto parsed = crypto::parse_jwk(each.text())) fresh.keys.push_back(*std::move(parsed));
  const std::lock_guard lock(mutex_);
  if (keys_.size() >= kRemembered) keys_.clear();
  const Keys& kept = keys_[std::string(jwks_uri)] = std::move(fresh);
  const crypto::Jwk* known = pick(kept);
  if (known == nullptr) return invalid("JWKS: no such key");
  return *known;
}

Result<json::Value> IssuerCache::verify(std::string_view id_token, std::string_view jwks_uri,
                                        const Expected& expected) {
  const auto jws = crypto::parse_jws(id_token);
  if (!jws) return invalid("ID token: " + jws.error().detail());
  const crypto::Jwk jwk = TRY(key(jwks_uri, jws->kid));
  // The key says which algorithm it is for; the header can only agree.
  const crypto::Alg algorithm = crypto::alg_for(jwk.key.type());
  if (const auto verified = crypto::verify(*jws, jwk.key, algorithm); !verified)
    return invalid("ID token: " + verified.error().detail());
  auto claims = json::Value::parse(jws->payload);
  if (!claims || claims->object() == nullptr) return invalid("ID token: no JSON object inside");
  TRY(check_claims(*claims, expected, crypto::alg_name(algorithm), clock_.now_ms()));
  return std::move(*claims);
}

}  // namespace genauth::social
