// Feeds bytes to the CBOR decoder, and what it accepts as a key to the COSE reader.
#include <cstdint>
#include <cstdlib>

#include "webauthn/cbor.h"
#include "webauthn/cose.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace genauth::webauthn;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto canonical = cbor::decode(bytes, cbor::Order::kCanonical);
  const auto any = cbor::decode(bytes, cbor::Order::kAny);
  // The stricter reading accepts less, and never something else.
  if (canonical && (!any || any->type != canonical->type)) std::abort();
  std::size_t used = 0;
  if (const auto front = cbor::decode_front(bytes, cbor::Order::kAny, used);
      front && (used == 0 || used > size))
    std::abort();
  if (parse_cose_key(bytes) && !canonical) std::abort();
  return 0;
}
