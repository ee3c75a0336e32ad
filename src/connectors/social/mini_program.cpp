// Mini programs and one-tap numbers: what an app brings that is neither a code alone nor a token.
#include <algorithm>

#include "base/encoding.h"
#include "connectors/social/mini_program_data.h"
#include "connectors/social/plan.h"
#include "crypto/digest.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/mobile_login.h"

namespace genauth::social {
namespace {

constexpr std::int64_t kEarlyMs = 300'000;  // a token that ends this soon is asked for anew
constexpr std::size_t kRemembered = 1000, kNumberSize = 11;

constexpr Param kStableToken[] = {
    {"grant_type", "client_credential"}, {"appid", "{client_id}"}, {"secret", "{client_secret}"}};
constexpr Check kNoErrcode[] = {{"errcode", "0", true}};
// developers.weixin.qq.com, "getStableAccessToken": the same for mini programs and official accounts
constexpr Step kPlatformToken{.name = "token",
                              .url = "https://api.weixin.qq.com/cgi-bin/stable_token",
                              .send = Send::kJson,
                              .params = kStableToken,
                              .checks = kNoErrcode};

Error invalid(std::string why) {
  return Error(errors::kSourceAnswerInvalid, std::move(why));
}

// The answer without the session key, which goes no further than the caller.
struct Session {
  json::Value answer;
  std::string key;
};

Session session_of(json::Value answer) {
  const json::Value* inner = answer.find("data");
  json::Value data = inner != nullptr ? *inner : json::Value();
  json::Value& holder = inner != nullptr ? data : answer;
  const json::Value* key = holder.find("session_key");
  Session session;
  if (key != nullptr && key->string() != nullptr) session.key = *key->string();
  holder.erase("session_key");
  if (inner != nullptr) answer.set("data", data);
  session.answer = std::move(answer);
  return session;
}

std::string text_at(const json::Value& value, std::string_view path) {
  const json::Value* found = walk(value, path);
  return found != nullptr ? text_of(*found).value_or("") : std::string();
}

}  // namespace

std::optional<PlatformToken> PlatformTokens::find(const std::string& key, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const auto found = tokens_.find(key);
  if (found == tokens_.end() || found->second.expires_at - kEarlyMs <= now_ms) return std::nullopt;
  return found->second;
}

void PlatformTokens::keep(const std::string& key, const PlatformToken& token) {
  const std::lock_guard lock(mutex_);
  if (tokens_.size() >= kRemembered) tokens_.clear();
  tokens_[key] = token;
}

Result<PlatformToken> Engine::platform_token(const Settings& settings) const {
  // Both, so that a secret which is no longer the right one finds nothing.
  const std::string key =
      hex(crypto::sha256(settings.text("client_id") + "\n" + settings.text("client_secret")));
  const std::int64_t now_ms = clock_.now_ms();
  if (auto known = platform_tokens_.find(key, now_ms)) return *std::move(known);
  const json::Value answer = TRY(ask(kPlatformToken, variables_of(settings, {})));
  const auto lifetime_s = parse_int(text_at(answer, "expires_in"));
  PlatformToken token{text_at(answer, "access_token"), now_ms + lifetime_s.value_or(0) * 1000};
  if (token.token.empty() || !lifetime_s || *lifetime_s <= 0) return invalid("no platform token");
  platform_tokens_.keep(key, token);
  return token;
}

Result<json::Value> Engine::mini_program_data(const Settings& settings, std::string_view code,
                                              const Encrypted& data) const {
  const Plan plan = TRY(plan_of(settings));
  Variables variables = variables_of(settings, {});
  variables.set("code", std::string(code));
  const Session session = session_of(TRY(ask(plan.steps.front(), variables)));
  return open_mini_program_data(session.key, data.iv, data.data, settings.text("client_id"));
}

Result<Profile> Engine::by_mini_program(const Settings& settings, const MiniProgramProof& proof) const {
  const Plan plan = TRY(plan_of(settings));
  const std::string app_id = settings.text("client_id");
  Variables variables = variables_of(settings, {});
  variables.set("code", std::string(proof.code));
  Session session = session_of(TRY(ask(plan.steps.front(), variables)));
  variables.set_answer("token", std::move(session.answer));
  if (!proof.user.empty()) {
    json::Value user = TRY(open_mini_program_data(session.key, proof.user.iv, proof.user.data, app_id));
    // Older versions of the data name the account: it must be the one that signed in.
    const std::string named = text_at(user, "openId");
    const auto signed_in = variables.find("token.openid");
    const auto signed_in_inside = variables.find("token.data.openid");  // as Douyin has it
    if (!named.empty() && named != signed_in && named != signed_in_inside)
      return errors::kMiniProgramDataInvalid;
    variables.set_answer("user", std::move(user));
  }
  // The verdict stands in the answer that it is about.
  const auto keep_phone = [&](json::Value phone) {
    phone.set("is_proved", true);
    variables.set_answer("phone", std::move(phone));
  };
  if (!proof.phone.empty())
    keep_phone(TRY(open_mini_program_data(session.key, proof.phone.iv, proof.phone.data, app_id)));
  if (!proof.phone_code.empty()) {
    variables.set("phone_code", std::string(proof.phone_code));
    variables.set("platform_token", percent_encode(TRY(platform_token(settings)).token));
    const json::Value answer = TRY(ask(plan.steps.back(), variables));
    const json::Value* phone = answer.find("phone_info");
    if (phone == nullptr || text_at(*phone, "watermark.appid") != app_id)
      return invalid("a phone number of another program");
    keep_phone(*phone);
    variables.set("phone_code", "");
  }
  return profile_of(plan, settings, variables);
}

Result<std::string> Engine::number_by_one_tap(const Settings& settings, std::string_view token,
                                              std::string_view access_token) const {
  const Plan plan = TRY(plan_of(settings));
  Variables variables = variables_of(settings, {});
  variables.set("token", std::string(token));
  variables.set("access_token", std::string(access_token));
  const json::Value answer = TRY(ask(plan.steps.front(), variables));
  std::string number = text_at(answer, "data.phone");
  const bool digits = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  if (number.empty())
    return Error(errors::kSourceRefused, "no number").with_arg(text_at(answer, "data.resultCode"));
  if (!digits || number.size() != kNumberSize) return invalid("a masked or encrypted number");
  return number;
}

}  // namespace genauth::social
