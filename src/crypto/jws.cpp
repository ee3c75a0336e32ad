#include "crypto/jws.h"

#include <openssl/ecdsa.h>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/flat_json.h"
#include "crypto/key_data.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"

namespace genauth::crypto {
namespace {

constexpr std::size_t kEs256Half = 32;
constexpr std::size_t kMaxDerSize = 80;  // two 33-byte integers and their heads, rounded up

using OwnedEcdsaSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

constexpr struct {
  Alg alg;
  std::string_view name;
} kAlgs[] = {{Alg::kRs256, "RS256"}, {Alg::kEs256, "ES256"}, {Alg::kEdDsa, "EdDSA"}, {Alg::kHs256, "HS256"}};

Error bad_token(std::string why) {
  return {errors::kTokenInvalid, "JWS: " + std::move(why)};
}

// RFC 7518 §3.4 wants r and s side by side; OpenSSL speaks DER.
std::string ecdsa_to_raw(std::string_view der) {
  const unsigned char* at = bytes_of(der);
  const OwnedEcdsaSignature parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  require_openssl(parts != nullptr, "ECDSA");
  std::string out(2 * kEs256Half, '\0');
  const int half = kEs256Half;
  require_openssl(BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), bytes_of(out), half) == half &&
                      BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), bytes_of(out) + half, half) == half,
                  "ECDSA");
  return out;
}

// Empty if the raw form has a wrong length.
std::string ecdsa_to_der(std::string_view raw) {
  if (raw.size() != 2 * kEs256Half) return {};
  const int half = kEs256Half;
  const OwnedEcdsaSignature parts(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(bytes_of(raw), half, nullptr);
  BIGNUM* s = BN_bin2bn(bytes_of(raw) + half, half, nullptr);
  require_openssl(parts != nullptr && ECDSA_SIG_set0(parts.get(), r, s) == 1, "ECDSA");
  std::string out(kMaxDerSize, '\0');
  unsigned char* at = bytes_of(out);
  const int size = i2d_ECDSA_SIG(parts.get(), &at);
  require_openssl(size > 0, "ECDSA");
  out.resize(static_cast<std::size_t>(size));
  return out;
}

OwnedDigestContext copy(const OwnedDigestContext& ready) {
  OwnedDigestContext context(EVP_MD_CTX_new());
  require_openssl(context != nullptr && EVP_MD_CTX_copy_ex(context.get(), ready.get()) == 1,
                  "EVP_MD_CTX_copy_ex");
  // Otherwise OpenSSL copies once more before finishing, to let us go on; we never do.
  EVP_MD_CTX_set_flags(context.get(), EVP_MD_CTX_FLAG_FINALISE);
  return context;
}

std::string sign_bytes(const KeyData& key, std::string_view text) {
  const OwnedDigestContext context = copy(key.signing);
  std::string out(static_cast<std::size_t>(EVP_PKEY_get_size(key.pkey.get())), '\0');
  std::size_t size = out.size();
  require_openssl(EVP_DigestSign(context.get(), bytes_of(out), &size, bytes_of(text), text.size()) == 1,
                  "DigestSign");
  out.resize(size);
  return key.type == KeyType::kP256 ? ecdsa_to_raw(out) : out;
}

std::string signing_input(Alg alg, std::string_view kid, std::string_view payload_json,
                          std::string_view typ) {
  std::string header = R"({"alg":")" + std::string(alg_name(alg)) + '"';
  if (!typ.empty()) header += R"(,"typ":)" + json_quote(typ);
  if (!kid.empty()) header += R"(,"kid":)" + json_quote(kid);
  header += '}';
  return base64url(header) + '.' + base64url(payload_json);
}

