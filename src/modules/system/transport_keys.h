// The key pairs that clients encrypt passwords with before sending them (passwordEncryptType rsa or sm2). One
// pair of each for the installation, made at its first start and sealed in the table `installation`.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/keys.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::system {

// Immutable once opened, so thread-safe; cheap to move.
class TransportKeys {
 public:
  // Reads the keys, or makes and stores them. Processes that start at the same time on one database end up
  // with the same keys. May take half a second, once in the life of an installation.
  static Result<TransportKeys> open(db::Database& database, const crypto::Sealer& sealer);

  // `type` is none, rsa or sm2 (none gives the text back); anything else is kMustBeOneOf.
  // kPasswordUndecryptable for whatever is wrong with the ciphertext. About a millisecond.
  Result<std::string> decrypt(std::string_view type, std::string_view ciphertext) const;

  // As GET /api/v3/system gives them to clients.
  const std::string& rsa_public_pem() const { return rsa_public_pem_; }
  const std::string& sm2_public_hex() const { return sm2_public_hex_; }

 private:
  TransportKeys(crypto::PrivateKey rsa, crypto::PrivateKey sm2);

  crypto::PrivateKey rsa_, sm2_;
  std::string rsa_public_pem_, sm2_public_hex_;
};

}  // namespace genauth::system
