#include "crypto/totp.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"

namespace genauth::crypto {
namespace {

constexpr std::string_view kRecoveryPurpose = "recovery-codes";
constexpr int kRecoveryGroups = 6;

std::string big_endian(std::int64_t counter) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, counter >>= 8)
    bytes[static_cast<std::size_t>(i)] = static_cast<char>(counter & 255);
  return bytes;
}

std::string digest_under(std::string_view key, std::string_view pool_id, std::string_view user_id,
                         std::string_view code) {
  std::string text;
  text.append(pool_id).append("\n").append(user_id).append("\n");
  for (const char c : to_lower_ascii(code))
    if (c != ' ' && c != '-') text += c;
  return hmac_sha256(key, text);
}

}  // namespace

std::string hotp(std::string_view secret, std::int64_t counter, int digits) {
  const std::string mac = hmac_sha1(secret, big_endian(counter));
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(mac[i]));
  };
  const std::size_t offset = byte(19) & 15;  // RFC 4226 §5.3: dynamic truncation
  std::uint32_t number =
      (byte(offset) & 127) << 24 | byte(offset + 1) << 16 | byte(offset + 2) << 8 | byte(offset + 3);
  std::string code(static_cast<std::size_t>(digits), '0');
  for (auto at = code.rbegin(); at != code.rend(); ++at, number /= 10)
    *at = static_cast<char>('0' + number % 10);
  return code;
}

std::int64_t totp_step(std::int64_t now_ms) {
  return now_ms / kTotpStepMs;
}

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, std::int64_t now_ms,
                                       int drift_steps) {
  const std::int64_t present = totp_step(now_ms);
  std::optional<std::int64_t> found;
  for (std::int64_t step = present - drift_steps; step <= present + drift_steps; ++step)
    if (equal_constant_time(hotp(secret, step), code)) found = step;
  return found;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view base32_secret) {
  std::string uri = "otpauth://totp/";
  uri.append(percent_encode(issuer)).append(":").append(percent_encode(account));
  uri.append("?secret=").append(base32_secret).append("&issuer=").append(percent_encode(issuer));
  return uri.append("&algorithm=SHA1&digits=6&period=30");
}

std::string new_recovery_code() {
  const std::string digits = hex(random_bytes(kRecoveryGroups * 2));
  std::string code;
  for (std::size_t at = 0; at < digits.size(); at += 4)
    code += (code.empty() ? "" : "-") + digits.substr(at, 4);
  return code;
}

std::string recovery_code_digest(const Sealer& sealer, std::string_view pool_id, std::string_view user_id,
                                 std::string_view code) {
  return digest_under(sealer.derive(kRecoveryPurpose), pool_id, user_id, code);
}

bool is_recovery_code(const Sealer& sealer, std::string_view pool_id, std::string_view user_id,
                      std::string_view code, std::string_view digest) {
  bool is_one = false;
  for (const std::string& key : sealer.derive_all(kRecoveryPurpose))
    is_one = equal_constant_time(digest_under(key, pool_id, user_id, code), digest) || is_one;
  return is_one;
}

}  // namespace genauth::crypto
