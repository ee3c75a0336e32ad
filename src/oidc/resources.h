// Resource indicators (RFC 8707): what a token is to be for. Thread-safe.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

// The one resource that this server is itself: userinfo of an issuer.
std::string own_resource(std::string_view issuer);

// The values of `resource`, each once: absolute URIs without a fragment, and not too many. kInvalidTarget.
Outcome<std::vector<std::string>> read_resources(const Pairs& parameters);

// kInvalidTarget for one that does not exist or is not for this client.
Outcome<std::vector<Resource>> find_resources(const Client& client, std::string_view issuer,
                                              const std::vector<std::string>& identifiers,
                                              Resources* resources);

// The words of all of them.
std::vector<std::string> scopes_of(const std::vector<Resource>& resources);

// Of these words those that the client has registered (RFC 7591 §2), where it has registered any.
std::string registered_scope(const Client& client, std::string scope);

// What a request for resources amounts to: of the words asked for those that are known, and registered; who
// asks for none gets all that the resources have (RFC 6749 §3.3).
std::string scope_for(const Client& client, std::string_view asked, std::vector<RealmScope> realm,
                      const std::vector<Resource>& resources, bool with_offline_access);

}  // namespace genauth::oidc
