// Asymmetric keys. Values of these classes are immutable and shared: copying one is a reference count, and
// all functions are thread-safe. Generation is slow (RSA-2048: 50 to 500 ms).
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genauth::crypto {

// SM2 keys encrypt passwords in transport only (transport.h); the others sign (jws.h). RSA does both.
enum class KeyType : std::uint8_t { kRsa, kP256, kEd25519, kSm2 };

struct KeyData;  // key_data.h, inside src/crypto

class PublicKey {
 public:
  explicit PublicKey(std::shared_ptr<const KeyData> data) : data_(std::move(data)) {}

  // SubjectPublicKeyInfo, "-----BEGIN PUBLIC KEY-----". Refuses what KeyType does not name, RSA outside 2048
  // to 8192 bits, and points off their curve (errors::kBadFormat).
  static Result<PublicKey> from_pem(std::string_view pem);

  KeyType type() const;
  int bits() const;
  std::string pem() const;
  const KeyData& data() const { return *data_; }

 private:
  std::shared_ptr<const KeyData> data_;
};

class PrivateKey {
 public:
  explicit PrivateKey(std::shared_ptr<const KeyData> data) : data_(std::move(data)) {}

  // `rsa_bits` is 2048 to 8192 and ignored for other types; anything else aborts.
  static PrivateKey generate(KeyType type, int rsa_bits = 2048);

  // PKCS#8, unencrypted: for sealing (seal.h). from_pem() also reads the older "RSA/EC PRIVATE KEY" forms.
  // The same refusals as PublicKey::from_pem(). An encrypted PEM is refused; nobody is asked for a
  // passphrase.
  static Result<PrivateKey> from_pem(std::string_view pem);
  static Result<PrivateKey> from_der(std::string_view der);
  std::string pem() const;
  std::string der() const;

  KeyType type() const;
  int bits() const;
  PublicKey public_key() const { return PublicKey(data_); }
  const KeyData& data() const { return *data_; }

 private:
  std::shared_ptr<const KeyData> data_;
};

}  // namespace genauth::crypto
