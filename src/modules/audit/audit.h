// What happened to whom: one row per event, written in the transaction of the event itself.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::audit {

// `type` as the product names them: login, register, bindPhone, unbindPhone, updateUserProfile, ...
// `detail` is free text for people, never a secret, a code or a password.
struct Event {
  std::string_view pool_id, type, app_id = "", user_id = "", actor = "", client_ip = "";
  bool success = true;
  std::string_view detail = "";
};

Result<void> record(db::Tx& tx, const Event& event, std::int64_t now_ms);

}  // namespace genauth::audit
