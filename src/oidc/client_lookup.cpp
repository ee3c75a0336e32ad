#include "oidc/client_lookup.h"

#include <algorithm>

#include "base/encoding.h"
#include "oidc/addresses.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kHttps = "https://";

Outcome<bool> is_served_here(const Request& request, const Client& client, Ports& ports) {
  if (!request.realm.empty() && request.realm != client.realm) return false;
  if (request.client_id.empty() || request.client_id == client.id) return true;
  if (!client.is_stranger()) return false;
  const Outcome<Client> place = ports.clients.find(request.client_id);
  if (place) return place->realm == client.realm;
  if (place.error().kind != Kind::kInvalidClient) return place.error();
  return false;
}

}  // namespace

bool is_document_id(std::string_view id) {
  if (!id.starts_with(kHttps) || !is_sound_redirect(id)) return false;
  const std::string_view rest = id.substr(kHttps.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == rest.size()) return false;
  if (rest.substr(0, slash).find_first_of("@?") != std::string_view::npos) return false;
  std::string_view path = rest.substr(slash);
  path = path.substr(0, path.find('?'));
  const auto decoded = percent_decode(path, false);
  if (!decoded) return false;
  std::string_view left = *decoded;
  while (!left.empty()) {  // §3: no dot segments, however they are written
    left.remove_prefix(1);
    const std::string_view segment = left.substr(0, left.find('/'));
    if (segment == "." || segment == "..") return false;
    left.remove_prefix(segment.size());
  }
  return true;
}

Outcome<Client> find_client(const Request& request, std::string_view id, Ports& ports, Fetch fetch) {
  const Error elsewhere{Kind::kInvalidClient, "client_id is not the application of this address"};
  // Cheaper than a look-up, and nothing is learned of other applications.
  if (is_document_id(id)) {
    if (!ports.registry) return Error{Kind::kInvalidClient, "there is no such application"};
    return ports.registry->by_document(id, request.client_id, fetch == Fetch::kIfNeeded,
                                       {request.issuer, request.client_ip, request.user_agent});
  }
  Client client = TRY(ports.clients.find(id));
  if (!TRY(is_served_here(request, client, ports))) return elsewhere;
  return client;
}

}  // namespace genauth::oidc
