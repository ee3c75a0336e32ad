#include "modules/system/transport_keys.h"

#include "crypto/transport.h"
#include "gen/errors/form.h"
#include "modules/system/installation_secret.h"

namespace genauth::system {
namespace {

Result<crypto::PrivateKey> open_key(db::Database& database, const crypto::Sealer& sealer,
                                    std::string_view name, crypto::KeyType type) {
  return crypto::PrivateKey::from_der(TRY(
      installation_secret(database, sealer, name, [&] { return crypto::PrivateKey::generate(type).der(); })));
}

}  // namespace

TransportKeys::TransportKeys(crypto::PrivateKey rsa, crypto::PrivateKey sm2)
    : rsa_(std::move(rsa)),
      sm2_(std::move(sm2)),
      rsa_public_pem_(rsa_.public_key().pem()),
      sm2_public_hex_(crypto::sm2_public_hex(sm2_.public_key())) {}

Result<TransportKeys> TransportKeys::open(db::Database& database, const crypto::Sealer& sealer) {
  crypto::PrivateKey rsa = TRY(open_key(database, sealer, "transport_key_rsa", crypto::KeyType::kRsa));
  crypto::PrivateKey sm2 = TRY(open_key(database, sealer, "transport_key_sm2", crypto::KeyType::kSm2));
  return TransportKeys(std::move(rsa), std::move(sm2));
}

Result<std::string> TransportKeys::decrypt(std::string_view type, std::string_view ciphertext) const {
  if (type == "none") return std::string(ciphertext);
  if (type == "rsa") return crypto::decrypt_rsa_password(rsa_, ciphertext);
  if (type == "sm2") return crypto::decrypt_sm2_password(sm2_, ciphertext);
  return Error(errors::kMustBeOneOf).with_field("passwordEncryptType").with_arg("sm2, rsa, none");
}

}  // namespace genauth::system
