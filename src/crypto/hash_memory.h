// The memory that Argon2 works in, kept from one hash to the next: docs/decisions/0017-hash-memory.md says
// what it brings and how it comes between libsodium and the kernel. Internal to src/crypto. Thread-safe.
#pragma once
#include <cstddef>

namespace genauth::crypto {

// While it lives, libsodium on this thread works in memory that earlier hashes have left, where there is some
// of the size that it wants, and leaves its own.
class HashMemory {
 public:
  HashMemory();
  ~HashMemory();
  HashMemory(const HashMemory&) = delete;
  HashMemory& operator=(const HashMemory&) = delete;

  static std::size_t kept_bytes();
};

}  // namespace genauth::crypto
