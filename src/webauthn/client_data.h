// Client data (WebAuthn §5.8.1): what the browser says and the authenticator signs over.
#pragma once
#include <string>
#include <string_view>

#include "webauthn/outcome.h"

namespace genauth::webauthn {

struct ClientData {
  std::string type;       // "webauthn.create", "webauthn.get"
  std::string challenge;  // decoded
  std::string origin;
  std::string top_origin;  // empty if there is none
  bool cross_origin = false;
};

// At most 16 KiB of JSON with a UTF-8 mark allowed in front (§7.1 step 5). kMalformed.
Outcome<ClientData> parse_client_data(std::string_view json);

}  // namespace genauth::webauthn
