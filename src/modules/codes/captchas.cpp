#include "modules/codes/captchas.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/id.h"
#include "captcha/captcha.h"
#include "crypto/digest.h"
#include "gen/errors/users.h"
#include "gen/sql/codes.h"

namespace genauth::codes {

std::string Captchas::mac(std::string_view pool_id, std::string_view token, std::string_view answer) const {
  std::string text(pool_id);
  text.append(":").append(token).append(":").append(to_lower_ascii(answer));  // ids have a fixed length
  return crypto::hmac_sha256(key_, text);
}

Captcha Captchas::draw(std::int64_t now_ms, std::int64_t length, std::string& answer) const {
  captcha::Options options;
  options.length = static_cast<std::size_t>(std::clamp<std::int64_t>(length, 4, 8));
  captcha::Picture picture = captcha::make(options);
  answer = std::move(picture.code);
  return {new_id(now_ms), std::move(picture.svg)};
}

Result<void> Captchas::store(db::Tx& tx, std::string_view pool_id, const Captcha& captcha,
                             std::string_view answer, std::int64_t expires_at) const {
  const std::string hmac = mac(pool_id, captcha.token, answer);
  TRY(tx.post(sql::put_captcha, {pool_id, captcha.token, db::Blob{hmac}, expires_at}));
  return {};
}

Result<void> Captchas::consume(db::Tx& tx, std::string_view pool_id, std::string_view token,
                               std::string_view answer, std::int64_t now_ms) const {
  const db::Rows rows = TRY(tx.query(sql::take_captcha, {pool_id, token}));
  const bool is_right = !rows.empty() && rows.front().integer(1) > now_ms &&
                        crypto::equal_constant_time(mac(pool_id, token, answer), rows.front().view(0));
  if (!is_right) return tx.refuse(errors::kCaptchaWrong);
  return {};
}

}  // namespace genauth::codes
