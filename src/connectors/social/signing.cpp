#include "connectors/social/signing.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "crypto/rsa_signature.h"
#include "gen/errors/identity_sources.h"

namespace genauth::social {
namespace {

constexpr std::int64_t kAppleSecretS = 300, kBeijingMs = 8 * 3'600'000;

// Alipay's consoles hand out bare base64; OpenSSL reads PEM.
std::string as_pem(std::string_view key, std::string_view label) {
  if (key.find("-----BEGIN") != std::string_view::npos) return std::string(key);
  std::string bare;
  for (const char c : key)
    if (c > ' ') bare += c;
  std::string pem = "-----BEGIN " + std::string(label) + "-----\n";
  for (std::size_t i = 0; i < bare.size(); i += 64) pem += bare.substr(i, 64) + "\n";
  return pem + "-----END " + std::string(label) + "-----\n";
}

}  // namespace

Result<std::string> apple_client_secret(std::string_view team_id, std::string_view key_id,
                                        std::string_view private_key, std::string_view client_id,
                                        std::int64_t now_ms) {
  const auto key = crypto::PrivateKey::from_pem(private_key);
  if (!key || key->type() != crypto::KeyType::kP256)
    return Error(errors::kSourceAnswerInvalid, "apple: privateKey is no P-256 key");
  const std::int64_t now_s = now_ms / 1000;
  const std::string payload = "{\"iss\":" + json_quote(team_id) + ",\"iat\":" + std::to_string(now_s) +
                              ",\"exp\":" + std::to_string(now_s + kAppleSecretS) +
                              ",\"aud\":\"https://appleid.apple.com\",\"sub\":" + json_quote(client_id) + "}";
  return crypto::sign(crypto::Alg::kEs256, *key, key_id, payload, "");
}

std::string alipay_text(Pairs pairs) {
  std::ranges::sort(pairs);
  std::string text;
  for (const auto& [name, value] : pairs)
    if (!value.empty()) text.append(text.empty() ? "" : "&").append(name).append("=").append(value);
  return text;
}

Result<std::string> alipay_sign(std::string_view private_key, std::string_view text) {
  auto key = crypto::PrivateKey::from_pem(as_pem(private_key, "PRIVATE KEY"));
  if (!key) key = crypto::PrivateKey::from_pem(as_pem(private_key, "RSA PRIVATE KEY"));
  if (!key || key->type() != crypto::KeyType::kRsa)
    return Error(errors::kSourceAnswerInvalid, "alipay: privateKey is no RSA key");
  return base64(crypto::sign_rsa_sha256(*key, text));
}

Result<void> alipay_verify(std::string_view public_key, std::string_view text, std::string_view signature) {
  const auto key = crypto::PublicKey::from_pem(as_pem(public_key, "PUBLIC KEY"));
  const auto bytes = unbase64(signature);
  if (!key || key->type() != crypto::KeyType::kRsa)
    return Error(errors::kSourceAnswerInvalid, "alipay: publicKey is no RSA key");
  if (!bytes || !crypto::verify_rsa_sha256(*key, text, *bytes))
    return Error(errors::kSourceAnswerInvalid, "alipay: the answer's signature is wrong");
  return {};
}

std::string alipay_time(std::int64_t now_ms) {
  std::string text = iso8601_ms(now_ms + kBeijingMs).substr(0, 19);
  text[10] = ' ';
  return text;
}

std::string yidun_signature(Pairs pairs, std::string_view secret_key) {
  std::ranges::sort(pairs);
  std::string text;
  for (const auto& [name, value] : pairs) text.append(name).append(value);
  return hex(crypto::md5(text.append(secret_key)));
}

std::string dingtalk_signature(std::string_view client_secret, std::string_view timestamp) {
  return percent_encode(base64(crypto::hmac_sha256(client_secret, timestamp)));
}

std::string facebook_proof(std::string_view access_token, std::string_view client_secret) {
  return hex(crypto::hmac_sha256(client_secret, access_token));
}

}  // namespace genauth::social
