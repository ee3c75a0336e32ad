#include "modules/sessions/logout_notices.h"

#include "crypto/random.h"
#include "gen/sql/sessions.h"
#include "modules/applications/applications.h"
#include "modules/sessions/claims.h"
#include "modules/sessions/sessions.h"

namespace genauth::sessions {
namespace {

constexpr std::int64_t kFirstPauseMs = 10'000, kTokenLifeMs = 120'000;
constexpr std::size_t kTokenIdBytes = 16;
constexpr std::string_view kEvents = R"(,"events":{"http://schemas.openid.net/event/backchannel-logout":{}})";

std::int64_t pause_after(std::int64_t tries) {
  std::int64_t pause_ms = kFirstPauseMs;
  for (std::int64_t i = 0; i < tries; ++i) pause_ms *= 3;
  return pause_ms;
}

}  // namespace

Result<std::vector<LogoutNotice>> due_notices(db::Session& session, std::string_view busy,
                                              std::int64_t now_ms, std::int64_t limit) {
  const db::Rows rows = TRY(session.query(sql::due_logout_notices, {now_ms, limit, busy}));
  std::vector<LogoutNotice> due;
  for (std::size_t i = 0; i < rows.size(); ++i)
    due.push_back({.pool_id = rows[i].text(0),
                   .session_id = rows[i].text(1),
                   .user_id = rows[i].text(2),
                   .app_id = rows[i].text(3),
                   .issuer = rows[i].text(4),
                   .tries = rows[i].integer(5)});
  return due;
}

Result<bool> claim_notice(db::Tx& tx, const LogoutNotice& notice, std::int64_t now_ms) {
  const std::int64_t again_ms = now_ms + pause_after(notice.tries);
  return TRY(tx.execute(sql::claim_logout_notice, {notice.pool_id, notice.session_id, again_ms, now_ms})) ==
         1;
}

Result<void> settle_notice(db::Tx& tx, const LogoutNotice& notice) {
  TRY(tx.execute(sql::set_notify_issuer,
                 {notice.pool_id, notice.session_id, std::optional<std::string_view>()}));
  return {};
}

Result<std::string> logout_token(keys::KeyRing& ring, const applications::Application& application,
                                 const LogoutNotice& notice, std::int64_t now_ms) {
  const std::string subject = TRY(subject_of(ring, application, notice.user_id));
  const std::string claims = ClaimsWriter()
                                 .text("iss", notice.issuer)
                                 .text("sub", subject)
                                 .text("aud", application.client_id())
                                 .seconds("iat", now_ms)
                                 .seconds("exp", now_ms + kTokenLifeMs)
                                 .text("jti", crypto::random_token(kTokenIdBytes))
                                 .text("sid", notice.session_id)
                                 .raw_members(kEvents)
                                 .finish();
  return sign_for_client(ring, application, kLogoutTokenType, claims);
}

}  // namespace genauth::sessions
