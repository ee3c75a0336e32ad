// Mini programs and apps: kinds without a page to send a browser to. Sources: the vendors' public
// documentation, named beside each. An answer named "token" or "app" is never kept, for it holds secrets
// (variables.h).
#include "connectors/social/row.h"

namespace genauth::social {
namespace {

// developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
constexpr Param kWechatSession[] = {{"appid", "{client_id}"},
                                    {"secret", "{client_secret}"},
                                    {"js_code", "{code}"},
                                    {"grant_type", "authorization_code"}};
constexpr Check kNoErrcode[] = {{"errcode", "0", true}};
// .../user-info/phone-number/getPhoneNumber.html: a second code, asked with the platform's own token
constexpr Param kWechatPhone[] = {{"code", "{phone_code}"}};
constexpr Check kErrcodeZero[] = {{"errcode", "0"}};
constexpr Step kWechatMini[] = {
    {.name = "token",
     .url = "https://api.weixin.qq.com/sns/jscode2session",
     .params = kWechatSession,
     .checks = kNoErrcode},
    {.name = "phone",
     .url = "https://api.weixin.qq.com/wxa/business/getuserphonenumber?access_token={platform_token}",
     .send = Send::kJson,
     .params = kWechatPhone,
     .checks = kErrcodeZero,
     .when = "phone_code"}};
constexpr Claim kWechatMiniClaims[] = {
    {"id:unionid", "token.unionid"},     {"id:unionid", "user.unionId"},
    {"id:openid", "token.openid"},       {"nickname", "user.nickName"},
    {"photo", "user.avatarUrl"},         {"phone", "phone.purePhoneNumber"},
    {"phone_code", "phone.countryCode"}, {"phone_verified", "phone.is_proved"}};

// developer.open-douyin.com, "code2Session": JSON, and a number of its own for success
constexpr Param kDouyinSession[] = {
    {"appid", "{client_id}"}, {"secret", "{client_secret}"}, {"code", "{code}"}};
constexpr Check kErrNoZero[] = {{"err_no", "0"}};
constexpr Step kDouyinMini[] = {{.name = "token",
                                 .url = "https://developer.toutiao.com/api/apps/v2/jscode2session",
                                 .send = Send::kJson,
                                 .params = kDouyinSession,
                                 .checks = kErrNoZero}};
constexpr Claim kDouyinMiniClaims[] = {
    {"id:unionid", "token.data.unionid"}, {"id:openid", "token.data.openid"},
    {"nickname", "user.nickName"},        {"photo", "user.avatarUrl"},
    {"phone", "phone.purePhoneNumber"},   {"phone_code", "phone.countryCode"},
    {"phone_verified", "phone.is_proved"}};

// open.larksuite.com/document/uYjL24iN/ukjM04SOyQjL5IDN: the app's own token first. The union_id of the
// second answer is another one than everywhere else, so that the account is asked for with the user's token.
constexpr Param kLarkApp[] = {{"app_id", "{client_id}"}, {"app_secret", "{client_secret}"}};
constexpr Param kLarkAppBearer[] = {{"Authorization", "Bearer {app.app_access_token}"}};
constexpr Param kLarkCode[] = {{"code", "{code}"}};
constexpr Check kCodeZero[] = {{"code", "0"}};
constexpr Step kLarkBlock[] = {{.name = "app",
                                .url = "https://open.feishu.cn/open-apis/auth/v3/app_access_token/internal",
                                .send = Send::kJson,
                                .params = kLarkApp,
                                .checks = kCodeZero},
                               {.name = "token",
                                .url = "https://open.feishu.cn/open-apis/mina/v2/tokenLoginValidate",
                                .send = Send::kJson,
                                .params = kLarkCode,
                                .headers = kLarkAppBearer,
                                .root = "data"},
                               {.name = "user",
                                .url = "https://open.feishu.cn/open-apis/authen/v1/user_info",
                                .headers = kBearer,
                                .root = "data"}};
constexpr Claim kLarkBlockClaims[] = {
    {"id:unionid", "user.union_id"}, {"id:openid", "user.open_id"},      {"name", "user.name"},
    {"photo", "user.avatar_url"},    {"email", "user.enterprise_email"}, {"email", "user.email"},
    {"phone", "user.mobile"}};

// open.dingtalk.com, "getuserinfo_bycode": the temporary code of the older sign-in, signed with the secret
constexpr Param kDingtalkSnsCode[] = {{"tmp_auth_code", "{code}"}};
constexpr Step kDingtalkSns[] = {
    {.name = "sns",
     .url = "https://oapi.dingtalk.com/sns/getuserinfo_bycode?accessKey={client_id}&timestamp={timestamp}"
            "&signature={dingtalk_signature}",
     .send = Send::kJson,
     .params = kDingtalkSnsCode,
     .checks = kErrcodeZero}};
constexpr Claim kDingtalkSnsClaims[] = {{"id:unionid", "sns.user_info.unionid"},
                                        {"id:openid", "sns.user_info.openid"},
                                        {"nickname", "sns.user_info.nick"}};

// support.dun.163.com, "one-tap sign-in": the number is all there is, and it proves itself alone
constexpr Param kYidunTokens[] = {{"token", "{token}"}, {"accessToken", "{access_token}"}};
constexpr Check kCode200[] = {{"code", "200"}};
constexpr Step kYidun[] = {{.name = "number",
                            .url = "https://ye.dun.163yun.com/v1/oneclick/check",
                            .send = Send::kYidun,
                            .params = kYidunTokens,
                            .checks = kCode200}};
constexpr Claim kYidunClaims[] = {{"id:phone", "number.data.phone"}};
constexpr std::string_view kYidunNeeds[] = {"clientId", "clientSecret", "businessId"};

constexpr Row kRows[] = {
    {.type = "wechat:miniprogram:default",
     .source = "wechat",
     .steps = kWechatMini,
     .claims = kWechatMiniClaims,
     .needs = kOauthNeeds},
    {.type = "douyin:miniprogram:default",
     .source = "douyin",
     .steps = kDouyinMini,
     .claims = kDouyinMiniClaims,
     .needs = kOauthNeeds},
    {.type = "lark-block",
     .source = "lark",
     .steps = kLarkBlock,
     .claims = kLarkBlockClaims,
     .needs = kOauthNeeds},
    {.type = "dingtalk:sns",
     .source = "dingtalk",
     .steps = kDingtalkSns,
     .claims = kDingtalkSnsClaims,
     .needs = kOauthNeeds},
    {.type = "yidun", .source = "yidun", .steps = kYidun, .claims = kYidunClaims, .needs = kYidunNeeds},
};

}  // namespace

std::span<const Row> app_rows() {
  return kRows;
}

}  // namespace genauth::social
