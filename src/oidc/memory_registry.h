// The port of registry.h over maps, for tests. Not thread-safe.
#pragma once
#include <map>
#include <string>

#include "oidc/memory_ports.h"

namespace genauth::oidc {

struct MemoryRegistry final : ClientRegistry {
  explicit MemoryRegistry(MemoryPorts& ports) : memory(ports) {}

  MemoryPorts& memory;
  RegistryPolicy allowed{true, true, {}};
  std::map<std::string, Registered, std::less<>> clients;  // each with the token "reg-token"
  std::map<std::string, Client, std::less<>> documents;    // that were fetched

  Outcome<RegistryPolicy> policy(std::string_view) override { return allowed; }

  Outcome<Registered> create(std::string_view, const ClientMetadata& metadata, std::string_view,
                             const Context&) override {
    Registered made;
    const std::string number = std::to_string(clients.size());
    made.client.id = "client" + number;
    made.client.secret = "secret" + number;
    made.client.token_auth = metadata.auth;
    made.metadata_json = metadata.json;
    clients[made.client.id] = made;
    made.access_token = "reg-token";
    return made;
  }
  Outcome<Registered> find(std::string_view client_id, std::string_view token) override {
    const auto found = clients.find(client_id);
    if (found == clients.end() || token != "reg-token") return Error{Kind::kInvalidToken, "no"};
    return found->second;
  }
  Outcome<Registered> replace(std::string_view client_id, std::string_view, const ClientMetadata& metadata,
                              const Context&) override {
    Registered& known = clients.find(client_id)->second;
    known.metadata_json = metadata.json;
    return known;
  }
  Outcome<void> remove(std::string_view client_id, std::string_view token) override {
    const auto found = find(client_id, token);
    if (!found) return found.error();
    clients.erase(clients.find(client_id));
    return {};
  }

  Outcome<Client> by_document(std::string_view address, std::string_view, bool may_fetch,
                              const Context&) override {
    const auto known = documents.find(address);
    if (known != documents.end()) return known->second;
    if (!may_fetch) return Error{Kind::kInvalidClient, "not read yet"};
    Client client;
    client.id = address;
    client.realm = "pool";
    client.token_auth = AuthMethod::kNone;
    client.always_consent = true;
    return documents[std::string(address)] = client;
  }
};

}  // namespace genauth::oidc
