// How often one address may call, in this process's memory: the first and cheapest line of defence. Limits
// that must hold across processes and restarts are rows (modules/codes/throttle.h).
#pragma once
#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace genauth::api {

// Fixed windows of a minute per key. Bounded: a shard that is full forgets its finished windows, then refuses
// nobody new (an attacker with many addresses must not lock out the rest). Thread-safe.
class RateLimiter {
 public:
  explicit RateLimiter(std::int64_t per_minute) : per_minute_(per_minute) {}

  // 0 if the call may go on, else the whole seconds to wait. A limit of 0 admits everything.
  std::int64_t wait_s(std::string_view key, std::int64_t now_ms);

 private:
  struct Window {
    std::int64_t start_ms, count;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Window> windows;
  };
  static constexpr std::size_t kShards = 16, kWindowsPerShard = 8'192;

  std::int64_t per_minute_;
  std::array<Shard, kShards> shards_;
};

}  // namespace genauth::api
