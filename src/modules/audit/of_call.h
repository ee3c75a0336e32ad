// Events of a call: who made it, by which application and from where is taken from it.
#pragma once
#include "api/call.h"
#include "modules/audit/audit.h"

namespace genauth::audit {

// What people do to what is theirs.
inline Result<void> record_own(db::Tx& tx, const api::Call& call, std::string_view type,
                               std::string_view user_id, std::string_view detail = "") {
  return record(tx,
                {.pool_id = call.pool_id,
                 .type = type,
                 .app_id = call.app_id,
                 .user_id = user_id,
                 .actor = user_id,
                 .client_ip = call.envelope.client_ip,
                 .detail = detail},
                call.now_ms);
}

// What is done to a pool with an access key.
inline Result<void> record_by_key(db::Tx& tx, const api::Call& call, std::string_view type,
                                  std::string_view detail) {
  return record(tx,
                {.pool_id = call.pool_id,
                 .type = type,
                 .actor = call.caller.access_key_id,
                 .client_ip = call.envelope.client_ip,
                 .detail = detail},
                call.now_ms);
}

}  // namespace genauth::audit
