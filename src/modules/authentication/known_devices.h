// Which devices an account has signed in on before. What strangers do must not keep its owner out of it: on
// such a device the owner's tries are counted apart from theirs.
#pragma once
#include <functional>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::authentication {

struct KnownDevices {
  // `device_id` is what the client calls its device: random, and told to nobody but its owner.
  std::function<Result<bool>(db::Session& session, std::string_view pool_id, std::string_view user_id,
                             std::string_view device_id)>
      knows = {};
};

// The device id if the account knows it, else empty. `user_id` may be empty: then the look costs the same and
// finds nothing.
inline Result<std::string> known_device(const KnownDevices& devices, db::Session& session,
                                        std::string_view pool_id, std::string_view user_id,
                                        std::string_view device_id) {
  if (device_id.empty() || !devices.knows) return std::string();
  const bool knows = TRY(devices.knows(session, pool_id, user_id, device_id));
  return knows ? std::string(device_id) : std::string();
}

}  // namespace genauth::authentication
