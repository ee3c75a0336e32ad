#include "modules/pools/first.h"

#include "modules/pools/pools.h"

namespace genauth::pools {

Result<std::string> First::id() {
  {
    const std::lock_guard lock(mutex_);
    if (!id_.empty()) return id_;
  }
  std::string found = TRY(database_.read([](db::Session& session) { return find_first(session); })).id;
  const std::lock_guard lock(mutex_);
  id_ = found;
  return found;
}

}  // namespace genauth::pools
