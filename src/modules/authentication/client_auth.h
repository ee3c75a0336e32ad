// Proving the application itself, on the operations that take client credentials, and whose address such a
// call then counts under.
#pragma once
#include <optional>
#include <string>

#include "api/call.h"
#include "modules/applications/applications.h"

namespace genauth::authentication {

// What a call brings of its client: in its body, beside the Basic authorization of the call itself.
struct ClientWords {
  const std::optional<std::string>& id;
  const std::optional<std::string>& secret;
  // The person's address, where a server calls in that person's name. Nothing: the header x-real-ip says it.
  std::string client_ip = {};
};

// The application's own token_auth_method decides which form counts; the others are ignored. With "none"
// nothing is asked, and nothing is proved. kClientAuthFailed otherwise (arg: the method that is demanded).
//
// The one place that decides under whose address the call goes on, with its records, rules and throttles: of
// a client that has proved its secret its word counts (Envelope::client_ip is then the person's), of any
// other nothing but the connection. kBadFormat (field options.clientIp) if that word is no address.
Result<void> authenticate_client(api::Call& call, const applications::Application& application,
                                 const ClientWords& words);

// The same where a client need not prove anything: it is asked only if it offers a secret in its way.
Result<void> recognise_client(api::Call& call, const applications::Application& application,
                              const ClientWords& words);

}  // namespace genauth::authentication
