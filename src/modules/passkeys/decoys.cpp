#include "modules/passkeys/decoys.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "modules/users/users.h"

namespace genauth::passkeys {
std::vector<dto::PublicKeyCredentialDescriptorDto> decoys_for(const crypto::Sealer& sealer,
                                                              std::string_view pool_id,
                                                              std::string_view rp_id,
                                                              std::string_view account) {
  std::string subject(pool_id);
  ((subject += '\n') += rp_id) += '\n';
  subject += users::account_key(account);
  const std::string key = sealer.derive("passkey.decoy");
  const std::string choice = crypto::hmac_sha256(key, subject);
  // Lengths that the common authenticators have: 16 and 20 bytes of synced passkeys, 32 of platforms.
  static constexpr std::size_t kSizes[] = {20, 16, 32, 20};
  const std::size_t count = static_cast<unsigned char>(choice[0]) < 64 ? 2 : 1;
  std::vector<dto::PublicKeyCredentialDescriptorDto> list;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string id = crypto::hmac_sha256(key, subject + '\n' + std::to_string(i));
    const std::size_t size = kSizes[static_cast<unsigned char>(choice[1 + i]) % 4];
    dto::PublicKeyCredentialDescriptorDto entry;
    entry.id = base64url(std::string_view(id).substr(0, size));
    entry.transports =
        size == 32 ? std::vector<std::string>{"internal"} : std::vector<std::string>{"hybrid", "internal"};
    entry.type = "public-key";
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace genauth::passkeys
