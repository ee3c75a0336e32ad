// Signing in at a SAML 2.0 identity provider (saml-core, saml-bindings, saml-profiles §4.1): we send a
// request through the browser, the browser posts the answer.
//
//   redirect the browser to TRY(request_url(sp, idp, request_id, relay_state, now_ms));
//   Person person = TRY(read_response(sp, idp, {request_id, now_ms}, posted));
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace genauth::saml {

// Us.
struct ServiceProvider {
  std::string entity_id, acs_url;
  std::string private_key, certificate;  // PEM; empty: nothing is signed, nothing encrypted is read
  bool sign_requests = false;
  std::string signature_algorithm = "rsa-sha256";  // or rsa-sha384, rsa-sha512
};

struct IdentityProvider {
  std::string entity_id, sign_in_url;
  std::string certificates;  // PEM, several while they change; or one in base64
};

// What belongs to one attempt.
struct Expected {
  std::string request_id;
  std::int64_t now_ms = 0;
  std::int64_t skew_ms = 120'000;  // by how much the two clocks may differ
};

struct Person {
  std::string name_id, name_id_format;
  std::map<std::string, std::vector<std::string>, std::less<>> attributes;  // names in lower case
};

// HTTP-Redirect (saml-bindings §3.4). kSourceAnswerInvalid: our key does not sign.
Result<std::string> request_url(const ServiceProvider& sp, const IdentityProvider& idp,
                                std::string_view request_id, std::string_view relay_state,
                                std::int64_t now_ms);

// The person whom the identity provider vouches for, in answer to this request, to us, now. kSourceRefused
// (arg: the status), kSourceAnswerInvalid (detail: which check).
Result<Person> read_response(const ServiceProvider& sp, const IdentityProvider& idp, const Expected& expected,
                             std::string_view posted_base64);

// For the identity provider (saml-metadata).
std::string metadata(const ServiceProvider& sp);

// The certificates as PEM blocks; empty: there is none that can be read.
std::vector<std::string> pem_blocks(std::string_view certificates);

}  // namespace genauth::saml
