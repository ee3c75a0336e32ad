// The side of the app that scans, whose user is signed in there: set-qrcode-status, get-qrcode-info.
#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "gen/errors/qrcode.h"
#include "gen/ops/qrcode_login.h"
#include "modules/applications/applications.h"
#include "modules/audit/audit.h"
#include "modules/pools/pools.h"
#include "modules/qrcode_login/parts.h"
#include "modules/users/custom_data.h"
#include "useragent/useragent.h"

namespace genauth::ops {
namespace {

using qrcode_login::Kind;
using qrcode_login::QrCode;

// The page's customData goes to the person who consented.
Result<void> keep_custom_data(db::Tx& tx, const api::Call& call, std::string_view id) {
  const QrCode code = TRY(qrcode_login::find(tx, call.pool_id, Kind::kApp, id, call.now_ms));
  return users::add_custom_data(tx, call.pool_id, call.caller.user_id, {code.details.custom_data},
                                call.now_ms);
}

Result<void> confirm(api::Call& call, db::Tx& tx, const qrcode_login::Scanner& who, std::string_view id) {
  const pools::Pool pool = TRY(pools::find(tx, call.pool_id));
  const bool decided = TRY(qrcode_login::confirm(tx, who, id, pool.settings.qrcode_ticket_ttl_ms,
                                                 call.service<const tickets::Tickets>(),
                                                 call.service<const crypto::Sealer>()));
  if (!decided) return {};
  TRY(keep_custom_data(tx, call, id));
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = "confirmQrCode",
                        .app_id = call.app_id,
                        .user_id = call.caller.user_id,
                        .actor = call.caller.user_id,
                        .client_ip = call.envelope.client_ip},
                       call.now_ms);
}

Result<void> take_step(api::Call& call, const dto::ChangeQRCodeStatusDto& req) {
  const std::string_view id = qrcode_login::id_of(req.qrcodeId);
  return call.write([&](db::Tx& tx) -> Result<void> {
    const qrcode_login::Scanner who{call.pool_id, call.caller.user_id, call.caller.session_id, call.now_ms};
    if (req.action == "SCAN") return qrcode_login::scan(tx, who, id);
    if (req.action == "CANCEL") return qrcode_login::cancel(tx, who, id);
    return confirm(call, tx, who, id);
  });
}

}  // namespace

Result<void> change_qrcode_status(api::Call& call, const dto::ChangeQRCodeStatusDto& req) {
  return take_step(call, req);
}

Result<dto::IsSuccessDto> set_qrcode_status(api::Call& call, const dto::ChangeQRCodeStatusDto& req) {
  TRY(take_step(call, req));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

Result<dto::SignInRequestDto> get_qrcode_info(api::Call& call, const dto::GetQrCodeInfoQuery& query) {
  const QrCode code = TRY(call.read([&](db::Session& session) {
    return qrcode_login::find(session, call.pool_id, Kind::kApp, qrcode_login::id_of(query.qrcodeId),
                              call.now_ms);
  }));
  if (code.user_id != call.caller.user_id)
    return Error(errors::kQrcodeNotFound, "scanned by somebody else, or by nobody");
  const applications::Handle application = TRY(call.service<applications::Directory>().find(code.app_id));
  const useragent::Agent agent = useragent::parse(code.user_agent);
  dto::SignInRequestDto data;
  data.appId = application->id;
  data.appName = application->name;
  data.clientIp = code.client_ip;
  data.userAgent = code.user_agent;
  if (!agent.browser.empty()) data.browser = agent.browser;
  if (!agent.os.empty()) data.os = agent.os;
  data.createdAt = iso8601_ms(code.created_at);
  return data;
}

}  // namespace genauth::ops
