// What the pipeline needs to know of the product: which application a call is for, and whose credential it
// carries. src/app implements it over the modules, so that src/api knows no noun.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "api/call.h"
#include "base/result.h"

namespace genauth::api {

// The application that a call is for, and its pool.
struct Place {
  std::string pool_id, app_id;
  std::shared_ptr<const void> application = {};  // what was read of it, for Call::application
};

// The secret half of an access key.
struct KeySecret {
  std::string pool_id, secret;
  std::string permissions = {};  // permission.h
};

struct ManagementCaller {
  std::string pool_id, access_key_id;
  std::int64_t expires_at = 0;   // the token's end, epoch ms
  std::string permissions = {};  // of the key, as they are now
};

// A nonce that a request with a right signature brought.
struct NonceUse {
  std::string_view pool_id, access_key_id, nonce;
  std::int64_t dated_ms, expires_at;  // on the real clock
};

// What came along with a user's token: its scheme, the proof of its key (RFC 9449 §7), and the certificate of
// the connection, in DER (RFC 8705 §3).
struct TokenProof {
  bool is_dpop = false;
  std::string_view header, certificate, method;
  std::string address;  // of the call, without query
};

// Thread-safe. Answers are true now, not a while ago: revocation, suspension and deletion act on the next
// call.
class Directory {
 public:
  virtual ~Directory() = default;

  // kAppNotFound, kAppDisabled.
  virtual Result<Place> by_app(std::string_view app_id) = 0;
  // By host name without port. An empty app_id: the host names no application, which is no error.
  virtual Result<Place> by_host(std::string_view host) = 0;
  // The application that an unproved token names, for look-up only; empty if it names none.
  virtual std::string app_of_token(std::string_view token) = 0;

  // Proves a user's access token for this place; one that is bound to a key counts only with its proof, or
  // with its certificate. kTokenInvalid, kTokenExpired, kTokenOfOtherApp, kUserDisabled.
  virtual Result<Caller> user(const Place& place, std::string_view token, const TokenProof& proof,
                              std::int64_t now_ms) = 0;
  // Proves who is signed in in the browser that sends these cookies to base_url, at this application.
  // kNotSignedIn, kTokenInvalid, kUserDisabled.
  virtual Result<Caller> browser(const Place& place, std::string_view cookies, std::string_view base_url,
                                 std::int64_t now_ms) = 0;
  // kAccessKeyInvalid if there is none or it is disabled.
  virtual Result<KeySecret> access_key(std::string_view access_key_id) = 0;
  // `certificate` of the caller's connection, in DER: a token that is bound to one counts with that alone.
  // kTokenInvalid, kTokenExpired, kAccessKeyInvalid.
  virtual Result<ManagementCaller> management_token(std::string_view token, std::string_view certificate,
                                                    std::int64_t now_ms) = 0;
  // False if this key has used the nonce before, on any process, or if nobody can know: the request is dated
  // before nonces were lost.
  virtual Result<bool> claim_nonce(const NonceUse& use) = 0;
  // Whether a browser page of this origin may call the application (or, with an empty app_id, any
  // application).
  virtual Result<bool> allows_origin(std::string_view app_id, std::string_view origin) = 0;
};

}  // namespace genauth::api
