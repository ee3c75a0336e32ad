// The port of clients that operators have not made: they register themselves (RFC 7591) or publish what they
// are at an address, which is their client_id then. Ports::registry is null where an installation has none.
// Implementations are thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "oidc/client.h"
#include "oidc/client_metadata.h"
#include "oidc/outcome.h"

namespace genauth::oidc {

struct Registered {
  Client client;
  std::string metadata_json;      // as ClientMetadata::json had it
  std::string access_token = {};  // RFC 7592 §3, only when it is made
  std::int64_t issued_at_s = 0;
};

// What the realm of an address allows.
struct RegistryPolicy {
  bool registers = false;                   // RFC 7591, to anybody or to holders of a token
  bool documents = false;                   // client-id metadata documents
  std::vector<std::string> resources = {};  // what such clients may ask tokens for (RFC 8707)
};

// `place` is the application that the address names, or empty: it tells the realm.
class ClientRegistry {
 public:
  virtual ~ClientRegistry() = default;
  virtual Outcome<RegistryPolicy> policy(std::string_view place) = 0;

  // `token`: an initial access token (RFC 7591 §3), or empty. kNotFound where nobody may register;
  // kInvalidToken, kThrottled; kInvalidClientMetadata if its sector_identifier_uri does not name every
  // redirect URI, also of replace().
  virtual Outcome<Registered> create(std::string_view place, const ClientMetadata& metadata,
                                     std::string_view token, const Context& context) = 0;
  // `token`: the one of its registration. kInvalidToken whatever is wrong, also for a client that is gone.
  virtual Outcome<Registered> find(std::string_view client_id, std::string_view token) = 0;
  virtual Outcome<Registered> replace(std::string_view client_id, std::string_view token,
                                      const ClientMetadata& metadata, const Context& context) = 0;
  virtual Outcome<void> remove(std::string_view client_id, std::string_view token) = 0;

  // The client whose metadata stands at this address. Without `may_fetch` only one that was read before.
  // kInvalidClient.
  virtual Outcome<Client> by_document(std::string_view address, std::string_view place, bool may_fetch,
                                      const Context& context) = 0;
};

}  // namespace genauth::oidc
