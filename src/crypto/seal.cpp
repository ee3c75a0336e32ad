#include "crypto/seal.h"

#include <openssl/crypto.h>

#include <map>
#include <mutex>

#include "base/encoding.h"
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/core.h"

namespace genauth::crypto {
namespace {

constexpr char kVersion = '\x01';
constexpr std::size_t kMasterKeySize = 32;
constexpr std::size_t kKeyIdSize = 8;
constexpr std::size_t kHeadSize = 1 + kKeyIdSize + kAeadNonceSize;

// Each part with its length before it, so that ("ab","c") and ("a","bc") differ.
void append_part(std::string& out, std::string_view part) {
  const auto size = static_cast<std::uint32_t>(part.size());
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift & 255);
  out += part;
}

// The head is covered too: a blob's version or key id cannot be changed either.
std::string associated_data(std::string_view head, const Place& place) {
  std::string out;
  for (const std::string_view part : {head, place.pool, place.table, place.column, place.row})
    append_part(out, part);
  return out;
}

std::string derive_key(std::string_view master, std::string_view purpose) {
  return hkdf_sha256(master, "genauth", purpose, 32);
}

}  // namespace

struct Sealer::Keys {
  struct Key {
    std::string master;
    std::string sealing;  // derived, so that the master key itself encrypts nothing
    std::string id;       // first bytes of SHA-256 of the master key
    std::string check;
  };
  std::vector<Key> all;  // the current one first
  // What was derived already. Purposes are words of the program, so they are few.
  mutable std::mutex mutex;
  mutable std::map<std::string, std::vector<std::string>, std::less<>> derived;

  Keys() = default;
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys() {
    for (Key& key : all)
      for (std::string* secret : {&key.master, &key.sealing}) OPENSSL_cleanse(secret->data(), secret->size());
    for (auto& [purpose, keys] : derived)
      for (std::string& secret : keys) OPENSSL_cleanse(secret.data(), secret.size());
  }

  const Key* find(std::string_view id) const {
    for (const Key& key : all)
      if (key.id == id) return &key;
    return nullptr;
  }
};

Result<std::string> parse_master_key(std::string_view text) {
  text = trim(text);
  for (const auto& decoded : {unhex(text), unbase64(text), unbase64url(text)})
    if (decoded && decoded->size() == kMasterKeySize) return *decoded;
  return Error(errors::kInternal,
               "the master key must be 32 bytes, written as 64 hex digits or as base64; got " +
                   std::to_string(text.size()) + " characters that are neither");
}

Result<Sealer> Sealer::create(std::string_view current_key, const std::vector<std::string>& older_keys) {
  auto keys = std::make_shared<Keys>();
  const auto add = [&](std::string_view master) {
    keys->all.push_back({std::string(master), derive_key(master, "seal"),
                         sha256(master).substr(0, kKeyIdSize),
                         hex(derive_key(master, "check").substr(0, 8))});
    return master.size() == kMasterKeySize;
  };
  bool ok = add(current_key);
  for (const std::string& key : older_keys) ok = add(key) && ok;
  if (!ok) return Error(errors::kInternal, "a master key must have 32 bytes");
  return Sealer(std::move(keys));
}

std::string Sealer::seal(std::string_view secret, const Place& place) const {
  const Keys::Key& key = keys_->all.front();
  const std::string nonce = random_bytes(kAeadNonceSize);
  std::string blob = kVersion + key.id + nonce;
  blob += aead_seal(key.sealing, nonce, associated_data(blob, place), secret);
  return blob;
}

Result<std::string> Sealer::open(std::string_view blob, const Place& place) const {
  if (blob.size() < kHeadSize + kAeadTagSize) return Error(errors::kInternal, "sealed value: too short");
  if (blob[0] != kVersion) return Error(errors::kInternal, "sealed value: unknown version");
  const std::string_view id = blob.substr(1, kKeyIdSize);
  const Keys::Key* key = keys_->find(id);
  if (key == nullptr)
    return Error(errors::kInternal, "sealed value: no master key with id " + hex(id) + " is configured");
  const std::string_view head = blob.substr(0, kHeadSize);
  auto secret = aead_open(key->sealing, head.substr(1 + kKeyIdSize), associated_data(head, place),
                          blob.substr(kHeadSize));
  if (!secret)
    return Error(errors::kInternal, "sealed value: changed, or moved from another place than " +
                                        std::string(place.table) + "." + std::string(place.column));
  return *std::move(secret);
}

bool Sealer::needs_reseal(std::string_view blob) const {
  return blob.size() < kHeadSize || blob[0] != kVersion ||
         blob.substr(1, kKeyIdSize) != keys_->all.front().id;
}

std::string Sealer::derive(std::string_view purpose) const {
  return derive_all(purpose).front();
}

std::vector<std::string> Sealer::derive_all(std::string_view purpose) const {
  const std::lock_guard lock(keys_->mutex);
  if (const auto known = keys_->derived.find(purpose); known != keys_->derived.end()) return known->second;
  std::vector<std::string> out;
  for (const Keys::Key& key : keys_->all)
    out.push_back(derive_key(key.master, "purpose:" + std::string(purpose)));
  return keys_->derived.emplace(purpose, std::move(out)).first->second;
}

std::string Sealer::check_value() const {
  return keys_->all.front().check;
}

bool Sealer::knows_check_value(std::string_view value) const {
  return std::any_of(keys_->all.begin(), keys_->all.end(),
                     [&](const Keys::Key& key) { return equal_constant_time(key.check, value); });
}

}  // namespace genauth::crypto
