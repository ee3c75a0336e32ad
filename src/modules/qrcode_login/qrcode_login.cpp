#include "modules/qrcode_login/qrcode_login.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/core.h"
#include "gen/errors/qrcode.h"
#include "json/codec.h"
#include "modules/qrcode_login/qrcode_store.h"

namespace genauth::qrcode_login {
namespace {

constexpr std::size_t kIdBytes = 16;      // whoever guesses it can scan a code that he does not see
constexpr std::size_t kSecretBytes = 24;  // whoever guesses it gets the tokens
constexpr std::size_t kTokenMax = 128;
constexpr std::int64_t kKeptMs = 600'000;

std::string_view text(Kind kind) {
  return kind == Kind::kApp ? "APP" : "FASTPASS";
}

crypto::Place ticket_place(std::string_view pool_id, std::string_view id) {
  return {pool_id, "qr_logins", "ticket", id};
}

std::string hash_of(std::string_view holder) {
  return holder.empty() ? std::string() : crypto::sha256(holder);
}

Error not_found(const char* why) {
  return Error(errors::kQrcodeNotFound, why);
}

Error wrong_state(const QrCode& code) {
  return Error(errors::kQrcodeState).with_arg(code.status);
}

struct Opened {
  QrCode code;
  std::string secret_hash;
};

Result<Opened> load(db::Session& session, std::string_view pool_id, Kind kind, std::string_view id,
                    std::int64_t now_ms) {
  if (id.empty() || id.size() > kTokenMax) return not_found("not the form of an id");
  auto row = TRY(store::find(session, pool_id, id));
  if (!row) return not_found("no such code");
  if (row->kind != text(kind)) return not_found("another kind of code");
  Opened opened;
  QrCode& code = opened.code;
  code.id = id;
  code.kind = kind;
  code.status = row->expires_at <= now_ms && row->status != "CANCELLED" ? "EXPIRED" : std::move(row->status);
  code.app_id = std::move(row->app_id);
  code.user_id = std::move(row->user_id);
  code.session_id = std::move(row->session_id);
  code.client_ip = std::move(row->client_ip);
  code.user_agent = std::move(row->user_agent);
  code.holder_hash = std::move(row->holder_hash);
  code.holder_seen = row->holder_seen;
  code.ticket = std::move(row->ticket);
  const json::Document details = TRY(json::Document::parse(row->details));
  code.details = TRY(json::decode<dto::StoredQrDetails>(details));
  code.created_at = row->created_at;
  code.expires_at = row->expires_at;
  opened.secret_hash = std::move(row->secret_hash);
  return opened;
}

// What the person who scanned may decide about; `settled` is the status that the decision leads to.
Result<QrCode> scanned(db::Tx& tx, const Scanner& who, std::string_view id, std::string_view settled) {
  QrCode code = TRY(find(tx, who.pool_id, Kind::kApp, id, who.now_ms));
  if (code.status == "EXPIRED") return errors::kQrcodeExpired;
  if (code.status == "PENDING") return wrong_state(code);
  if (code.user_id != who.user_id) return errors::kQrcodeTaken;
  if (code.status != "SCANNED" && code.status != settled) return wrong_state(code);
  return code;
}

}  // namespace

Result<std::string> begin(db::Tx& tx, const NewQrCode& wanted, std::int64_t ttl_ms, std::int64_t now_ms) {
  const std::string id = crypto::random_token(kIdBytes), secret = crypto::random_token(kSecretBytes);
  TRY(store::insert(tx, {.pool_id = wanted.pool_id,
                         .id = id,
                         .kind = text(wanted.kind),
                         .app_id = wanted.app_id,
                         .secret_hash = crypto::sha256(secret),
                         .holder_hash = hash_of(wanted.holder),
                         .user_id = wanted.user_id,
                         .session_id = wanted.session_id,
                         .details = json::encode(wanted.details),
                         .client_ip = wanted.client_ip,
                         .user_agent = wanted.user_agent,
                         .created_at = now_ms,
                         .expires_at = now_ms + ttl_ms}));
  return id + "." + secret;
}

Result<void> keep_picture(db::Tx& tx, std::string_view pool_id, std::string_view id,
                          dto::StoredQrDetails details, std::string_view picture) {
  details.picture = base64(picture);
  return store::set_details(tx, pool_id, id, json::encode(details));
}

std::string_view id_of(std::string_view qrcode_id) {
  return qrcode_id.substr(0, qrcode_id.find('.'));
}

Result<QrCode> find(db::Session& session, std::string_view pool_id, Kind kind, std::string_view id,
                    std::int64_t now_ms) {
  return std::move(TRY(load(session, pool_id, kind, id, now_ms)).code);
}

Result<QrCode> open(db::Session& session, std::string_view pool_id, Kind kind, std::string_view qrcode_id,
                    std::int64_t now_ms) {
  const std::string_view id = id_of(qrcode_id);
  if (id.size() == qrcode_id.size() || qrcode_id.size() > kTokenMax) return not_found("no secret");
  Opened opened = TRY(load(session, pool_id, kind, id, now_ms));
  if (!crypto::equal_constant_time(crypto::sha256(qrcode_id.substr(id.size() + 1)), opened.secret_hash))
    return not_found("wrong secret");
  return std::move(opened.code);
}

bool is_held_by(const QrCode& code, std::string_view holder) {
  return !code.holder_hash.empty() && crypto::equal_constant_time(hash_of(holder), code.holder_hash);
}

Result<void> scan(db::Tx& tx, const Scanner& who, std::string_view id) {
  const QrCode code = TRY(find(tx, who.pool_id, Kind::kApp, id, who.now_ms));
  if (code.status == "EXPIRED") return errors::kQrcodeExpired;
  if (code.status == "PENDING") {
    if (!TRY(store::scan(tx, who.pool_id, id, who.user_id, code.holder_hash, who.now_ms)))
      return errors::kQrcodeTaken;
    return {};
  }
  if (code.user_id != who.user_id) return errors::kQrcodeTaken;
  return code.status == "SCANNED" ? Result<void>() : wrong_state(code);
}

Result<void> cancel(db::Tx& tx, const Scanner& who, std::string_view id) {
  const QrCode code = TRY(scanned(tx, who, id, "CANCELLED"));
  if (code.status == "CANCELLED") return {};
  const bool settled = TRY(store::settle(
      tx, who.pool_id, id, who.user_id,
      {.status = "CANCELLED", .ticket = std::nullopt, .expires_at = code.expires_at}, who.now_ms));
  return settled ? Result<void>() : wrong_state(code);
}

Result<bool> confirm(db::Tx& tx, const Scanner& who, std::string_view id, std::int64_t ticket_ttl_ms,
                     const tickets::Tickets& tickets, const crypto::Sealer& sealer) {
  const QrCode code = TRY(scanned(tx, who, id, "AUTHORIZED"));
  if (code.status == "AUTHORIZED") return false;
  dto::StoredQrTicket payload;
  payload.qrcode_id = id;
  payload.user_id = who.user_id;
  payload.session_id = who.session_id;
  const std::string ticket = TRY(tickets.issue(tx, {std::string(who.pool_id), "qrcode", code.app_id, ""},
                                               json::encode(payload), ticket_ttl_ms, who.now_ms));
  const std::string sealed = sealer.seal(ticket, ticket_place(who.pool_id, id));
  const bool settled = TRY(store::settle(
      tx, who.pool_id, id, who.user_id,
      {.status = "AUTHORIZED", .ticket = sealed, .expires_at = who.now_ms + ticket_ttl_ms}, who.now_ms));
  return settled ? Result<bool>(true) : wrong_state(code);
}

Result<void> scan_fastpass(db::Tx& tx, std::string_view pool_id, const QrCode& code, std::string_view device,
                           std::int64_t now_ms) {
  if (code.status == "EXPIRED") return errors::kQrcodeExpired;
  if (code.status == "SCANNED" && !code.holder_hash.empty() && !is_held_by(code, device))
    return errors::kQrcodeTaken;
  if (code.status == "SCANNED") return {};
  if (code.status != "PENDING") return wrong_state(code);
  if (!TRY(store::scan(tx, pool_id, code.id, code.user_id, hash_of(device), now_ms)))
    return errors::kQrcodeTaken;
  return {};
}

Result<std::string> ticket_of(const crypto::Sealer& sealer, std::string_view pool_id, const QrCode& code) {
  if (!code.ticket) return Error(errors::kInternal, "the code has no ticket");
  return sealer.open(*code.ticket, ticket_place(pool_id, code.id));
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit) {
  return store::sweep(tx, now_ms - kKeptMs, limit);
}

}  // namespace genauth::qrcode_login
