// Feeds attestation objects through the whole check of their statement.
#include <cstdint>

#include "crypto/digest.h"
#include "webauthn/attestation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace genauth;
  using namespace genauth::webauthn;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto object = parse_attestation_object(bytes);
  if (!object) return 0;
  const auto authenticator = parse_authenticator_data(object->authenticator_data);
  if (!authenticator || !authenticator->attested) return 0;
  const auto key = parse_cose_key(authenticator->attested->public_key);
  if (!key) return 0;
  const std::string hash = crypto::sha256("fuzzed");
  const auto attestation =
      verify_statement(*object, {*authenticator, *key, object->authenticator_data, hash});
  if (attestation && !attestation->path.empty()) (void)crypto::check_chain(attestation->path, {}, 0);
  return 0;
}
