#include "api/rate_limit.h"

#include <functional>

namespace genauth::api {

std::int64_t RateLimiter::wait_s(std::string_view key, std::int64_t now_ms) {
  if (per_minute_ <= 0) return 0;
  constexpr std::int64_t kMinute = 60'000;
  const std::int64_t start = now_ms - now_ms % kMinute;
  Shard& shard = shards_[std::hash<std::string_view>{}(key) % kShards];
  std::lock_guard lock(shard.mutex);
  const auto found = shard.windows.find(std::string(key));
  if (found == shard.windows.end()) {
    if (shard.windows.size() >= kWindowsPerShard)
      std::erase_if(shard.windows, [start](const auto& entry) { return entry.second.start_ms != start; });
    if (shard.windows.size() < kWindowsPerShard) shard.windows.emplace(key, Window{start, 1});
    return 0;
  }
  Window& window = found->second;
  if (window.start_ms != start) window = {start, 0};
  if (++window.count <= per_minute_) return 0;
  return (start + kMinute - now_ms + 999) / 1000;
}

}  // namespace genauth::api
