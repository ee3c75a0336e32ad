// Secrets at rest: AES-256-GCM under a master key that is kept outside the database.
//
//   blob = version (1 byte, 0x01) | key id (8 bytes) | nonce (12 bytes) | ciphertext | tag (16 bytes)
//
// Every blob is bound to its place, so that a row's secret cannot be copied into another row, column or pool.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace genauth::crypto {

// Where a sealed value lives. Only views: valid during the call.
struct Place {
  std::string_view pool, table, column, row;
};

// The 32 bytes that `text` stands for: 64 hex digits, or base64 or base64url of 32 bytes; white space around
// it is ignored. Anything else is refused with a detail that says what was expected and never repeats the
// text.
Result<std::string> parse_master_key(std::string_view text);

// Seals under the current key and opens under that or any older one. Thread-safe, and cheap to copy (shared
// state). Keys, and what was derived from them, are wiped from memory with the last copy.
// Nonces are random: one master key is good for 2^32 blobs (NIST SP 800-38D §8.3).
class Sealer {
 public:
  // Each key has 32 bytes, from parse_master_key(). Fails if one has not.
  static Result<Sealer> create(std::string_view current_key, const std::vector<std::string>& older_keys = {});

  std::string seal(std::string_view secret, const Place& place) const;

  // Refuses (errors::kInternal, the detail says which) a blob of an unknown key, a changed or truncated blob,
  // and a blob of another place.
  Result<std::string> open(std::string_view blob, const Place& place) const;

  // True if the blob was not sealed under the current key; `genauth keys reseal` opens and seals such again.
  bool needs_reseal(std::string_view blob) const;

  // 32 bytes that only this master key gives for this purpose ("code.hmac"), by HKDF. derive_all() gives
  // those of every key, the current one first: what was made before a rotation still verifies with one of
  // them.
  std::string derive(std::string_view purpose) const;
  std::vector<std::string> derive_all(std::string_view purpose) const;

  // 16 hex digits that tell nothing of the key. Stored with the data at initialisation; at start,
  // knows_check_value() is false if neither the current nor an older key is the one that the data was sealed
  // under.
  std::string check_value() const;
  bool knows_check_value(std::string_view value) const;

 private:
  struct Keys;
  explicit Sealer(std::shared_ptr<const Keys> keys) : keys_(std::move(keys)) {}
  std::shared_ptr<const Keys> keys_;
};

}  // namespace genauth::crypto
