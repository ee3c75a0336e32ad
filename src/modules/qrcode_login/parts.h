// What the operations of this module share. Inside src/modules/qrcode_login only.
#pragma once
#include <string>
#include <string_view>

#include "api/call.h"
#include "gen/dto/authentication.h"
#include "modules/qrcode_login/qrcode_login.h"
#include "modules/users/users.h"

namespace genauth::qrcode_login {

// The cookie that binds a QR code to the browser that made it; Strict, so that it comes from our own pages
// only.
constexpr std::string_view kHolderCookie = "__Host-genauth-qr";
std::string_view holder_of(const api::Call& call);

// A code of the application that is called. kQrcodeNotFound.
Result<QrCode> open_own(db::Session& session, const api::Call& call, Kind kind, std::string_view qrcode_id);

std::string display_name(const users::User& user);

// Where this application is found by those who know nothing but an address.
std::string host_of(const api::Call& call, std::string_view app_id);

}  // namespace genauth::qrcode_login
