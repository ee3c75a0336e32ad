// Any face recognition service that takes a signed POST.
//
//   POST url
//   Content-Type: application/json
//   X-GenAuth-Timestamp: SECONDS          since 1970; refuse what is more than 300 s away
//   X-GenAuth-Signature: v1=HEX           HMAC-SHA256, keyed with the secret, of SECONDS "." BODY
//
//   {"action":"enroll","userPoolId":"…","userId":"…","photos":["…"]}              one photo, or two to
//   compare
//   -> 2xx {"reference":"…"}              what the service calls the face; 4xx {"code":"…","message":"…"} if
//   it
//                                         does not keep it: no face, several, not alive, not the same on both
//   {"action":"compare","userPoolId":"…","userId":"…","reference":"…","photo":"…"}
//   -> 2xx {"score":97}                   0 to 100, decimals allowed
//   {"action":"forget","userPoolId":"…","userId":"…","reference":"…"}
//   -> 2xx                                also if it is gone already
//
// 408, 425, 429 and 5xx mean that the service is not there now.
#include <charconv>

#include "base/encoding.h"
#include "connectors/vendor.h"
#include "crypto/digest.h"
#include "gen/errors/form.h"

namespace genauth::connectors {
namespace {

constexpr std::string_view kVendor = "face";
constexpr std::size_t kReferenceMax = 255;
constexpr int kTimeoutMs = 10'000;

class FaceWebhook final : public FaceService {
 public:
  FaceWebhook(const Context& context, std::string url, std::string secret)
      : context_(context), url_(std::move(url)), secret_(std::move(secret)) {}

  Result<std::string> enroll(const FaceOwner& owner, std::span<const std::string> photos) const override {
    std::string list;
    for (const std::string& photo : photos) list.append(list.empty() ? "" : ",").append(json_quote(photo));
    const std::string answer = TRY(ask(owner, "enroll", ",\"photos\":[" + list + "]"));
    std::string reference = text_at(answer, {"reference"});
    if (reference.empty() || reference.size() > kReferenceMax)
      return unreachable(kVendor, "the answer holds no reference");
    return reference;
  }

  Result<std::int64_t> compare(const FaceOwner& owner, std::string_view reference,
                               std::string_view photo) const override {
    const std::string answer = TRY(
        ask(owner, "compare", ",\"reference\":" + json_quote(reference) + ",\"photo\":" + json_quote(photo)));
    const std::string text = text_at(answer, {"score"});
    double score = -1;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), score);
    // Written so that what is no number fails, too.
    if (problem != std::errc() || end != text.data() + text.size() || !(score >= 0 && score <= 100))
      return unreachable(kVendor, "the answer holds no score");
    return static_cast<std::int64_t>(score);
  }

  Result<void> forget(const FaceOwner& owner, std::string_view reference) const override {
    TRY(ask(owner, "forget", ",\"reference\":" + json_quote(reference)));
    return {};
  }

 private:
  Result<std::string> ask(const FaceOwner& owner, std::string_view action, const std::string& members) const {
    const std::string seconds = std::to_string(context_.clock.real_ms() / 1000);
    net::HttpCall call{.method = "POST", .url = url_, .timeout_ms = kTimeoutMs};
    call.body = "{\"action\":" + json_quote(action) + ",\"userPoolId\":" + json_quote(owner.pool_id) +
                ",\"userId\":" + json_quote(owner.user_id) + members + "}";
    call.headers = {
        {"Content-Type", "application/json"},
        {"X-GenAuth-Timestamp", seconds},
        {"X-GenAuth-Signature", "v1=" + hex(crypto::hmac_sha256(secret_, seconds + "." + call.body))}};
    net::HttpAnswer answer = TRY(call_vendor(context_.http, kVendor, call));
    if (answer.status >= 200 && answer.status < 300) return std::move(answer.body);
    const std::string code = text_at(answer.body, {"code"});
    return refused(code.empty() ? "HTTP " + std::to_string(answer.status) : code,
                   text_at(answer.body, {"message"}));
  }

  Context context_;
  std::string url_, secret_;
};

}  // namespace

Result<std::unique_ptr<FaceService>> make_face_webhook(const Settings& settings, const Context& context) {
  TRY(only(settings, {"url", "secret"}));
  const std::string url = optional(settings, "url");
  if (!url.starts_with("https://") && !url.starts_with("http://"))
    return Error(errors::kBadFormat).with_field("url").with_arg("https://…");
  const std::string secret = TRY(required(settings, "secret"));
  return std::unique_ptr<FaceService>(std::make_unique<FaceWebhook>(context, url, secret));
}

}  // namespace genauth::connectors
