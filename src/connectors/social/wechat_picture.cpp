// developers.weixin.qq.com, "getUnlimitedQRCode": a picture that opens a mini program.
#include "base/encoding.h"
#include "connectors/social/engine.h"
#include "gen/errors/identity_sources.h"
#include "json/value.h"

namespace genauth::social {
namespace {

constexpr std::string_view kAddress = "https://api.weixin.qq.com/wxa/getwxacodeunlimit?access_token=";
constexpr std::size_t kPictureMax = std::size_t{256} << 10, kWordsMax = 200;
constexpr int kTimeoutMs = 5000;
// The smallest that WeChat draws. check_path: also for a program that is not published yet.
constexpr std::string_view kHow = ",\"check_path\":false,\"width\":280}";

}  // namespace

Result<std::string> Engine::mini_program_picture(const Settings& settings, std::string_view scene) const {
  const std::string token = TRY(platform_token(settings)).token;
  net::HttpCall call{.method = "POST",
                     .url = at_vendor(std::string(kAddress) + percent_encode(token)),
                     .timeout_ms = kTimeoutMs,
                     .max_response_bytes = kPictureMax};
  call.headers = {{"Content-Type", "application/json; charset=utf-8"}, {"User-Agent", "GenAuth"}};
  call.body = "{\"scene\":" + json_quote(scene) + std::string(kHow);
  net::HttpAnswer answer = TRY(http_.send(call));
  const bool is_picture = answer.body.starts_with("\xFF\xD8\xFF") || answer.body.starts_with("\x89PNG");
  if (answer.status == 200 && is_picture) return std::move(answer.body);
  // A refusal is JSON, with a 200 like a picture.
  const auto words = json::Value::parse(answer.body);
  const json::Value* why = words ? words->find("errmsg") : nullptr;
  if (why == nullptr || why->string() == nullptr)
    return Error(errors::kSourceAnswerInvalid, "wechat: neither a picture nor a refusal");
  return Error(errors::kSourceRefused, "wechat: " + *why->string())
      .with_arg(why->string()->substr(0, kWordsMax));
}

}  // namespace genauth::social