// Fills the members that the header gives.
Result<void> read_header(std::string_view json, Jws& jws) {
  const auto header = FlatJson::parse(json);
  if (!header) return bad_token("the header is not one strict JSON object");
  if (header->find("crit") != nullptr || header->find("b64") != nullptr)
    return bad_token("unknown critical extension");
  const std::string* alg_text = header->string("alg");
  const auto alg = alg_text != nullptr ? alg_from_name(*alg_text) : std::nullopt;
  if (!alg) return bad_token("alg is missing or not supported");
  jws.alg = *alg;
  const std::pair<std::string_view, std::string*> texts[] = {
      {"kid", &jws.kid}, {"typ", &jws.typ}, {"cty", &jws.cty}};
  for (const auto& [name, out] : texts) {
    if (header->find(name) == nullptr) continue;
    const std::string* text = header->string(name);
    if (text == nullptr) return bad_token(std::string(name) + " is not a string");
    *out = *text;
  }
  return {};
}

}  // namespace

std::string_view alg_name(Alg alg) {
  for (const auto& entry : kAlgs)
    if (entry.alg == alg) return entry.name;
  return {};
}

std::optional<Alg> alg_from_name(std::string_view name) {
  for (const auto& entry : kAlgs)
    if (entry.name == name) return entry.alg;
  return std::nullopt;
}

Alg alg_for(KeyType type) {
  require_openssl(type != KeyType::kSm2, "JWS with an SM2 key");
  if (type == KeyType::kRsa) return Alg::kRs256;
  return type == KeyType::kP256 ? Alg::kEs256 : Alg::kEdDsa;
}

Result<std::string> sign(Alg alg, const PrivateKey& key, std::string_view kid, std::string_view payload_json,
                         std::string_view typ) {
  if (key.type() == KeyType::kSm2 || alg_for(key.type()) != alg)
    return Error(errors::kInternal, "JWS: the key is not for " + std::string(alg_name(alg)));
  std::string token = signing_input(alg, kid, payload_json, typ);
  const std::string signature = sign_bytes(key.data(), token);
  return (token += '.') += base64url(signature);
}

Result<std::string> sign_hs256(std::string_view secret, std::string_view kid, std::string_view payload_json,
                               std::string_view typ) {
  if (secret.size() < kMinHs256SecretBytes)
    return Error(errors::kInternal, "JWS: the HS256 secret is too short");
  std::string token = signing_input(Alg::kHs256, kid, payload_json, typ);
  const std::string signature = hmac_sha256(secret, token);
  return (token += '.') += base64url(signature);
}

Result<Jws> parse_jws(std::string_view token, std::size_t max_bytes) {
  if (token.size() > max_bytes) return bad_token("longer than " + std::to_string(max_bytes) + " bytes");
  const std::size_t first = token.find('.'),
                    second = token.find('.', first == token.npos ? first : first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) return bad_token("not three parts");
  const auto header = unbase64url(token.substr(0, first));
  auto payload = unbase64url(token.substr(first + 1, second - first - 1));
  auto signature = unbase64url(token.substr(second + 1));
  if (!header || !payload || !signature || signature->empty()) return bad_token("a part is not base64url");
  Jws jws{};
  TRY(read_header(*header, jws));
  jws.payload = *std::move(payload);
  jws.signing_input = token.substr(0, second);
  jws.signature = *std::move(signature);
  return jws;
}

Result<void> verify(const Jws& jws, const PublicKey& key, Alg expected) {
  if (jws.alg != expected) return bad_token("signed with another algorithm than expected");
  if (key.type() == KeyType::kSm2 || alg_for(key.type()) != expected)
    return bad_token("the key is of another kind");
  const std::string& raw = jws.signature;
  const std::string signature = key.type() == KeyType::kP256 ? ecdsa_to_der(raw) : raw;
  const OwnedDigestContext context = copy(key.data().verifying);
  const bool ok = EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                                   bytes_of(jws.signing_input), jws.signing_input.size()) == 1;
  if (!ok) return bad_token("wrong signature: " + openssl_reason());
  return {};
}

Result<void> verify_hs256(const Jws& jws, std::string_view secret) {
  if (jws.alg != Alg::kHs256) return bad_token("signed with another algorithm than HS256");
  if (secret.size() < kMinHs256SecretBytes) return bad_token("the HS256 secret is too short");
  if (!equal_constant_time(hmac_sha256(secret, jws.signing_input), jws.signature))
    return bad_token("wrong signature");
  return {};
}

}  // namespace genauth::crypto
