// The client that a call names, at the address where it was called. Thread-safe.
#pragma once
#include <cstdint>
#include <string_view>

#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

// Whether a client that is known by its address alone may be looked up there.
enum class Fetch : std::uint8_t { kNever, kIfNeeded };

// Whether it is the address of a client-id metadata document (draft-ietf-oauth-client-id-metadata-document
// §3): https, with a path, and nothing in it that two readers could take for different places.
bool is_document_id(std::string_view id);

// kInvalidClient if there is none, or if the address names another application or is another realm's. Clients
// that nobody vouches for have no address of their own: they are served at those of every application of
// their realm.
Outcome<Client> find_client(const Request& request, std::string_view id, Ports& ports,
                            Fetch fetch = Fetch::kNever);

}  // namespace genauth::oidc
