// WeChat, QQ, WeCom: the vendors of Tencent. Sources: their public documentation, named beside each. They
// tell of a failure in a 200 answer; the checks say how success looks.
#include "connectors/social/row.h"

namespace genauth::social {
namespace {

// developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login: a GET with the secret, and errcode in a
// 200
constexpr Param kWechatAuthorize[] = {{"appid", "{client_id}"},
                                      {"redirect_uri", "{redirect_uri}"},
                                      {"response_type", "code"},
                                      {"scope", "{scope}"},
                                      {"state", "{state}"}};
constexpr Param kWechatToken[] = {{"appid", "{client_id}"},
                                  {"secret", "{client_secret}"},
                                  {"code", "{code}"},
                                  {"grant_type", "authorization_code"}};
constexpr Param kWechatUser[] = {{"access_token", "{token.access_token}"}, {"openid", "{token.openid}"}};
constexpr Check kNoErrcode[] = {{"errcode", "0", true}};
constexpr Step kWechat[] = {{.name = "token",
                             .url = "https://api.weixin.qq.com/sns/oauth2/access_token",
                             .params = kWechatToken,
                             .checks = kNoErrcode},
                            {.name = "user",
                             .url = "https://api.weixin.qq.com/sns/userinfo",
                             .params = kWechatUser,
                             .checks = kNoErrcode}};
constexpr Claim kWechatClaims[] = {{"id:unionid", "user.unionid"}, {"id:unionid", "token.unionid"},
                                   {"id:openid", "token.openid"},  {"nickname", "user.nickname"},
                                   {"photo", "user.headimgurl"},   {"gender_number", "user.sex"}};

// wiki.connect.qq.com: the account is asked apart from its profile
constexpr Param kQqToken[] = {{"grant_type", "authorization_code"}, {"client_id", "{client_id}"},
                              {"client_secret", "{client_secret}"}, {"code", "{code}"},
                              {"redirect_uri", "{redirect_uri}"},   {"fmt", "json"}};
constexpr Param kQqMe[] = {{"access_token", "{token.access_token}"}, {"fmt", "json"}, {"unionid", "1"}};
constexpr Param kQqUser[] = {{"access_token", "{token.access_token}"},
                             {"oauth_consumer_key", "{client_id}"},
                             {"openid", "{me.openid}"}};
constexpr Check kQqMine[] = {{"client_id", "{client_id}"}};
constexpr Check kQqOk[] = {{"ret", "0"}};
constexpr Step kQqMeStep{
    .name = "me", .url = "https://graph.qq.com/oauth2.0/me", .params = kQqMe, .checks = kQqMine};
constexpr Step kQqUserStep{
    .name = "user", .url = "https://graph.qq.com/user/get_user_info", .params = kQqUser, .checks = kQqOk};
constexpr Step kQq[] = {
    {"token", "https://graph.qq.com/oauth2.0/token", Send::kGet, kQqToken}, kQqMeStep, kQqUserStep};
constexpr Step kQqMobile[] = {kQqMeStep, kQqUserStep};
constexpr Claim kQqClaims[] = {{"id:unionid", "me.unionid"},
                               {"id:openid", "me.openid"},
                               {"nickname", "user.nickname"},
                               {"photo", "user.figureurl_qq_2"}};

// developer.work.weixin.qq.com/document/path/98151: the corporation's own token, then who came
constexpr Param kWeworkAuthorize[] = {{"login_type", "CorpApp"},
                                      {"appid", "{corp_id}"},
                                      {"agentid", "{agent_id}"},
                                      {"redirect_uri", "{redirect_uri}"},
                                      {"state", "{state}"}};
constexpr Param kWeworkToken[] = {{"corpid", "{corp_id}"}, {"corpsecret", "{client_secret}"}};
constexpr Param kWeworkWho[] = {{"access_token", "{token.access_token}"}, {"code", "{code}"}};
constexpr Param kWeworkUser[] = {{"access_token", "{token.access_token}"}, {"userid", "{who.userid}"}};
constexpr Check kErrcodeZero[] = {{"errcode", "0"}};
constexpr Step kWework[] = {{.name = "token",
                             .url = "https://qyapi.weixin.qq.com/cgi-bin/gettoken",
                             .params = kWeworkToken,
                             .checks = kErrcodeZero},
                            {.name = "who",
                             .url = "https://qyapi.weixin.qq.com/cgi-bin/auth/getuserinfo",
                             .params = kWeworkWho,
                             .checks = kErrcodeZero},
                            {.name = "user",
                             .url = "https://qyapi.weixin.qq.com/cgi-bin/user/get",
                             .params = kWeworkUser,
                             .checks = kErrcodeZero,
                             .optional = true}};
constexpr Claim kWeworkClaims[] = {{"id:userid", "who.userid"}, {"name", "user.name"},
                                   {"photo", "user.avatar"},    {"email", "user.biz_mail"},
                                   {"email", "user.email"},     {"phone", "user.mobile"}};
constexpr std::string_view kWeworkNeeds[] = {"corpId", "agentId", "clientSecret"};

constexpr Row kRows[] = {
    {.type = "wechat:pc",
     .source = "wechat",
     .authorize = "https://open.weixin.qq.com/connect/qrconnect",
     .authorize_params = kWechatAuthorize,
     .authorize_tail = "#wechat_redirect",
     .scope = "snsapi_login",
     .steps = kWechat,
     .claims = kWechatClaims,
     .needs = kOauthNeeds},
    {.type = "wechat:webpage-authorization",
     .source = "wechat",
     .authorize = "https://open.weixin.qq.com/connect/oauth2/authorize",
     .authorize_params = kWechatAuthorize,
     .authorize_tail = "#wechat_redirect",
     .scope = "snsapi_userinfo",
     .steps = kWechat,
     .claims = kWechatClaims,
     .needs = kOauthNeeds},
    {.type = "qq",
     .source = "qq",
     .authorize = "https://graph.qq.com/oauth2.0/authorize",
     .authorize_params = kAuthorize,
     .scope = "get_user_info",
     .steps = kQq,
     .token_steps = kQqMobile,
     .claims = kQqClaims,
     .needs = kOauthNeeds},
    {.type = "wechatwork:corp:qrconnect",
     .source = "wechatwork",
     .authorize = "https://login.work.weixin.qq.com/wwlogin/sso/login",
     .authorize_params = kWeworkAuthorize,
     .steps = kWework,
     .claims = kWeworkClaims,
     .needs = kWeworkNeeds},
};

}  // namespace

std::span<const Row> tencent_rows() {
  return kRows;
}

}  // namespace genauth::social
