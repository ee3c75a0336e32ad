#include "oidc/binding.h"

#include "base/encoding.h"
#include "crypto/digest.h"

namespace genauth::oidc {
namespace {

// No thumbprint has these characters, so that neither kind passes for the other.
constexpr std::string_view kCertificate = "x5t#S256:";

}  // namespace

std::string bound_to_certificate(std::string_view der) {
  return der.empty() ? std::string() : std::string(kCertificate) + base64url(crypto::sha256(der));
}

bool is_of_certificate(std::string_view bound_to) {
  return bound_to.starts_with(kCertificate);
}

std::string confirmation_of(std::string_view bound_to) {
  if (bound_to.empty()) return {};
  if (is_of_certificate(bound_to))
    return R"({"x5t#S256":)" + json_quote(bound_to.substr(kCertificate.size())) + "}";
  return R"({"jkt":)" + json_quote(bound_to) + "}";
}

std::string bound_to_of(std::string_view jkt, std::string_view x5t) {
  if (!jkt.empty() && !x5t.empty()) return {};
  return x5t.empty() ? std::string(jkt) : std::string(kCertificate).append(x5t);
}

std::string_view token_type_of(std::string_view bound_to) {
  return bound_to.empty() || is_of_certificate(bound_to) ? "Bearer" : "DPoP";
}

bool is_bound_as_due(std::string_view bound_to, bool to_key, bool to_certificate) {
  if (to_certificate && !is_of_certificate(bound_to)) return false;
  return !to_key || (!bound_to.empty() && !is_of_certificate(bound_to));
}

}  // namespace genauth::oidc
