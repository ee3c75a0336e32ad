// Picture codes: one picture, one answer, used once.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::codes {

struct Captcha {
  std::string token, svg;
};

// Thread-safe. Answers are compared without case and kept as an HMAC.
class Captchas {
 public:
  explicit Captchas(const crypto::Sealer& sealer) : key_(sealer.derive("captchas")) {}

  // Draws the picture; slow enough (tens of microseconds) to stay outside a unit. store() makes it valid.
  // `length`: characters, as the pool has them, 4 to 8.
  Captcha draw(std::int64_t now_ms, std::int64_t length, std::string& answer) const;
  Result<void> store(db::Tx& tx, std::string_view pool_id, const Captcha& captcha, std::string_view answer,
                     std::int64_t expires_at) const;

  // Spends the token, right or wrong: a picture can be guessed at once. kCaptchaWrong by Tx::refuse, so that
  // a wrong guess stays spent.
  Result<void> consume(db::Tx& tx, std::string_view pool_id, std::string_view token, std::string_view answer,
                       std::int64_t now_ms) const;

 private:
  std::string mac(std::string_view pool_id, std::string_view token, std::string_view answer) const;
  std::string key_;
};

}  // namespace genauth::codes
