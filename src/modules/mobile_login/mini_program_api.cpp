// decrypt-wechat-miniprogram-data, decrypt-douyin-miniprogram-data, get-wechat-access-token and its -info.
// The session key that decrypts stays in src/connectors/social.
#include "api/call.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/errors/mobile_login.h"
#include "gen/ops/mobile_login.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/settings.h"
#include "modules/mobile_login/mobile_login.h"

namespace genauth::ops {
namespace {

template <class Req>
Result<json::Raw> decrypted(api::Call& call, const Req& req, std::string_view kind) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const mobile_login::Connection connection =
      TRY(mobile_login::connection_for(call, *application, req.extIdpConnidentifier, kind));
  const json::Value data = TRY(call.service<const social::Engine>().mini_program_data(
      identity_sources::settings_of(connection), req.code, {req.encryptedData, req.iv}));
  return data.raw();
}

bool has_platform_token(std::string_view type) {
  return type.starts_with("wechat:miniprogram:") || type == "wechat:webpage-authorization";
}

// The caller proves the account by its secret, which must be the one that an administrator entered: otherwise
// everybody could have us ask WeChat about anything.
Result<social::Settings> account_of(api::Call& call, const dto::GetWechatAccessTokenDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const auto connections = TRY(call.read([&](db::Session& session) {
    return call.service<const identity_sources::Connections>().of_app(session, call.pool_id, application->id);
  }));
  for (const mobile_login::Connection& each : connections) {
    const identity_sources::Fields& fields = each.fields;
    const bool known = has_platform_token(each.type) && fields.clientId.value_or("") == req.appId;
    if (known && !req.appSecret.empty() &&
        crypto::equal_constant_time(fields.clientSecret.value_or(""), req.appSecret))
      return identity_sources::settings_of(each);
  }
  return errors::kWechatAccountUnknown;
}

Result<dto::GetWechatAccessTokenDataDto> platform_token(api::Call& call,
                                                        const dto::GetWechatAccessTokenDto& req) {
  const social::Settings settings = TRY(account_of(call, req));
  const social::PlatformToken token = TRY(call.service<const social::Engine>().platform_token(settings));
  return dto::GetWechatAccessTokenDataDto{token.token, iso8601_ms(token.expires_at)};
}

}  // namespace

Result<json::Raw> decrypt_wechat_miniprogram_data(api::Call& call,
                                                  const dto::DecryptWechatMiniProgramDataDto& req) {
  return decrypted(call, req, "wechat_mini_program_code");
}

Result<json::Raw> decrypt_douyin_miniprogram_data(api::Call& call,
                                                  const dto::DecryptDouyinMiniProgramDataDto& req) {
  return decrypted(call, req, "douyin_mini_program_code");
}

Result<dto::GetWechatAccessTokenDataDto> get_wechat_access_token(api::Call& call,
                                                                 const dto::GetWechatAccessTokenDto& req) {
  return platform_token(call, req);
}

Result<dto::GetWechatAccessTokenDataDto> get_wechat_access_token_info(
    api::Call& call, const dto::GetWechatAccessTokenDto& req) {
  return platform_token(call, req);
}

}  // namespace genauth::ops
