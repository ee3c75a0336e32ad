#include "oidc/dpop.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/jwk.h"
#include "crypto/jws.h"
#include "json/value.h"
#include "oidc/binding.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kMaxProofBytes = 8 * 1024, kMaxJtiBytes = 255;
constexpr std::int64_t kMaxAgeS = 120, kSkewS = 30;

Error bad_proof(std::string why) {
  return {Kind::kInvalidDpopProof, "DPoP proof: " + std::move(why)};
}

std::string text_of(const json::Value& claims, std::string_view name) {
  const json::Value* value = claims.find(name);
  return value && value->string() ? *value->string() : std::string();
}

// Signed by the key in its own header, which is the point of it; never by a secret, never with a private key
// in the open (§4.3 items 5 to 8).
Outcome<crypto::Jwk> signing_key(const crypto::Jws& jws, std::string_view header) {
  if (jws.typ != "dpop+jwt") return bad_proof("typ must be dpop+jwt");
  if (jws.alg == crypto::Alg::kHs256) return bad_proof("alg must be asymmetric");
  const auto text = unbase64url(header.substr(0, header.find('.')));
  const Result<json::Value> members = json::Value::parse(text.value_or(""), {kMaxProofBytes, 4, 100});
  const json::Value* jwk = members ? members->find("jwk") : nullptr;
  if (!jwk) return bad_proof("jwk is missing in the header");
  Result<crypto::Jwk> key = crypto::parse_jwk(jwk->text());
  if (!key) return bad_proof("jwk is no public key of a supported kind");
  if (!crypto::verify(jws, key->key, crypto::alg_for(key->key.type()))) {
    return bad_proof("it is not signed by its key");
  }
  return *std::move(key);
}

}  // namespace

Outcome<Proof> read_proof(std::string_view header, const ProofSubject& subject) {
  if (header.find(',') != std::string_view::npos) {
    return Error{Kind::kInvalidRequest, "there must be one DPoP proof"};
  }
  const Result<crypto::Jws> jws = crypto::parse_jws(header, kMaxProofBytes);
  if (!jws) return bad_proof("it cannot be read, or its alg is not supported");
  const crypto::Jwk key = TRY(signing_key(*jws, header));
  const Result<json::Value> claims = json::Value::parse(jws->payload, {kMaxProofBytes, 8, 100});
  if (!claims || !claims->object()) return bad_proof("it holds no claims");
  Proof proof{crypto::thumbprint(key.key), text_of(*claims, "jti")};
  if (proof.jti.empty() || proof.jti.size() > kMaxJtiBytes) return bad_proof("jti is missing");
  if (text_of(*claims, "htm") != subject.method) return bad_proof("htm is not the method of the request");
  std::string address = text_of(*claims, "htu");
  address.resize(std::min(address.find_first_of("?#"), address.size()));
  if (address != subject.address) return bad_proof("htu is not the address of the request");
  const json::Value* issued_at = claims->find("iat");
  if (!issued_at || !issued_at->integer()) return bad_proof("iat is missing");
  proof.issued_at_s = *issued_at->integer();
  if (proof.issued_at_s < subject.now_s - kMaxAgeS || proof.issued_at_s > subject.now_s + kSkewS) {
    return bad_proof("iat is too far from now");
  }
  if (!subject.access_token.empty() &&
      text_of(*claims, "ath") != base64url(crypto::sha256(subject.access_token))) {
    return bad_proof("ath is not the hash of the access token");
  }
  return proof;
}

Outcome<std::optional<Proof>> presented_proof(const Request& request, std::string_view path,
                                              std::string_view access_token, Ports& ports) {
  if (request.dpop.empty() || !ports.replays) return std::optional<Proof>();
  const std::string address = request.issuer + std::string(path);
  return std::optional(
      TRY(read_proof(request.dpop, {request.method, address, access_token, ports.clock.now_ms() / 1000})));
}

Outcome<void> use_up(const Proof& proof, std::string_view realm, Replays& replays) {
  const std::int64_t until_s = proof.issued_at_s + kMaxAgeS + 1;
  if (TRY(replays.first_use(realm, "dpop " + proof.thumbprint, proof.jti, until_s))) return {};
  return bad_proof("it was used before");
}

Outcome<void> check_bound(const BoundCall& call, Replays* replays) {
  const auto refused = [](std::string why) { return Error{Kind::kInvalidToken, std::move(why)}; };
  if (call.bound_to.empty() && !call.is_dpop) return {};
  const bool is_of_key = !call.bound_to.empty() && !is_of_certificate(call.bound_to);
  if (!is_of_key && call.is_dpop) return refused("the token is not bound to a DPoP key");
  if (!is_of_key) {  // RFC 8705 §3
    if (bound_to_certificate(call.certificate) == call.bound_to) return {};
    return refused("the token is bound to a certificate");
  }
  if (!call.is_dpop || call.header.empty() || !replays) return refused("the token is bound to a DPoP key");
  const Proof proof = TRY(read_proof(call.header, call.subject));
  if (proof.thumbprint != call.bound_to) return refused("the token is bound to another DPoP key");
  return use_up(proof, call.realm, *replays);
}

}  // namespace genauth::oidc
