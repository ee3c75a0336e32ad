#include "api/authorization.h"

#include "base/encoding.h"

namespace genauth::api {

// RFC 7617, without the percent-encoding of RFC 6749 §2.3.1: the SDKs do not apply it.
ClientCredentials basic_credentials(std::string_view authorization) {
  ClientCredentials credentials;
  if (authorization.size() < 6 || to_lower_ascii(authorization.substr(0, 6)) != "basic ") return credentials;
  const auto decoded = unbase64(trim(authorization.substr(6)));
  if (!decoded) return credentials;
  const auto colon = decoded->find(':');
  if (colon == std::string::npos) return credentials;
  credentials.source = ClientCredentials::Source::kBasic;
  credentials.id = decoded->substr(0, colon);
  credentials.secret = decoded->substr(colon + 1);
  return credentials;
}

std::string_view bare_token(std::string_view authorization) {
  if (authorization.size() > 7 && to_lower_ascii(authorization.substr(0, 7)) == "bearer ")
    return trim(authorization.substr(7));
  if (is_dpop_scheme(authorization)) return trim(authorization.substr(5));
  return authorization;
}

bool is_dpop_scheme(std::string_view authorization) {
  return authorization.size() > 5 && to_lower_ascii(authorization.substr(0, 5)) == "dpop ";
}

}  // namespace genauth::api
