// Tokens that stand for an access key rather than a person.
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "modules/keys/keys.h"
#include "modules/sessions/claims.h"
#include "modules/sessions/sessions.h"
#include "oidc/binding.h"

namespace genauth::sessions {
namespace {

constexpr std::string_view kManagementAudience = "genauth-management";
constexpr std::size_t kTokenIdBytes = 16;
constexpr int kRollsMax = 64;

bool is_plain_base64(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::string_view payload = token.substr(first + 1, token.find('.', first + 1) - first - 1);
  return payload.find_first_of("-_") == std::string_view::npos;
}

}  // namespace

Result<MachineToken> draft_management_token(keys::KeyRing& ring, std::string_view pool_id,
                                            std::string_view access_key_id, std::int64_t now_ms,
                                            std::int64_t ttl_s, std::string_view bound_to) {
  // Ids are hex digits and thumbprints base64url, so the first roll holds; should a claim ever bring other
  // characters, the random jti decides where they fall. A signature costs a third of a millisecond, so the
  // number of rolls has an end.
  for (int roll = 0; roll < kRollsMax; ++roll) {
    const std::string claims = ClaimsWriter()
                                   .text("jti", crypto::random_token(kTokenIdBytes))
                                   .text("sub", access_key_id)
                                   .text("aud", kManagementAudience)
                                   .seconds("iat", now_ms)
                                   .seconds("exp", now_ms + ttl_s * 1000)
                                   .text("scoped_userpool_id", pool_id)
                                   .confirmation(bound_to)
                                   .finish();
    MachineToken token{TRY(ring.sign(pool_id, keys::Algorithm::kRs256, kManagementTokenType, claims)), ttl_s};
    if (is_plain_base64(token.access_token)) return token;
  }
  return Error(errors::kInternal, "no payload without '-' and '_' was found");
}

Result<VerifiedManagement> verify_management_token(keys::KeyRing& ring, std::string_view token,
                                                   std::int64_t now_ms) {
  const std::string pool_id = peek(token).scoped_pool_id;
  if (pool_id.empty()) return Error(errors::kTokenInvalid, "the token names no pool");
  const std::string payload = TRY(ring.verify(pool_id, kManagementTokenType, token));
  const Claims claims = TRY(Claims::parse(payload));
  VerifiedManagement verified{pool_id, claims.text("sub"), claims.seconds("exp"),
                              oidc::bound_to_of("", claims.text_in("cnf", "x5t#S256"))};
  const bool is_bound_otherwise = verified.bound_to.empty() && !claims.object("cnf").empty();
  if (verified.access_key_id.empty() || claims.text("aud") != kManagementAudience || is_bound_otherwise) {
    return Error(errors::kTokenInvalid, "a claim is missing");
  }
  if (now_ms >= verified.expires_at) return errors::kTokenExpired;
  return verified;
}

Result<MachineToken> draft_client_credentials_token(keys::KeyRing& ring, std::string_view pool_id,
                                                    std::string_view access_key_id, std::string_view scope,
                                                    std::string_view issuer, std::int64_t now_ms,
                                                    std::int64_t ttl_s, std::string_view bound_to,
                                                    const std::vector<std::string>& resources) {
  const std::string claims =
      ClaimsWriter()
          .text("jti", crypto::random_token(kTokenIdBytes))
          .text("iss", issuer)
          .text("sub", access_key_id)
          .text("azp", access_key_id)
          .audience(resources.empty() ? std::vector{std::string(access_key_id)} : resources)
          .text("client_id", access_key_id)
          .seconds("iat", now_ms)
          .seconds("exp", now_ms + ttl_s * 1000)
          .text("scope", scope)
          .confirmation(bound_to)
          .finish();
  return MachineToken{TRY(ring.sign(pool_id, keys::Algorithm::kRs256, kAccessTokenType, claims)), ttl_s};
}

}  // namespace genauth::sessions
