// Data that the platform of a mini program encrypted under the session of a sign-in (WeChat "Open data check
// and decryption", Douyin "Sensitive data"): AES-CBC with PKCS #7 under the session key, and inside a
// watermark that names the program. Pure, thread-safe.
#pragma once
#include <string_view>

#include "base/result.h"
#include "json/value.h"

namespace genauth::social {

constexpr std::size_t kMiniProgramDataMax = 64U << 10;  // base64

// All three as they arrive, in base64. kMiniProgramDataInvalid whatever is wrong: what is not base64, another
// session's data, a padding that is none, no JSON object, another program's watermark.
Result<json::Value> open_mini_program_data(std::string_view session_key, std::string_view iv,
                                           std::string_view data, std::string_view app_id);

}  // namespace genauth::social
