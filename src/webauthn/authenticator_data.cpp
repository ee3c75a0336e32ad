#include "webauthn/authenticator_data.h"

#include "base/result.h"
#include "webauthn/cbor.h"

namespace genauth::webauthn {
namespace {

constexpr std::size_t kHashSize = 32, kHeadSize = kHashSize + 1 + 4, kAaguidSize = 16;
constexpr std::size_t kMaxCredentialId = 1023;
constexpr unsigned kUp = 0x01, kUv = 0x04, kBe = 0x08, kBs = 0x10, kAt = 0x40, kEd = 0x80;

Error malformed(std::string why) {
  return {Kind::kMalformed, "authenticator data: " + std::move(why)};
}

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

// Takes the attested credential off the front of `rest`.
Outcome<AttestedCredential> take_attested(std::string_view& rest) {
  if (rest.size() < kAaguidSize + 2) return malformed("it ends within the credential");
  AttestedCredential credential;
  credential.aaguid = rest.substr(0, kAaguidSize);
  const std::size_t size = byte_at(rest, kAaguidSize) << 8 | byte_at(rest, kAaguidSize + 1);
  rest.remove_prefix(kAaguidSize + 2);
  if (size == 0 || size > kMaxCredentialId) return malformed("a credential id of an unusual length");
  if (rest.size() < size) return malformed("it ends within the credential id");
  credential.credential_id = rest.substr(0, size);
  rest.remove_prefix(size);
  std::size_t used = 0;
  TRY(cbor::decode_front(rest, cbor::Order::kCanonical, used));
  credential.public_key = rest.substr(0, used);
  rest.remove_prefix(used);
  return credential;
}

}  // namespace

Outcome<AuthenticatorData> parse_authenticator_data(std::string_view bytes) {
  if (bytes.size() < kHeadSize) return malformed("too short");
  AuthenticatorData data;
  data.rp_id_hash = bytes.substr(0, kHashSize);
  const unsigned flags = byte_at(bytes, kHashSize);
  data.user_present = (flags & kUp) != 0;
  data.user_verified = (flags & kUv) != 0;
  data.backup_eligible = (flags & kBe) != 0;
  data.backed_up = (flags & kBs) != 0;
  for (std::size_t i = kHashSize + 1; i < kHeadSize; ++i)
    data.sign_count = data.sign_count << 8 | byte_at(bytes, i);

  std::string_view rest = bytes.substr(kHeadSize);
  if ((flags & kAt) != 0) data.attested = TRY(take_attested(rest));
  data.has_extensions = (flags & kEd) != 0;
  if (data.has_extensions) {
    std::size_t used = 0;
    const cbor::Value extensions = TRY(cbor::decode_front(rest, cbor::Order::kCanonical, used));
    if (!extensions.is(cbor::Type::kMap)) return malformed("the extensions are no map");
    rest.remove_prefix(used);
  }
  if (!rest.empty()) return malformed("something stands behind it");
  if (data.backed_up && !data.backup_eligible)
    return Error{Kind::kInconsistentFlags, "backed up without being eligible for it"};
  return data;
}

}  // namespace genauth::webauthn
