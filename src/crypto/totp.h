// One-time passwords of authenticator apps: HOTP (RFC 4226) and TOTP (RFC 6238) with SHA-1, as every such app
// takes them, and the recovery code for whoever has lost the app. Pure functions of their arguments;
// thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/seal.h"

namespace genauth::crypto {

constexpr int kTotpDigits = 6;
constexpr std::int64_t kTotpStepMs = 30'000;
constexpr std::size_t kTotpSecretBytes = 20;  // RFC 4226 §4 R6 asks for 160 bits

// RFC 4226 §5.3. `digits` is 6 to 8.
std::string hotp(std::string_view secret, std::int64_t counter, int digits = kTotpDigits);

std::int64_t totp_step(std::int64_t now_ms);

// The step that `code` belongs to, looked for in the present one and `drift_steps` to either side; nullopt if
// there is none. Every step is computed and compared in constant time, so that the time tells nothing.
// Whoever accepts the code stores the step and refuses it and all before it from then on (RFC 6238 §5.2).
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, std::int64_t now_ms,
                                       int drift_steps = 1);

// What an authenticator app reads from a QR code. The secret in base32.
std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view base32_secret);

// Six groups of four hex digits: 96 random bits.
std::string new_recovery_code();

// A recovery code as it is kept: a keyed digest, bound to pool and user. Case, blanks and hyphens do not
// count.
std::string recovery_code_digest(const Sealer& sealer, std::string_view pool_id, std::string_view user_id,
                                 std::string_view code);
// Under the present master key or one before it. Constant-time comparison.
bool is_recovery_code(const Sealer& sealer, std::string_view pool_id, std::string_view user_id,
                      std::string_view code, std::string_view digest);

}  // namespace genauth::crypto
