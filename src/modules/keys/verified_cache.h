// Remembers which tokens had a good signature. Bounded, sharded, thread-safe.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace genauth::keys {

// Holds SHA-256 digests and nothing else: not the token, not its claims. Each shard keeps two generations;
// when the young one is full it becomes the old one and the old one goes, so that what is in use stays
// without a list of uses.
class VerifiedCache {
 public:
  static constexpr std::size_t kShards = 16;
  explicit VerifiedCache(std::size_t capacity = 50'000) : generation_max_(capacity / kShards / 2 + 1) {}

  bool contains(std::string_view digest) {
    Shard& shard = shard_of(digest);
    const Key key = key_of(digest);
    std::lock_guard lock(shard.mutex);
    if (shard.young.contains(key)) return true;
    if (!shard.old.contains(key)) return false;
    insert(shard, key);
    return true;
  }

  void add(std::string_view digest) {
    Shard& shard = shard_of(digest);
    std::lock_guard lock(shard.mutex);
    insert(shard, key_of(digest));
  }

  std::size_t size() {
    std::size_t total = 0;
    for (Shard& shard : shards_) {
      std::lock_guard lock(shard.mutex);
      total += shard.young.size() + shard.old.size();
    }
    return total;
  }

 private:
  using Key = std::array<char, 32>;
  struct Hash {
    // A digest is its own hash: any eight bytes of it.
    std::size_t operator()(const Key& key) const {
      std::size_t value;
      std::memcpy(&value, key.data(), sizeof value);
      return value;
    }
  };
  using Generation = std::unordered_set<Key, Hash>;
  struct Shard {
    std::mutex mutex;
    Generation young, old;
  };

  static Key key_of(std::string_view digest) {
    Key key{};
    std::memcpy(key.data(), digest.data(), std::min(digest.size(), key.size()));
    return key;
  }
  Shard& shard_of(std::string_view digest) {
    return shards_[static_cast<unsigned char>(digest.back()) % kShards];
  }
  void insert(Shard& shard, const Key& key) {
    if (shard.young.size() >= generation_max_) shard.old = std::exchange(shard.young, {});
    shard.young.insert(key);
  }

  std::size_t generation_max_;
  std::array<Shard, kShards> shards_;
};

}  // namespace genauth::keys
