// The page: signin-by-push, check-pushcode-status. The app: get-pending-push, set-pushcode-status.
#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "gen/errors/push.h"
#include "gen/ops/push_login.h"
#include "modules/applications/applications.h"
#include "modules/audit/audit.h"
#include "modules/authentication/login.h"
#include "modules/pools/pools.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/push_login/push_login.h"
#include "modules/users/custom_data.h"
#include "modules/users/lookup.h"
#include "useragent/useragent.h"

namespace genauth::ops {
namespace {

using push_login::Push;

dto::SignInRequestDto request_of(const Push& push, const applications::Application& application) {
  const useragent::Agent agent = useragent::parse(push.user_agent);
  dto::SignInRequestDto shown;
  shown.appId = application.id;
  shown.appName = application.name;
  shown.clientIp = push.client_ip;
  shown.userAgent = push.user_agent;
  if (!agent.browser.empty()) shown.browser = agent.browser;
  if (!agent.os.empty()) shown.os = agent.os;
  shown.createdAt = iso8601_ms(push.created_at);
  return shown;
}

Result<void> answer_push(api::Call& call, const dto::ChangePushCodeStatusDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    push_login::Answer answer;
    answer.pool_id = call.pool_id;
    answer.user_id = call.caller.user_id;
    answer.session_id = call.caller.session_id;
    answer.id = push_login::id_of(req.pushCodeId);
    answer.consents = req.action == "CONFIRM";
    answer.number = req.number;
    answer.number_required = TRY(pools::find(tx, call.pool_id)).settings.push_number_required;
    answer.now_ms = call.now_ms;
    if (!TRY(push_login::settle(tx, answer))) return {};
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = answer.consents ? "confirmPush" : "cancelPush",
                          .app_id = call.app_id,
                          .user_id = call.caller.user_id,
                          .actor = call.caller.user_id,
                          .client_ip = call.envelope.client_ip},
                         call.now_ms);
  });
}

Result<Push> own_push(db::Session& session, const api::Call& call, std::string_view push_code_id) {
  Push push = TRY(push_login::open(session, call.pool_id, push_code_id, call.now_ms));
  if (push.app_id != call.app_id) return Error(errors::kPushNotFound, "another application");
  return push;
}

}  // namespace

// The same statements run whether the account exists or not.
Result<dto::GenePushCodeDataDto> signin_by_push(api::Call& call, const dto::SignInByPushDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  if (req.options) TRY(users::check_custom_data(req.options->customData, "options.customData"));
  return call.write([&](db::Tx& tx) -> Result<dto::GenePushCodeDataDto> {
    const pools::Settings settings = TRY(pools::find(tx, call.pool_id)).settings;
    push_login::NewPush wanted;
    wanted.pool_id = call.pool_id;
    wanted.app_id = application->id;
    wanted.account = req.account;
    wanted.user_id = TRY(users::find_active_id(tx, call.pool_id, req.account));
    if (req.options) {
      wanted.scope = req.options->scope.value_or("");
      wanted.custom_data = req.options->customData.text;
    }
    wanted.client_ip = call.envelope.client_ip;
    wanted.user_agent = call.envelope.user_agent;
    wanted.ttl_ms = settings.push_ttl_ms;
    wanted.per_hour = settings.push_per_hour;
    push_login::Begun begun = TRY(push_login::begin(tx, wanted, call.now_ms));
    dto::GenePushCodeDataDto data;
    data.pushCodeId = std::move(begun.push_code_id);
    data.expireTime = settings.push_ttl_ms / 1000;
    data.matchNumber = std::move(begun.number);
    return data;
  });
}

Result<dto::CheckPushCodeStatusDataDto> check_pushcode_status(api::Call& call,
                                                              const dto::CheckPushCodeStatusQuery& query) {
  const applications::Handle application = TRY(authentication::application_of(call));
  std::optional<authentication::Attempt> attempt;
  const Push push = TRY(call.read([&](db::Session& session) -> Result<Push> {
    Push found = TRY(own_push(session, call, query.pushCodeId));
    auto user = TRY(users::find(session, call.pool_id, found.user_id));
    if (found.status != "AUTHORIZED" || !user || !users::may_sign_in(*user)) return found;
    attempt = authentication::attempt_of(call, application, *std::move(user));
    if (!public_accounts::inherit(session, found.session_id, *attempt)) attempt.reset();
    return found;
  }));
  dto::CheckPushCodeStatusDataDto data;
  data.status = push.status;
  if (push.status != "AUTHORIZED" || push.redeemed) return data;
  if (!attempt) {  // the user may not sign in, or the session that consented has ended
    data.status = "ERROR";
    return data;
  }
  attempt->facts.scope = push.scope;
  attempt->facts.custom_data = {push.custom_data};
  authentication::Proof proof{"mca", "PUSH"};
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    if (public_accounts::still_vouches(tx, push.session_id, *attempt) &&
        TRY(push_login::redeem(tx, call.pool_id, push.id, call.now_ms)))
      return {};
    return Error(errors::kPushState).with_arg(push.status);
  };
  auto tokens = call.service<const authentication::Login>().complete(*attempt, proof);
  if (tokens) {
    data.tokenSet = authentication::token_response(*tokens);
  } else if (tokens.error().code() != errors::kPushState) {  // that would be somebody who was faster
    return std::move(tokens).error();
  }
  return data;
}

Result<dto::PendingPushDataDto> get_pending_push(api::Call& call) {
  dto::PendingPushDataDto data;
  const auto push = TRY(call.read([&](db::Session& session) {
    return push_login::waiting(session, call.pool_id, call.caller.user_id, call.now_ms);
  }));
  if (!push) return data;
  const applications::Handle application = TRY(call.service<applications::Directory>().find(push->app_id));
  dto::PendingPushDto shown;
  shown.pushCodeId = push->id;
  shown.expireTime = (push->expires_at - call.now_ms) / 1000;
  shown.numbers = push_login::choices(*push);
  shown.request = request_of(*push, *application);
  if (!push->binding_message.empty()) shown.bindingMessage = push->binding_message;
  if (push->kind == push_login::Kind::kBackchannel) shown.scope = push->scope;
  data.push = std::move(shown);
  return data;
}

Result<void> change_pushcode_status(api::Call& call, const dto::ChangePushCodeStatusDto& req) {
  return answer_push(call, req);
}

Result<dto::IsSuccessDto> set_pushcode_status(api::Call& call, const dto::ChangePushCodeStatusDto& req) {
  TRY(answer_push(call, req));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

Result<dto::GetPushCodeRelationAppsDataDto> get_pushlogin_relation_apps(
    api::Call& call, const dto::GetPushCodeRelationAppsDto& req) {
  return call.read([&](db::Session& session) -> Result<dto::GetPushCodeRelationAppsDataDto> {
    const Push push =
        TRY(push_login::find(session, call.pool_id, push_login::id_of(req.pushCodeId), call.now_ms));
    if (push.user_id != call.caller.user_id || push.app_id != req.appId)
      return Error(errors::kPushNotFound, "another user's, or another application's");
    dto::GetPushCodeRelationAppsDataDto data;
    data.appIds.emplace();
    for (const applications::Listed& listed : TRY(applications::list(session, call.pool_id)))
      if (listed.is_enabled) data.appIds->push_back(listed.id);
    return data;
  });
}

}  // namespace genauth::ops
