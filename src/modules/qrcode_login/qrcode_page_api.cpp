// The side of the page: gene-qrcode, the picture, and asking what came of it.
#include "api/call.h"
#include "api/reply.h"
#include "base/encoding.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/qrcode.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "gen/ops/qrcode_login.h"
#include "json/codec.h"
#include "json/value.h"
#include "modules/authentication/client_auth.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/settings.h"
#include "modules/pools/pools.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/qrcode_login/parts.h"
#include "modules/qrcode_login/qrcode_store.h"
#include "qr/qr.h"

namespace genauth::ops {
namespace {

using qrcode_login::Kind;
using qrcode_login::QrCode;

constexpr std::size_t kCustomDataMax = 1024;  // the picture holds it too
constexpr std::size_t kHolderBytes = 24;
constexpr std::string_view kDataImage = "data:image/";

Result<pools::Settings> settings_of(api::Call& call) {
  return call.read([&](db::Session& session) -> Result<pools::Settings> {
    return std::move(TRY(pools::find(session, call.pool_id)).settings);
  });
}

// One cookie for all codes of a browser. Programs get none: they could not tell it from a nuisance.
Result<std::string> holder_for(api::Call& call) {
  if (!call.envelope.from_browser) return std::string();
  const std::int64_t age_s = pools::cookie_age_s(TRY(settings_of(call)));
  std::string holder(qrcode_login::holder_of(call));
  if (holder.size() < kHolderBytes || holder.size() > 64) holder = crypto::random_token(kHolderBytes);
  call.set_cookie({.name = std::string(qrcode_login::kHolderCookie),
                   .value = holder,
                   .max_age_s = age_s,
                   .same_site = "Strict"});
  return holder;
}

// As the legacy guide has it, `random` being the older name of qrcodeId.
std::string picture_text(const api::Call& call, const QrCode& code) {
  json::Value text;
  text.set("scene", "APP_AUTH");
  text.set("qrcodeId", code.id);
  text.set("random", code.id);
  text.set("userPoolId", call.pool_id);
  text.set("appId", code.app_id);
  text.set("apiHost", call.envelope.base_url);
  text.set("createdAt", iso8601_ms(code.created_at));
  text.set("expiresIn", (code.expires_at - code.created_at) / 1000);
  const auto custom_data = json::Value::parse(code.details.custom_data);
  if (custom_data) text.set("customData", *custom_data);
  return text.text();
}

// The connection of the mini program that is to open. kQrcodeSourceMissing.
Result<identity_sources::Connection> mini_program_of(api::Call& call, const dto::GenerateQrcodeDto& req) {
  const auto offered = TRY(call.read([&](db::Session& session) {
    return call.service<const identity_sources::Connections>().of_app(session, call.pool_id, call.app_id);
  }));
  const std::string wanted = req.extIdpConnId.value_or("");
  for (const identity_sources::Connection& each : offered)
    if (each.type.starts_with("wechat:miniprogram:") &&
        (wanted.empty() || each.id == wanted || each.identifier == wanted))
      return each;
  return Error(errors::kQrcodeSourceMissing).with_arg(req.type);
}

// What trading a ticket asks of the caller, beside the ticket.
enum class Holder : std::uint8_t { kMustHold, kIsKnown };

// The ticket becomes tokens, once.
Result<dto::LoginTokenResponseDataDto> trade(api::Call& call, const applications::Handle& application,
                                             const std::string& ticket, Holder holder) {
  const auto& tickets = call.service<const tickets::Tickets>();
  const tickets::Binding binding{call.pool_id, "qrcode", application->id, ""};
  std::optional<authentication::Attempt> attempt;
  dto::StoredQrTicket behind;
  TRY(call.read([&](db::Session& session) -> Result<void> {
    const tickets::Ticket known = TRY(tickets.look(session, binding, ticket, call.now_ms));
    const json::Document payload = TRY(json::Document::parse(known.payload));
    behind = TRY(json::decode<dto::StoredQrTicket>(payload));
    const auto code = qrcode_login::find(session, call.pool_id, Kind::kApp, behind.qrcode_id, call.now_ms);
    if (!code) return Error(errors::kTicketInvalid, "its code is gone");
    if (holder == Holder::kMustHold && code->holder_seen &&
        !qrcode_login::is_held_by(*code, qrcode_login::holder_of(call)))
      return Error(errors::kTicketInvalid, "not the browser that made the code");
    auto user = TRY(users::find(session, call.pool_id, behind.user_id));
    if (!user) return Error(errors::kTicketInvalid, "its user is gone");
    TRY(users::may_sign_in(*user));
    attempt = authentication::attempt_of(call, application, *std::move(user));
    if (!public_accounts::inherit(session, behind.session_id, *attempt))
      return Error(errors::kTicketInvalid, "the session that confirmed it has ended");
    return {};
  }));
  authentication::Proof proof{"mca", "QRCODE"};
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    if (!public_accounts::still_vouches(tx, behind.session_id, *attempt))
      return Error(errors::kTicketInvalid, "the session that confirmed it has ended");
    TRY(tickets.consume(tx, binding, ticket, call.now_ms));
    return qrcode_login::store::drop_ticket(tx, call.pool_id, behind.qrcode_id);
  };
  return authentication::token_response(
      TRY(call.service<const authentication::Login>().complete(*attempt, proof)));
}

// Fills in what a confirmed code brings: a ticket, or tokens for the first who asks.
Result<void> add_outcome(api::Call& call, const applications::Handle& application, const QrCode& code,
                         dto::CheckQRCodeStatusDataDto& data) {
  if (!code.ticket) return {};  // traded already
  const std::string ticket =
      TRY(qrcode_login::ticket_of(call.service<const crypto::Sealer>(), call.pool_id, code));
  if (!TRY(settings_of(call)).qrcode_full_user_info) {
    data.ticket = ticket;
    return {};
  }
  auto tokens = trade(call, application, ticket, Holder::kMustHold);
  if (tokens) {
    data.tokenSet = *std::move(tokens);
  } else if (tokens.error().code() != errors::kTicketInvalid) {  // that would be somebody who was faster
    return std::move(tokens).error();
  }
  return {};
}

Result<dto::CheckQRCodeStatusDataDto> status_of(api::Call& call, std::string_view qrcode_id) {
  const applications::Handle application = TRY(authentication::application_of(call));
  std::optional<users::User> user;
  const QrCode code = TRY(call.read([&](db::Session& session) -> Result<QrCode> {
    QrCode found = TRY(qrcode_login::open_own(session, call, Kind::kApp, qrcode_id));
    if (!found.user_id.empty()) user = TRY(users::find(session, call.pool_id, found.user_id));
    return found;
  }));
  // From the first time that the cookie comes back it is needed.
  if (!code.holder_seen && qrcode_login::is_held_by(code, qrcode_login::holder_of(call)))
    TRY(call.write(
        [&](db::Tx& tx) { return qrcode_login::store::mark_holder_seen(tx, call.pool_id, code.id); }));
  dto::CheckQRCodeStatusDataDto data;
  data.status = code.status;
  if (code.status != "SCANNED" && code.status != "AUTHORIZED") return data;
  if (!user || !users::may_sign_in(*user)) {
    data.status = "ERROR";
    return data;
  }
  dto::QRCodeStatusBriefUserInfoDto brief;
  brief.displayName = qrcode_login::display_name(*user);
  brief.photo = user->photo.value_or("");
  data.briefUserInfo = brief;
  if (code.status == "AUTHORIZED") TRY(add_outcome(call, application, code, data));
  return data;
}

}  // namespace

