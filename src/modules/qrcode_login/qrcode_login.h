// Signing in with a QR code: the page that shows it, the app that scans it, and the ticket that becomes
// tokens.
//
// The page holds "<id>.<secret>" (qrcodeId), the picture only the id. So whoever sees the picture can scan
// it, and nobody but the page learns what came of it. Where the page's browser keeps our cookie, the cookie
// is needed too.
//
//   PENDING --scan--> SCANNED --confirm--> AUTHORIZED --ticket, once--> tokens
//                        \----cancel--> CANCELLED            (and EXPIRED, by the clock)
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/stored.h"
#include "modules/tickets/tickets.h"

namespace genauth::qrcode_login {

enum class Kind : std::uint8_t { kApp, kFastpass };

struct QrCode {
  std::string id;
  Kind kind = Kind::kApp;
  std::string status;  // as on the wire, EXPIRED included
  std::string app_id, user_id, session_id, client_ip, user_agent;
  std::string holder_hash;  // of the browser's cookie, or of the device that scanned a fast-pass code
  bool holder_seen = false;
  std::optional<std::string> ticket;  // sealed; there while it was not traded
  dto::StoredQrDetails details = {};
  std::int64_t created_at = 0, expires_at = 0;
};

struct NewQrCode {
  std::string pool_id, app_id;
  Kind kind = Kind::kApp;
  std::string user_id, session_id;  // of the person who makes a fast-pass code
  std::string holder;               // what the browser must show later; empty: nothing
  std::string client_ip, user_agent;
  dto::StoredQrDetails details = {};
};

// "<id>.<secret>".
Result<std::string> begin(db::Tx& tx, const NewQrCode& wanted, std::int64_t ttl_ms, std::int64_t now_ms);

// What opens a mini program with this code; kept with it.
Result<void> keep_picture(db::Tx& tx, std::string_view pool_id, std::string_view id,
                          dto::StoredQrDetails details, std::string_view picture);

// The part that may be shown to everybody.
std::string_view id_of(std::string_view qrcode_id);

// For whoever knows only the id. kQrcodeNotFound, also for the other kind.
Result<QrCode> find(db::Session& session, std::string_view pool_id, Kind kind, std::string_view id,
                    std::int64_t now_ms);
// For the side that holds the secret. kQrcodeNotFound, whatever is wrong.
Result<QrCode> open(db::Session& session, std::string_view pool_id, Kind kind, std::string_view qrcode_id,
                    std::int64_t now_ms);

// Whether `holder` is the cookie, or device, that the code is bound to.
bool is_held_by(const QrCode& code, std::string_view holder);

// A step of the person who scanned. Idempotent for the same person.
//   kQrcodeNotFound, kQrcodeExpired, kQrcodeTaken, kQrcodeState (arg: the present status)
struct Scanner {
  std::string_view pool_id, user_id, session_id;
  std::int64_t now_ms = 0;
};
Result<void> scan(db::Tx& tx, const Scanner& who, std::string_view id);
Result<void> cancel(db::Tx& tx, const Scanner& who, std::string_view id);
// True if this call made the decision; false if it stood already.
Result<bool> confirm(db::Tx& tx, const Scanner& who, std::string_view id, std::int64_t ticket_ttl_ms,
                     const tickets::Tickets& tickets, const crypto::Sealer& sealer);

// A fast-pass code that an app has read. `device` may be empty; then the code stays with whoever has it.
Result<void> scan_fastpass(db::Tx& tx, std::string_view pool_id, const QrCode& code, std::string_view device,
                           std::int64_t now_ms);

// The ticket of a confirmed code, as exchange-tokenset-with-qrcode-ticket takes it.
Result<std::string> ticket_of(const crypto::Sealer& sealer, std::string_view pool_id, const QrCode& code);

// Deletes what expired ten minutes ago or earlier: until then a page learns that its code has expired.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit);

}  // namespace genauth::qrcode_login
