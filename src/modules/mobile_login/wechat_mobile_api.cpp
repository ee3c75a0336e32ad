// The calls of WeChat inside a mobile app: a code signs in, or leads to a question; its answers carry the
// key.
#include <algorithm>

#include "api/call.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/users.h"
#include "gen/ops/mobile_login.h"
#include "modules/authentication/client_auth.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/binding.h"
#include "modules/identity_sources/flow.h"
#include "modules/identity_sources/linking.h"
#include "modules/identity_sources/settings.h"
#include "modules/mobile_login/mobile_login.h"

namespace genauth::ops {
namespace {

using identity_sources::Open;

constexpr std::string_view kWechatMobile = "wechat:mobile";
constexpr std::int64_t kChoicesMax = 5;  // wrong accounts under one key

// By id or identifier; left out, the first that the application offers.
Result<mobile_login::Connection> wechat_of(api::Call& call, const std::optional<std::string>& wanted) {
  const auto offered = TRY(call.read([&](db::Session& session) {
    return call.service<const identity_sources::Connections>().of_app(session, call.pool_id, call.app_id);
  }));
  for (const mobile_login::Connection& each : offered) {
    const bool asked_for = !wanted || wanted->empty() || each.id == *wanted || each.identifier == *wanted;
    if (asked_for && each.type == kWechatMobile) return each;
  }
  return Error(errors::kConnectionDisabled).with_arg(wanted.value_or(std::string(kWechatMobile)));
}

Result<Open> look(api::Call& call, const std::string& key) {
  Open open = TRY(identity_sources::look_open(call, mobile_login::kWechatPurpose, key));
  TRY(authentication::authenticate_client(call, *open.application, {std::nullopt, std::nullopt}));
  return open;
}

// Tokens for one of the accounts that were proved before the key was given out, and for no other. Of the
// others the answer is the same whether they exist or not.
Result<mobile_login::Tokens> choose(api::Call& call, const std::string& key, const std::string& user_id) {
  Open open = TRY(look(call, key));
  const auto proven = open.facts.proven.value_or(std::vector<std::string>());
  if (std::ranges::find(proven, user_id) == proven.end()) {
    return call.write([&](db::Tx& tx) -> Result<mobile_login::Tokens> {
      TRY(call.service<const tickets::Tickets>().count_attempt(tx, call.pool_id, open.ticket, kChoicesMax));
      return tx.refuse(errors::kUserNotFound);
    });
  }
  open.facts.user_id = user_id;
  open.facts.links = !TRY(call.read([&](db::Session& session) {
    return identity_sources::is_linked(session, open.connection, open.facts.profile, user_id);
  }));
  return identity_sources::finish_arrival(call, open);
}

// The SDKs' type for all of them but the first; the same members.
dto::WechatLoginTokenRespDto shown(mobile_login::Tokens tokens) {
  dto::WechatLoginTokenRespDto answer;
  answer.scope = std::move(tokens.scope);
  answer.access_token = std::move(tokens.access_token);
  answer.id_token = std::move(tokens.id_token);
  answer.refresh_token = std::move(tokens.refresh_token);
  answer.token_type = std::move(tokens.token_type);
  answer.expire_in = tokens.expire_in;
  return answer;
}

}  // namespace

Result<dto::LoginTokenResponseDataDto> wechat_mobile_auth_by_code(
    api::Call& call, const dto::WechatMobileAuthByCodeIdentityInput& req) {
  const applications::Handle application =
      TRY(identity_sources::application_at_door(call, req.appId.value_or("")));
  const std::string client_ip = req.options ? req.options->clientIp.value_or("") : "";
  TRY(authentication::authenticate_client(call, *application, {std::nullopt, std::nullopt, client_ip}));
  const mobile_login::Connection connection = TRY(wechat_of(call, req.connId));
  mobile_login::Wish wish;
  if (req.options) {
    wish.scope = req.options->scope.value_or("");
    wish.tenant_id = req.options->tenantId.value_or("");
    wish.custom_data = req.options->customData;
  }
  const social::Profile profile = TRY(call.service<const social::Engine>().by_mobile_code(
      identity_sources::settings_of(connection), req.code));
  return mobile_login::arrive(call, application, connection, profile, wish, mobile_login::Asking::kWechat);
}

Result<dto::WechatLoginTokenRespDto> wechat_mobile_register(api::Call& call,
                                                            const dto::BindByRegiserInputApi& req) {
  return shown(TRY(identity_sources::answer_by_new_account(call, TRY(look(call, req.key)))));
}

Result<dto::WechatLoginTokenRespDto> wechat_mobile_by_email_code(api::Call& call,
                                                                 const dto::BindByEmailCodeInputApi& req) {
  dto::AuthFlowDataDto data;
  data.email = req.email;
  data.passCode = req.code;
  return shown(TRY(identity_sources::answer_by_code(call, TRY(look(call, req.key)), data, false)));
}

Result<dto::WechatLoginTokenRespDto> wechat_mobile_by_phone_code(api::Call& call,
                                                                 const dto::BindByPhoneCodeInputApi& req) {
  dto::AuthFlowDataDto data;
  data.phone = req.phone;
  data.phoneCountryCode = req.phoneCountryCode;
  data.passCode = req.code;
  return shown(TRY(identity_sources::answer_by_code(call, TRY(look(call, req.key)), data, true)));
}

Result<dto::WechatLoginTokenRespDto> wechat_mobile_by_account(api::Call& call,
                                                              const dto::BindByAccountInputApi& req) {
  dto::AuthFlowDataDto data;
  data.account = req.account;
  data.password = req.password;
  return shown(TRY(identity_sources::answer_by_password(call, TRY(look(call, req.key)), data)));
}

Result<dto::WechatLoginTokenRespDto> wechat_mobile_select(api::Call& call,
                                                          const dto::BindByAccountsInputApi& req) {
  return shown(TRY(choose(call, req.key, req.account)));
}

Result<dto::WechatLoginTokenRespDto> wechat_mobile_by_account_id(api::Call& call,
                                                                 const dto::BindByAccountIdInputApi& req) {
  return shown(TRY(choose(call, req.key, req.accountId)));
}

}  // namespace genauth::ops
