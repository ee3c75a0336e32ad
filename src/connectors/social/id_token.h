// OpenID providers as a client sees them: their metadata and keys, fetched when needed and remembered, and
// the check of their ID tokens (OpenID Connect Core §3.1.3.7).
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/jwk.h"
#include "json/value.h"
#include "net/http_client.h"

namespace genauth::social {

// OpenID Connect Discovery §3, the part that we use.
struct Metadata {
  std::string issuer, authorization_endpoint, token_endpoint, user_info_endpoint, jwks_uri;
  std::vector<std::string> token_auth_methods;
  bool names_issuer = false;  // authorization_response_iss_parameter_supported, RFC 9207 §3
};

// What an ID token must say.
struct Expected {
  std::string_view issuer, client_id;
  std::string_view nonce;         // empty: there was none (a mobile app's code)
  std::string_view access_token;  // for at_hash, if the token carries one
};

// Thread-safe. Keys are fetched anew when a token names one that is not known, at most once in ten seconds
// for each address, so that rotation needs no waiting and a flood of made-up names costs nothing.
class IssuerCache {
 public:
  IssuerCache(const net::HttpClient& http, const Clock& clock) : http_(http), clock_(clock) {}

  // Remembered for an hour. kSourceAnswerInvalid if the document names another issuer.
  Result<Metadata> discover(std::string_view issuer);
  // The claims. kSourceAnswerInvalid with the reason as detail.
  Result<json::Value> verify(std::string_view id_token, std::string_view jwks_uri, const Expected& expected);

 private:
  struct Keys {
    std::vector<crypto::Jwk> keys;
    std::int64_t fetched_at = 0;
  };
  struct Known {
    Metadata metadata;
    std::int64_t fetched_at = 0;
  };
  Result<crypto::Jwk> key(std::string_view jwks_uri, std::string_view kid);
  Result<std::string> fetch(std::string_view url);

  const net::HttpClient& http_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Keys, std::less<>> keys_;
  std::map<std::string, Known, std::less<>> metadata_;
};

// The claims that say who is meant, by whom, for whom and when; the signature was checked before.
Result<void> check_claims(const json::Value& claims, const Expected& expected, std::string_view algorithm,
                          std::int64_t now_ms);

}  // namespace genauth::social
