// Addresses have one canonical text; the resolved client is never anything but an address when the peer is
// one.
#include <cstdlib>

#include "net/address.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace genauth::net;
  static const TrustedProxies kTrusted = *parse_networks("10.0.0.0/8 ::1");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto address = Address::parse(text)) {
    if (Address::parse(address->text()) != address) std::abort();
    if (!Network::parse(address->prefix())->contains(*address)) std::abort();
  }
  (void)parse_networks(text);
  const Client client = resolve_client("10.1.1.1", false, "h", {text, text, text, text}, kTrusted);
  if (!Address::parse(client.address) || (client.scheme != "http" && client.scheme != "https")) std::abort();
  return 0;
}
