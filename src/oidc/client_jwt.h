// JWTs that clients sign: assertions (RFC 7523) and request objects (RFC 9101). Thread-safe.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "json/value.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::oidc {

// How a JWT has to be signed to be this client's.
struct JwtRules {
  bool by_secret = false, by_keys = false;
  std::string_view alg;  // registered; empty: any that we know
  Kind refusal = Kind::kInvalidRequest;
};

// The claims, an object, of a JWT that the client has signed. `none` and every key that is not registered are
// refused; keys in the header count for nothing.
Outcome<json::Value> open_client_jwt(const Client& client, std::string_view jwt, const JwtRules& rules,
                                     Ports& ports);

// The texts of a claim that is one or an array of them.
std::vector<std::string> texts_of(const json::Value& claims, std::string_view name);

// Whether `exp` and `nbf`, where they are there, allow this moment, give or take a minute.
bool is_timely(const json::Value& claims, std::int64_t now_s);

// `sub` as the JWT says, unproved: for look-up only. Empty if it cannot be read.
std::string claimed_subject(std::string_view jwt);

// RFC 7523 §3, Core §9: by the client about itself, for this server, short-lived, and once. kInvalidClient.
Outcome<void> check_assertion(const Request& request, const Client& client, bool by_secret,
                              std::string_view assertion, Ports& ports);

}  // namespace genauth::oidc