Result<dto::GeneQRCodeDataDto> gene_qrcode(api::Call& call, const dto::GenerateQrcodeDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  if (req.type == "MOBILE_APP" && !application->allows("SELF_BUILT_APP_QRCODE"))
    return Error(errors::kMethodDisabled).with_arg("SELF_BUILT_APP_QRCODE");
  // WeChat tells of scans of an official account's codes by messages of its own, which nothing takes here.
  if (req.type == "WECHAT_OFFICIAL_ACCOUNT") return Error(errors::kQrcodeKindUnserved).with_arg(req.type);
  std::optional<identity_sources::Connection> program;
  if (req.type != "MOBILE_APP") program = TRY(mini_program_of(call, req));
  if (req.customData.text.size() > kCustomDataMax)
    return Error(errors::kQrcodeCustomDataTooLong).with_arg(std::to_string(kCustomDataMax));
  const std::string& logo = application->settings.qrcode_logo;
  qrcode_login::NewQrCode wanted;
  wanted.pool_id = call.pool_id;
  wanted.app_id = application->id;
  wanted.holder = TRY(holder_for(call));
  wanted.client_ip = call.envelope.client_ip;
  wanted.user_agent = call.envelope.user_agent;
  wanted.details.custom_data = req.customData.text;
  wanted.details.merges_logo = !program && req.autoMergeQrCode && logo.starts_with(kDataImage);
  const std::int64_t ttl_ms = TRY(settings_of(call)).qrcode_ttl_ms;
  dto::GeneQRCodeDataDto data;
  data.qrcodeId =
      TRY(call.write([&](db::Tx& tx) { return qrcode_login::begin(tx, wanted, ttl_ms, call.now_ms); }));
  if (program) {
    const std::string id(qrcode_login::id_of(data.qrcodeId));
    const std::string picture = TRY(call.service<const social::Engine>().mini_program_picture(
        identity_sources::settings_of(*program), id));
    TRY(call.write([&](db::Tx& tx) {
      return qrcode_login::keep_picture(tx, call.pool_id, id, wanted.details, picture);
    }));
  }
  data.url = qrcode_login::host_of(call, application->id) + "/api/v3/get-qrcode-picture?qrcodeId=";
  data.url.append(qrcode_login::id_of(data.qrcodeId)).append(wanted.details.merges_logo ? "&format=svg" : "");
  if (!logo.empty() && !wanted.details.merges_logo) data.customLogoUrl = logo;
  return data;
}

