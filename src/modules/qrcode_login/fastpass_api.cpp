// Fast pass: a person who is signed in on a page takes the session into a mobile app by showing it a QR code.
#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/qrcode.h"
#include "gen/ops/qrcode_login.h"
#include "modules/authentication/login.h"
#include "modules/pools/pools.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/qrcode_login/parts.h"
#include "modules/qrcode_login/qrcode_store.h"
#include "modules/users/custom_data.h"

namespace genauth::ops {
namespace {

using qrcode_login::Kind;
using qrcode_login::QrCode;

dto::FastpassUserInfoDto card(std::string id, std::string name, std::string photo) {
  dto::FastpassUserInfoDto shown;
  shown.id = std::move(id);
  shown.displayName = std::move(name);
  shown.photo = std::move(photo);
  return shown;
}

Error maker_is_gone() {
  return {errors::kQrcodeExpired, "the session that made it has ended"};
}

// The session that made the code must still stand: whoever signs out takes his codes along.
Result<void> check_maker(db::Session& session, const api::Call& call, const QrCode& code) {
  sessions::Verified maker;
  maker.pool_id = call.pool_id;
  maker.user_id = code.user_id;
  maker.session_id = code.session_id;
  if (!sessions::check_alive(session, maker, call.now_ms)) return maker_is_gone();
  return {};
}

}  // namespace

Result<dto::GeneFastpassQRCodeInfoDto> gene_fastpass_qrcode_info(api::Call& call,
                                                                 const dto::SignInFastpassDto& req) {
  if (req.options) TRY(users::check_custom_data(req.options->customData, "options.customData"));
  qrcode_login::NewQrCode wanted;
  wanted.pool_id = call.pool_id;
  wanted.app_id = call.app_id;
  wanted.kind = Kind::kFastpass;
  wanted.user_id = call.caller.user_id;
  wanted.session_id = call.caller.session_id;
  wanted.client_ip = call.envelope.client_ip;
  wanted.user_agent = call.envelope.user_agent;
  if (req.options) {
    wanted.details.scope = req.options->scope.value_or("");
    wanted.details.custom_data = req.options->customData.text;
  }
  return call.write([&](db::Tx& tx) -> Result<dto::GeneFastpassQRCodeInfoDto> {
    const pools::Pool pool = TRY(pools::find(tx, call.pool_id));
    const auto user = TRY(users::find(tx, call.pool_id, call.caller.user_id));
    if (!user) return errors::kTokenInvalid;
    dto::GeneFastpassQRCodeInfoDto data;
    data.scene = "APP_LOGIN";
    data.qrcodeId = TRY(qrcode_login::begin(tx, wanted, pool.settings.qrcode_ttl_ms, call.now_ms));
    data.apiHost = call.envelope.base_url;
    data.user = card(user->id, qrcode_login::display_name(*user), user->photo.value_or(""));
    data.appId = call.app_id;
    data.userpool = card(pool.id, pool.name, "");
    return data;
  });
}

Result<dto::GetFastpassQRCodeRelationAppsDto> get_fastpass_client_apps(
    api::Call& call, const dto::GetFastpassParamsQuery& query) {
  TRY(authentication::application_of(call));
  return call.write([&](db::Tx& tx) -> Result<dto::GetFastpassQRCodeRelationAppsDto> {
    const QrCode code =
        TRY(qrcode_login::open(tx, call.pool_id, Kind::kFastpass, query.qrcodeId, call.now_ms));
    if (code.app_id != query.appId) return Error(errors::kQrcodeNotFound, "another application");
    TRY(check_maker(tx, call, code));
    TRY(qrcode_login::scan_fastpass(tx, call.pool_id, code, call.envelope.device_id, call.now_ms));
    dto::GetFastpassQRCodeRelationAppsDto data;
    data.relationApps.emplace();
    for (const applications::Listed& listed : TRY(applications::list(tx, call.pool_id))) {
      if (!listed.is_enabled) continue;
      dto::FastpassQRCodeRelationAppDto app;
      app.id = listed.id;
      app.name = listed.name;
      data.relationApps->push_back(std::move(app));
    }
    return data;
  });
}

Result<dto::CheckQRCodeStatusDataDto> get_app_login_qrcode_status(
    api::Call& call, const dto::GetAppLoginQrCodeStatusQuery& query) {
  TRY(authentication::application_of(call));
  return call.read([&](db::Session& session) -> Result<dto::CheckQRCodeStatusDataDto> {
    const QrCode code = TRY(qrcode_login::open_own(session, call, Kind::kFastpass, query.qrcodeId));
    const auto user = TRY(users::find(session, call.pool_id, code.user_id));
    dto::CheckQRCodeStatusDataDto data;
    data.status = user && users::may_sign_in(*user) ? code.status : "ERROR";
    return data;
  });
}

Result<dto::LoginTokenResponseDataDto> qrcode_app_login(api::Call& call, const dto::AppQRCodeLoginDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  std::optional<authentication::Attempt> attempt;
  const QrCode code = TRY(call.read([&](db::Session& session) -> Result<QrCode> {
    QrCode found = TRY(qrcode_login::open(session, call.pool_id, Kind::kFastpass, req.qrcodeId, call.now_ms));
    auto user = TRY(users::find(session, call.pool_id, found.user_id));
    if (!user) return Error(errors::kQrcodeNotFound, "its user is gone");
    TRY(users::may_sign_in(*user));
    if (found.status == "EXPIRED") return errors::kQrcodeExpired;
    if (found.status == "SCANNED" && !found.holder_hash.empty() &&
        !qrcode_login::is_held_by(found, call.envelope.device_id))
      return errors::kQrcodeTaken;
    if (found.status == "AUTHORIZED") return Error(errors::kQrcodeState).with_arg(found.status);
    attempt = authentication::attempt_of(call, application, *std::move(user));
    if (!public_accounts::inherit(session, found.session_id, *attempt)) return maker_is_gone();
    return found;
  }));
  attempt->facts.scope = code.details.scope;
  attempt->facts.custom_data = {code.details.custom_data};
  authentication::Proof proof{"mca", "QRCODE"};
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    if (!public_accounts::still_vouches(tx, code.session_id, *attempt)) return maker_is_gone();
    if (TRY(qrcode_login::store::redeem_fastpass(tx, call.pool_id, code.id, call.now_ms))) return {};
    return Error(errors::kQrcodeState).with_arg("AUTHORIZED");
  };
  return authentication::token_response(
      TRY(call.service<const authentication::Login>().complete(*attempt, proof)));
}

}  // namespace genauth::ops
