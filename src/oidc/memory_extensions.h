// The ports of extensions.h over maps, for tests. Not thread-safe.
#pragma once
#include <map>
#include <set>
#include <string>

#include "oidc/ports.h"

namespace genauth::oidc {

struct MemoryExtensions final : ClientDocuments, Replays, Signer, PushedRequests, DeviceCodes, Exchanges {
  std::map<std::string, std::string, std::less<>> objects;  // of request_uris
  std::string fresh_keys;                                   // a JWKS that is only there when asked anew
  std::set<std::string> seen;
  std::map<std::string, std::pair<std::string, Pairs>, std::less<>> pushes;  // handle -> client, parameters
  DeviceRequest last_device;
  Outcome<Tokens> next_poll = Error{Kind::kAuthorizationPending, "not yet"};
  ExchangeRequest last_exchange;
  std::string last_key;  // Context::bound_to

  void add_to(Ports& ports) {
    ports.documents = this;
    ports.replays = this;
    ports.signer = this;
    ports.pushed = this;
    ports.devices = this;
    ports.exchanges = this;
  }

  Outcome<std::string> keys(const Client& client, bool fresh) override {
    return fresh && !fresh_keys.empty() ? fresh_keys : client.jwks;
  }
  Outcome<std::string> request_object(const Client&, std::string_view uri) override {
    const auto found = objects.find(uri);
    if (found == objects.end()) return Error{Kind::kInvalidRequestUri, "nothing is there"};
    return found->second;
  }

  Outcome<bool> first_use(std::string_view realm, std::string_view space, std::string_view key,
                          std::int64_t) override {
    return seen.insert(std::string(realm) + '\n' + std::string(space) + '\n' + std::string(key)).second;
  }

  // No signature: what was to be signed, and how.
  Outcome<std::string> sign(const Client& client, std::string_view alg, std::string_view typ,
                            std::string_view claims_json) override {
    return client.id + "|" + std::string(alg) + "|" + std::string(typ) + "|" + std::string(claims_json);
  }

  Outcome<std::string> push(const Client& client, const Pairs& parameters, std::int64_t) override {
    const std::string handle = "push" + std::to_string(pushes.size());
    pushes[handle] = {client.id, parameters};
    return handle;
  }
  Outcome<Pairs> find(const Client& client, std::string_view handle) override {
    const auto found = pushes.find(handle);
    if (found == pushes.end() || found->second.first != client.id) {
      return Error{Kind::kInvalidRequestUri, "there is no such request"};
    }
    return found->second.second;
  }

  Outcome<DeviceAnswer> begin(const Client&, const DeviceRequest& request, const Context&) override {
    last_device = request;
    return DeviceAnswer{"dc", "BCDF-GHJK", "https://x/device", "https://x/device?user_code=BCDF-GHJK"};
  }
  Outcome<Tokens> poll(const Client&, std::string_view code, const Context& context) override {
    last_key = context.bound_to;
    if (code != "dc") return Error{Kind::kInvalidGrant, "no such device code"};
    return next_poll;
  }

  Outcome<Tokens> exchange(const Client&, const ExchangeRequest& request, const Context&) override {
    last_exchange = request;
    return Tokens{"exchanged", "", "", request.scope, "", 60};
  }
};

}  // namespace genauth::oidc
