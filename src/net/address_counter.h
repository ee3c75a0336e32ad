// How many connections each address holds, across all loops.
#pragma once
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace genauth::net {

// Thread-safe.
class AddressCounter {
 public:
  // Counts one more unless the address already holds `limit`.
  bool enter(const std::string& address, std::size_t limit) {
    const std::lock_guard lock(mutex_);
    const auto it = counts_.find(address);
    if ((it == counts_.end() ? 0 : it->second) >= limit) return false;
    ++counts_[address];
    return true;
  }
  void leave(const std::string& address) {
    const std::lock_guard lock(mutex_);
    const auto it = counts_.find(address);
    if (it != counts_.end() && --it->second == 0) counts_.erase(it);
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> counts_;
};

}  // namespace genauth::net
