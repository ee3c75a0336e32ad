// What single vendors want signed. Inside src/connectors/social only.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace genauth::social {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Apple's client secret: ES256 over iss (team), sub (client), aud and five minutes.
Result<std::string> apple_client_secret(std::string_view team_id, std::string_view key_id,
                                        std::string_view private_key, std::string_view client_id,
                                        std::int64_t now_ms);

// Alipay, "Signing": the pairs sorted by name, without empty ones, as name=value joined by &; RSA2 is RSASSA
// PKCS #1 v1.5 with SHA-256 over that, in base64.
std::string alipay_text(Pairs pairs);
Result<std::string> alipay_sign(std::string_view private_key, std::string_view text);
// kSourceAnswerInvalid unless Alipay's key signed exactly this text.
Result<void> alipay_verify(std::string_view public_key, std::string_view text, std::string_view signature);
// "2026-11-25 20:44:18", in the time zone of the gateway (UTC+8).
std::string alipay_time(std::int64_t now_ms);

// Yidun, "Authentication of calls".
std::string yidun_signature(Pairs pairs, std::string_view secret_key);

// DingTalk's older sign-in: HMAC-SHA256 of the time in milliseconds, in base64, for an address.
std::string dingtalk_signature(std::string_view client_secret, std::string_view timestamp);

// Facebook, "Securing Graph API requests".
std::string facebook_proof(std::string_view access_token, std::string_view client_secret);

}  // namespace genauth::social
