#include "crypto/hash_memory.h"

#include <sodium.h>
#include <sys/mman.h>

#include <mutex>
#include <vector>

#include "crypto/password.h"

// The linker's --wrap: `__real_` is libc's function, `__wrap_` is what the objects linked into the program
// call.
extern "C" {
void* __real_mmap(void* address, std::size_t size, int protection, int flags, int file, off_t offset);
int __real_munmap(void* address, std::size_t size);
void* __wrap_mmap(void* address, std::size_t size, int protection, int flags, int file, off_t offset);
int __wrap_munmap(void* address, std::size_t size);
}

namespace genauth::crypto {
namespace {

// Imported hashes may ask for a gigabyte; such memory is not kept.
constexpr std::size_t kMaxKept = std::size_t{64} << 20;
// Argon2's first two blocks follow from the password alone, and with a single pass they stay (RFC 9106 §3.2).
constexpr std::size_t kFirstBlocks = 2048;

thread_local bool hashing = false;

class Kept {
 public:
  void* take(std::size_t size) {
    const std::lock_guard lock(mutex_);
    for (auto region = regions_.rbegin(); region != regions_.rend(); ++region) {
      if (region->size != size) continue;
      void* base = region->base;
      regions_.erase(std::next(region).base());
      return base;
    }
    return nullptr;
  }
  void leave(void* base, std::size_t size) {
    sodium_memzero(base, std::min(size, kFirstBlocks));
    const std::lock_guard lock(mutex_);
    regions_.push_back({base, size});
  }
  void release() {
    std::vector<Region> gone;
    {
      const std::lock_guard lock(mutex_);
      gone.swap(regions_);
    }
    for (const Region& region : gone) __real_munmap(region.base, region.size);
  }
  std::size_t bytes() {
    const std::lock_guard lock(mutex_);
    std::size_t sum = 0;
    for (const Region& region : regions_) sum += region.size;
    return sum;
  }

 private:
  struct Region {
    void* base;
    std::size_t size;
  };
  std::mutex mutex_;
  std::vector<Region> regions_;  // the one left last is the next one taken: warm
};

Kept& kept() {
  static Kept* regions = new Kept;  // never destroyed: threads may hash until the very end
  return *regions;
}

}  // namespace

HashMemory::HashMemory() {
  hashing = true;
}

HashMemory::~HashMemory() {
  hashing = false;
}

std::size_t HashMemory::kept_bytes() {
  return kept().bytes();
}

void release_hash_memory() {
  kept().release();
}

}  // namespace genauth::crypto

void* __wrap_mmap(void* address, std::size_t size, int protection, int flags, int file, off_t offset) {
  void* found = genauth::crypto::hashing && file == -1 ? genauth::crypto::kept().take(size) : nullptr;
  return found != nullptr ? found : __real_mmap(address, size, protection, flags, file, offset);
}

int __wrap_munmap(void* address, std::size_t size) {
  if (!genauth::crypto::hashing || size > genauth::crypto::kMaxKept) return __real_munmap(address, size);
  genauth::crypto::kept().leave(address, size);
  return 0;
}
