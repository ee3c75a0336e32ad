// Feeds bytes to the reader of authenticator data. What it accepts must hold together.
#include <cstdint>
#include <cstdlib>

#include "webauthn/authenticator_data.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace genauth::webauthn;
  const auto data = parse_authenticator_data({reinterpret_cast<const char*>(bytes), size});
  if (!data) return 0;
  if (data->rp_id_hash.size() != 32 || (data->backed_up && !data->backup_eligible)) std::abort();
  if (data->attested && (data->attested->aaguid.size() != 16 || data->attested->credential_id.empty() ||
                         data->attested->public_key.empty()))
    std::abort();
  return 0;
}
