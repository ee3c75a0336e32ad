#include "modules/audit/audit.h"

#include "base/encoding.h"
#include "base/id.h"
#include "gen/sql/audit.h"
#include "modules/event_log/event_log.h"

namespace genauth::audit {

namespace {

// Which records the world may hear of, as events of the public catalogue (modules/events).
struct Told {
  std::string_view type, code;
};
constexpr Told kTold[] = {{"login", "authing.user.login"},
                          {"register", "authing.user.register"},
                          {"createUser", "authing.user.created"},
                          {"updateUser", "authing.user.updated"},
                          {"updateUserProfile", "authing.user.updated"},
                          {"bindPhone", "authing.user.updated"},
                          {"unbindPhone", "authing.user.updated"},
                          {"deleteUser", "authing.user.deleted"}};

Result<void> tell(db::Tx& tx, const Event& event, std::int64_t now_ms) {
  if (!event.success || event.user_id.empty()) return {};
  for (const Told& told : kTold) {
    if (told.type != event.type) continue;
    const std::string data = "{\"userId\":" + json_quote(event.user_id) +
                             ",\"appId\":" + json_quote(event.app_id) +
                             ",\"type\":" + json_quote(event.type) + "}";
    return event_log::emit(tx,
                           {.pool_id = std::string(event.pool_id),
                            .code = std::string(told.code),
                            .user_id = std::string(event.user_id),
                            .is_public = true,
                            .sender = {},
                            .data = data},
                           now_ms);
  }
  return {};
}

}  // namespace

Result<void> record(db::Tx& tx, const Event& event, std::int64_t now_ms) {
  const std::string id = new_id(now_ms);
  TRY(tx.post(sql::insert_event, {event.pool_id, id, event.type, event.app_id, event.user_id, event.actor,
                                  event.client_ip, event.success, event.detail, now_ms}));
  return tell(tx, event, now_ms);
}

}  // namespace genauth::audit
