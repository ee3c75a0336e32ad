#include "modules/qrcode_login/parts.h"

#include "gen/errors/qrcode.h"

namespace genauth::qrcode_login {

std::string_view holder_of(const api::Call& call) {
  return call.cookie(kHolderCookie).value_or(std::string_view());
}

Result<QrCode> open_own(db::Session& session, const api::Call& call, Kind kind, std::string_view qrcode_id) {
  QrCode code = TRY(open(session, call.pool_id, kind, qrcode_id, call.now_ms));
  if (code.app_id != call.app_id) return Error(errors::kQrcodeNotFound, "another application");
  if (code.holder_seen && !is_held_by(code, holder_of(call)))
    return Error(errors::kQrcodeNotFound, "not the browser that made it");
  return code;
}

std::string display_name(const users::User& user) {
  for (const auto& name : {user.name, user.nickname, user.username, user.phone, user.email})
    if (name && !name->empty()) return *name;
  return user.id;
}

std::string host_of(const api::Call& call, std::string_view app_id) {
  const std::string& base = call.envelope.base_url;
  return base.ends_with(app_id) ? base : base + "/" + std::string(app_id);
}

}  // namespace genauth::qrcode_login
