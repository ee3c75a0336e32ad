// Who asks for passkeys: the host that they belong to (rp.id) and the pages that may use them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "modules/applications/applications.h"

namespace genauth::api {
class Call;
}

namespace genauth::passkeys {

struct RelyingParty {
  std::string id, name;
  std::vector<std::string> origins;  // exactly these
};

// The application's host, unless its settings name another one: a parent domain, or a host that shares its
// passkeys through /.well-known/webauthn. Pages are those of the host itself, of allowed_origins and of
// passkey_origins.
RelyingParty relying_party_of(const api::Call& call, const applications::Application& application);

// The pages from which an answer may come: the one that asks, or all where no browser asks. kPasskeyOrigin if
// the page is none of them.
Result<std::vector<std::string>> pages_of(const api::Call& call, const RelyingParty& party);

// The rp.id alone, where there is no call of the application: `url` is one by which it is called.
std::string rp_id_of(const applications::Application& application, std::string_view url);

// What /.well-known/webauthn answers (Web Authentication Level 3, §5.11.1).
std::string related_origins_json(const applications::Application& application);

}  // namespace genauth::passkeys
