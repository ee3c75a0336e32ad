// Vendors in China. Sources: the vendors' public documentation of their sign-in, named beside each. Most tell
// of a failure in a 200 answer; the checks say how success looks.
#include "connectors/social/row.h"

namespace genauth::social {
namespace {

// open.weibo.com/wiki/Oauth2
constexpr Param kWeiboUser[] = {{"access_token", "{token.access_token}"}, {"uid", "{token.uid}"}};
constexpr Step kWeibo[] = {{"token", "https://api.weibo.com/oauth2/access_token", Send::kForm, kToken},
                           {"user", "https://api.weibo.com/2/users/show.json", Send::kGet, kWeiboUser}};
constexpr Check kWeiboMine[] = {{"appkey", "{client_id}"}};
constexpr Param kWeiboMobileUser[] = {{"access_token", "{token.access_token}"}, {"uid", "{token_info.uid}"}};
constexpr Step kWeiboMobile[] = {
    {.name = "token_info",
     .url = "https://api.weibo.com/oauth2/get_token_info",
     .send = Send::kForm,
     .params = kQueryToken,
     .checks = kWeiboMine},
    {"user", "https://api.weibo.com/2/users/show.json", Send::kGet, kWeiboMobileUser}};
constexpr Claim kWeiboClaims[] = {{"id:openid", "user.idstr"},
                                  {"nickname", "user.screen_name"},
                                  {"name", "user.name"},
                                  {"photo", "user.avatar_large"}};

// developer.baidu.com, "OAuth 2.0": account and profile in one call
constexpr Step kBaidu[] = {
    {"token", "https://openapi.baidu.com/oauth/2.0/token", Send::kGet, kToken},
    {"user", "https://openapi.baidu.com/rest/2.0/passport/users/getInfo", Send::kGet, kQueryToken}};
constexpr Claim kBaiduClaims[] = {
    {"id:unionid", "user.unionid"}, {"id:openid", "user.openid"}, {"nickname", "user.username"}};

// gitee.com/api/v5/oauth_doc
constexpr Step kGitee[] = {{"token", "https://gitee.com/oauth/token", Send::kForm, kToken},
                           {"user", "https://gitee.com/api/v5/user", Send::kGet, kQueryToken},
                           {.name = "emails",
                            .url = "https://gitee.com/api/v5/emails",
                            .params = kQueryToken,
                            .pick = "state=confirmed",
                            .optional = true}};
constexpr Claim kGiteeClaims[] = {{"id:openid", "user.id"},
                                  {"name", "user.name"},
                                  {"username", "user.login"},
                                  {"photo", "user.avatar_url"},
                                  {"email", "emails.email"},
                                  {"email", "user.email"},
                                  {"email_verified", "emails.state=confirmed"}};

// open.dingtalk.com/document/orgapp/tutorial-obtaining-user-personal-information: JSON, names of its own
constexpr Param kDingtalkAuthorize[] = {{"redirect_uri", "{redirect_uri}"},
                                        {"response_type", "code"},
                                        {"client_id", "{client_id}"},
                                        {"scope", "{scope}"},
                                        {"state", "{state}"},
                                        {"prompt", "consent"}};
constexpr Param kDingtalkToken[] = {{"clientId", "{client_id}"},
                                    {"clientSecret", "{client_secret}"},
                                    {"code", "{code}"},
                                    {"grantType", "authorization_code"}};
constexpr Param kDingtalkHeader[] = {{"x-acs-dingtalk-access-token", "{token.accessToken}"}};
constexpr Step kDingtalk[] = {
    {"token", "https://api.dingtalk.com/v1.0/oauth2/userAccessToken", Send::kJson, kDingtalkToken},
    {.name = "user", .url = "https://api.dingtalk.com/v1.0/contact/users/me", .headers = kDingtalkHeader}};
constexpr Claim kDingtalkClaims[] = {{"id:unionid", "user.unionId"},  {"id:openid", "user.openId"},
                                     {"nickname", "user.nick"},       {"photo", "user.avatarUrl"},
                                     {"email", "user.email"},         {"phone", "user.mobile"},
                                     {"phone_code", "user.stateCode"}};

// open.feishu.cn/document/authentication-management/access-token/get-user-access-token
constexpr Check kCodeZero[] = {{"code", "0"}};
constexpr Step kLark[] = {{.name = "token",
                           .url = "https://open.feishu.cn/open-apis/authen/v2/oauth/token",
                           .send = Send::kJson,
                           .params = kToken,
                           .checks = kCodeZero},
                          {.name = "user",
                           .url = "https://open.feishu.cn/open-apis/authen/v1/user_info",
                           .headers = kBearer,
                           .root = "data"}};
constexpr Claim kLarkClaims[] = {
    {"id:unionid", "user.union_id"}, {"id:openid", "user.open_id"},      {"name", "user.name"},
    {"photo", "user.avatar_url"},    {"email", "user.enterprise_email"}, {"email", "user.email"},
    {"phone", "user.mobile"}};

// opendocs.alipay.com/open/263/105809: one gateway, parameters signed with RSA2, and signed answers
constexpr Param kAlipayAuthorize[] = {{"app_id", "{client_id}"},
                                      {"scope", "{scope}"},
                                      {"redirect_uri", "{redirect_uri}"},
                                      {"state", "{state}"}};
constexpr Param kAlipayToken[] = {
    {"method", "alipay.system.oauth.token"}, {"grant_type", "authorization_code"}, {"code", "{code}"}};
constexpr Param kAlipayUser[] = {{"method", "alipay.user.info.share"},
                                 {"auth_token", "{token.access_token}"}};
constexpr Check kAlipayOk[] = {{"code", "10000", true}};
constexpr Step kAlipay[] = {{.name = "token",
                             .url = "https://openapi.alipay.com/gateway.do",
                             .send = Send::kAlipay,
                             .params = kAlipayToken,
                             .root = "alipay_system_oauth_token_response",
                             .checks = kAlipayOk},
                            {.name = "user",
                             .url = "https://openapi.alipay.com/gateway.do",
                             .send = Send::kAlipay,
                             .params = kAlipayUser,
                             .root = "alipay_user_info_share_response",
                             .checks = kAlipayOk}};
constexpr Claim kAlipayClaims[] = {{"id:openid", "token.open_id"},
                                   {"id:userid", "token.user_id"},
                                   {"nickname", "user.nick_name"},
                                   {"photo", "user.avatar"}};
constexpr std::string_view kAlipayNeeds[] = {"clientId", "privateKey", "publicKey"};

// dev.mi.com, "Xiaomi account": the JSON stands behind a guard text, scopes are numbers
constexpr Param kXiaomiUser[] = {{"clientId", "{client_id}"}, {"token", "{token.access_token}"}};
constexpr Check kXiaomiOk[] = {{"result", "ok"}};
constexpr Step kXiaomi[] = {{"token", "https://account.xiaomi.com/oauth2/token", Send::kGet, kToken},
                            {.name = "user",
                             .url = "https://open.account.xiaomi.com/user/profile",
                             .params = kXiaomiUser,
                             .checks = kXiaomiOk}};
constexpr Claim kXiaomiClaims[] = {{"id:unionid", "user.data.unionId"},
                                   {"id:openid", "token.openId"},
                                   {"nickname", "user.data.miliaoNick"},
                                   {"photo", "user.data.miliaoIcon"}};

// developer.huawei.com, "Account Kit, authorization code mode"
constexpr Param kHuaweiUser[] = {{"nsp_svc", "GOpen.User.getInfo"}, {"access_token", "{token.access_token}"}};
constexpr Step kHuawei[] = {
    {"token", "https://oauth-login.cloud.huawei.com/oauth2/v3/token", Send::kForm, kToken},
    {"user", "https://account.cloud.huawei.com/rest.php", Send::kForm, kHuaweiUser}};
constexpr Claim kHuaweiClaims[] = {{"id:unionid", "user.unionID"},
                                   {"id:openid", "user.openID"},
                                   {"nickname", "user.displayName"},
                                   {"photo", "user.headPictureURL"},
                                   {"email", "user.email"}};

// developer.open-douyin.com, "Account permission": the answer stands under data, with its own error number
constexpr Param kDouyinToken[] = {{"client_key", "{client_id}"},
                                  {"client_secret", "{client_secret}"},
                                  {"code", "{code}"},
                                  {"grant_type", "authorization_code"}};
constexpr Param kDouyinUser[] = {{"access_token", "{token.access_token}"}, {"open_id", "{token.open_id}"}};
constexpr Check kDouyinOk[] = {{"error_code", "0"}};
constexpr Step kDouyin[] = {{.name = "token",
                             .url = "https://open.douyin.com/oauth/access_token/",
                             .send = Send::kForm,
                             .params = kDouyinToken,
                             .root = "data",
                             .checks = kDouyinOk},
                            {.name = "user",
                             .url = "https://open.douyin.com/oauth/userinfo/",
                             .send = Send::kForm,
                             .params = kDouyinUser,
                             .root = "data",
                             .checks = kDouyinOk}};
constexpr Claim kDouyinClaims[] = {{"id:unionid", "user.union_id"},
                                   {"id:openid", "token.open_id"},
                                   {"nickname", "user.nickname"},
                                   {"photo", "user.avatar"}};

// open.kuaishou.com, "Authorization code": success is result 1
constexpr Param kKuaishouToken[] = {{"app_id", "{client_id}"},
                                    {"app_secret", "{client_secret}"},
                                    {"code", "{code}"},
                                    {"grant_type", "authorization_code"}};
constexpr Param kKuaishouUser[] = {{"app_id", "{client_id}"}, {"access_token", "{token.access_token}"}};
constexpr Check kResultOne[] = {{"result", "1"}};
constexpr Step kKuaishou[] = {{.name = "token",
                               .url = "https://open.kuaishou.com/oauth2/access_token",
                               .params = kKuaishouToken,
                               .checks = kResultOne},
                              {.name = "user",
                               .url = "https://open.kuaishou.com/openapi/user_info",
                               .params = kKuaishouUser,
                               .checks = kResultOne}};
constexpr Claim kKuaishouClaims[] = {
    {"id:openid", "token.open_id"}, {"nickname", "user.user_info.name"}, {"photo", "user.user_info.head"}};

constexpr Row kRows[] = {
    {.type = "weibo",
     .source = "weibo",
     .authorize = "https://api.weibo.com/oauth2/authorize",
     .authorize_params = kAuthorize,
     .steps = kWeibo,
     .token_steps = kWeiboMobile,
     .claims = kWeiboClaims,
     .needs = kOauthNeeds},
    {.type = "baidu",
     .source = "baidu",
     .authorize = "https://openapi.baidu.com/oauth/2.0/authorize",
     .authorize_params = kAuthorize,
     .scope = "basic",
     .steps = kBaidu,
     .claims = kBaiduClaims,
     .needs = kOauthNeeds},
    {.type = "gitee",
     .source = "gitee",
     .authorize = "https://gitee.com/oauth/authorize",
     .authorize_params = kAuthorize,
     .scope = "user_info emails",
     .steps = kGitee,
     .claims = kGiteeClaims,
     .needs = kOauthNeeds},
    {.type = "dingtalk",
     .source = "dingtalk",
     .authorize = "https://login.dingtalk.com/oauth2/auth",
     .authorize_params = kDingtalkAuthorize,
     .scope = "openid",
     .code_param = "authCode",
     .steps = kDingtalk,
     .claims = kDingtalkClaims,
     .needs = kOauthNeeds},
    {.type = "lark-internal",
     .source = "lark",
     .authorize = "https://accounts.feishu.cn/open-apis/authen/v1/authorize",
     .authorize_params = kAuthorize,
     .steps = kLark,
     .claims = kLarkClaims,
     .needs = kOauthNeeds},
    {.type = "lark-public",
     .source = "lark",
     .authorize = "https://accounts.feishu.cn/open-apis/authen/v1/authorize",
     .authorize_params = kAuthorize,
     .steps = kLark,
     .claims = kLarkClaims,
     .needs = kOauthNeeds},
    {.type = "alipay",
     .source = "alipay",
     .authorize = "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm",
     .authorize_params = kAlipayAuthorize,
     .scope = "auth_user",
     .code_param = "auth_code",
     .steps = kAlipay,
     .claims = kAlipayClaims,
     .needs = kAlipayNeeds},
    {.type = "xiaomi",
     .source = "xiaomi",
     .authorize = "https://account.xiaomi.com/oauth2/authorize",
     .authorize_params = kAuthorize,
     .scope = "1 3",
     .steps = kXiaomi,
     .claims = kXiaomiClaims,
     .needs = kOauthNeeds},
    {.type = "huawei",
     .source = "huawei",
     .authorize = "https://oauth-login.cloud.huawei.com/oauth2/v3/authorize",
     .authorize_params = kAuthorize,
     .scope = "openid profile email",
     .steps = kHuawei,
     .claims = kHuaweiClaims,
     .needs = kOauthNeeds},
    {.type = "douyin:mobile",
     .source = "douyin",
     .steps = kDouyin,
     .claims = kDouyinClaims,
     .needs = kOauthNeeds},
    {.type = "kuaishou:mobile",
     .source = "kuaishou",
     .steps = kKuaishou,
     .claims = kKuaishouClaims,
     .needs = kOauthNeeds},
};

}  // namespace

std::span<const Row> chinese_rows() {
  return kRows;
}

}  // namespace genauth::social
