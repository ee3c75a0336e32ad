// What the tests of the endpoints share: one application of each kind, requests in a line, answers as text.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "base/encoding.h"
#include "oidc/endpoints.h"
#include "oidc/memory_ports.h"

namespace genauth::oidc::testing {

struct World {
  MemoryPorts memory;
  Ports ports = memory.ports();

  World() {
    const auto add = [&](const char* id, AuthMethod method) {
      memory.known_clients[id] = {id, "pool", std::string(id) + "-secret", method, method, method, true};
    };
    add("post", AuthMethod::kPost);
    add("basic", AuthMethod::kBasic);
    add("public", AuthMethod::kNone);
    memory.passwords["ann"] = "pw";
    memory.machine_keys["ak"] = "sk";
    memory.person.sub = "u1";
    memory.person.name = "Ann";
    memory.person.email = "ann@example.com";
  }
};

// `pairs`, with these in place of or beside them.
inline Pairs with(Pairs pairs, const Pairs& changes) {
  for (const auto& [name, value] : changes) {
    const auto found = std::ranges::find(pairs, name, &Pairs::value_type::first);
    if (found == pairs.end()) {
      pairs.emplace_back(name, value);
    } else {
      found->second = value;
    }
  }
  return pairs;
}

inline Request post(Pairs form, std::string_view authorization = {}) {
  Request request;
  request.method = "POST";
  request.authorization = authorization;
  request.form = std::move(form);
  request.issuer = "https://demo.example.com/oidc";
  return request;
}

inline std::string basic(std::string_view id, std::string_view secret) {
  return "Basic " + base64(std::string(id) + ":" + std::string(secret));
}

inline std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

inline bool says(const Response& response, std::string_view part) {
  return response.body.find(part) != std::string::npos;
}

inline bool is_error(const Response& response, int status, std::string_view code) {
  INFO(response.body);
  return response.status == status && says(response, "{\"error\":\"" + std::string(code) + "\",") &&
         header(response, "Cache-Control") == "no-store";
}

}  // namespace genauth::oidc::testing