Result<api::Reply> get_qrcode_picture(api::Call& call, const dto::GetQrCodePictureQuery& query) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const QrCode code = TRY(call.read([&](db::Session& session) {
    return qrcode_login::find(session, call.pool_id, Kind::kApp, qrcode_login::id_of(query.qrcodeId),
                              call.now_ms);
  }));
  if (code.app_id != application->id || code.status == "EXPIRED")
    return Error(errors::kQrcodeNotFound, "another application's, or expired");
  if (const auto drawn = unbase64(code.details.picture); drawn && !drawn->empty())
    return api::file(drawn->starts_with("\x89PNG") ? "image/png" : "image/jpeg", *drawn);
  const std::string text = picture_text(call, code);
  std::string_view logo;
  if (code.details.merges_logo) logo = application->settings.qrcode_logo;
  const bool is_svg = query.format == "svg";
  auto picture = is_svg ? qr::svg(text, logo) : qr::png(text);
  if (!picture) return Error(errors::kQrcodeNotFound, "too long for a QR code");
  return api::file(is_svg ? "image/svg+xml" : "image/png", *std::move(picture));
}

Result<dto::CheckQRCodeStatusDataDto> get_qrcode_status(api::Call& call,
                                                        const dto::GetQrCodeStatusQuery& query) {
  return status_of(call, query.qrcodeId);
}

Result<dto::CheckQRCodeStatusDataDto> check_qrcode_status(api::Call& call,
                                                          const dto::CheckQrCodeStatusQuery& query) {
  return status_of(call, query.qrcodeId);
}

Result<dto::LoginTokenResponseDataDto> exchange_tokenset_with_qrcode_ticket(
    api::Call& call, const dto::ExchangeTokenSetWithQRcodeTicketDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  TRY(authentication::authenticate_client(call, *application, {req.client_id, req.client_secret}));
  const bool proved = call.caller.client_authenticated;
  // At the hosted pages no tokens leave.
  if (!proved && call.envelope.from_browser && call.envelope.interaction.empty() &&
      !TRY(settings_of(call)).qrcode_exchange_from_browser)
    return errors::kQrcodeBrowserRefused;
  return trade(call, application, req.ticket, proved ? Holder::kIsKnown : Holder::kMustHold);
}

}  // namespace genauth::ops
