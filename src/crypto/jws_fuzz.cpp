// Feeds tokens, headers and JWKs to the readers. What they accept must hold together.
#include <cstdlib>

#include "base/encoding.h"
#include "crypto/flat_json.h"
#include "crypto/jwk.h"
#include "crypto/jws.h"

namespace {
void require(bool ok) {
  if (!ok) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace genauth;
  using namespace genauth::crypto;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  if (const auto jws = parse_jws(text)) {
    // Only one spelling of a token is accepted, so putting it together again gives the same text.
    require(jws->signing_input + "." + base64url(jws->signature) == text);
    require(!verify_hs256(*jws, "fuzzed tokens are not signed with this secret"));
  }
  // The same bytes as a header, which the fuzzer could hardly reach through base64.
  const auto jws = parse_jws(base64url(text) + ".e30.AAAA");
  if (const auto json = FlatJson::parse(text))
    for (const auto& member : json->members())
      require(is_utf8(member.name) && json->find(member.name) == &member);
  else
    require(!jws);

  if (const auto jwk = parse_jwk(text)) {
    const auto again = parse_jwk(to_jwk(jwk->key, jwk->kid));
    require(again.has_value() && thumbprint(again->key) == thumbprint(jwk->key));
  }
  return 0;
}
