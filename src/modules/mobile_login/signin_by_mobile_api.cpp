// signin-by-mobile, get-alipay-authinfo.
#include "api/call.h"
#include "crypto/random.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/mobile_login.h"
#include "gen/ops/mobile_login.h"
#include "modules/authentication/client_auth.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/settings.h"
#include "modules/mobile_login/mobile_login.h"
#include "modules/mobile_login/payloads.h"

namespace genauth::ops {

Result<dto::LoginTokenResponseDataDto> signin_by_mobile(api::Call& call, const dto::SigninByMobileDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  TRY(authentication::authenticate_client(call, *application, {req.client_id, req.client_secret}));
  if (!social::is_served(req.connection))
    return Error(errors::kConnectionUnsupported).with_arg(req.connection);
  const mobile_login::Brought brought = TRY(mobile_login::brought(req));
  const mobile_login::Connection connection =
      TRY(mobile_login::connection_for(call, *application, req.extIdpConnidentifier, req.connection));
  mobile_login::Wish wish;
  if (req.options) {
    wish.scope = req.options->scope.value_or("");
    wish.tenant_id = req.options->tenantId.value_or("");
    wish.custom_data = req.options->customData;
  }
  const auto& engine = call.service<const social::Engine>();
  const social::Settings settings = identity_sources::settings_of(connection);
  if (req.connection == "yidun") {
    const std::string number = TRY(engine.number_by_one_tap(settings, brought.token, brought.access_token));
    return mobile_login::arrive_by_number(call, application, connection, number, wish);
  }
  const social::Profile profile = TRY(mobile_login::profile_of(engine, settings, req.connection, brought));
  return mobile_login::arrive(call, application, connection, profile, wish, mobile_login::Asking::kFlow);
}

Result<dto::AlipayAuthInfoDataDto> get_alipay_authinfo(api::Call& call,
                                                       const dto::GetAlipayAuthInfoQuery& query) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const mobile_login::Connection connection =
      TRY(mobile_login::connection_for(call, *application, query.extIdpConnidentifier, "alipay"));
  if (!connection.fields.partnerId || connection.fields.partnerId->empty())
    return Error(errors::kConnectionIncomplete).with_arg("partnerId");
  // Alipay wants it unique for each sign-in; nothing comes back by it.
  const std::string target_id = crypto::random_token(24);
  return dto::AlipayAuthInfoDataDto{TRY(call.service<const social::Engine>().alipay_auth_info(
      identity_sources::settings_of(connection), target_id))};
}

}  // namespace genauth::ops
