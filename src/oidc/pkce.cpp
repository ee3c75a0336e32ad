#include "oidc/pkce.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/digest.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kMinBytes = 43, kMaxBytes = 128;  // §4.1, §4.2
constexpr std::size_t kS256Bytes = 43;                  // base64url of a SHA-256
constexpr std::size_t kSha256Bytes = 32;

bool is_unreserved(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
  });
}

bool is_code(std::string_view text) {
  return text.size() >= kMinBytes && text.size() <= kMaxBytes && is_unreserved(text);
}

bool is_sha256(std::string_view text) {
  const auto bytes = text.size() == kS256Bytes ? unbase64url(text) : std::nullopt;
  return bytes && bytes->size() == kSha256Bytes;
}

Error refused(std::string why) {
  return {Kind::kInvalidRequest, std::move(why)};
}

}  // namespace

Outcome<std::string> challenge_method(const Client& client, std::string_view challenge,
                                      std::string_view method) {
  if (challenge.empty()) {
    if (!method.empty()) return refused("code_challenge_method is given without a code_challenge");
    if (client.is_public())
      return refused("code_challenge is missing: applications without a secret must use PKCE");
    return std::string();
  }
  if (!is_code(challenge)) return refused("code_challenge must be 43 to 128 unreserved characters");
  if (method == "S256") {
    if (!is_sha256(challenge)) return refused("code_challenge is not the base64url of a SHA-256");
    return std::string("S256");
  }
  if (!method.empty() && method != "plain") return refused("code_challenge_method must be S256");
  if (!client.allow_plain_pkce) {
    return refused("code_challenge_method plain, which is also meant by none, is not enabled: use S256");
  }
  return std::string("plain");
}

bool answers_challenge(std::string_view verifier, std::string_view challenge, std::string_view method) {
  if (!is_code(verifier)) return false;
  if (method == "S256") return crypto::equal_constant_time(base64url(crypto::sha256(verifier)), challenge);
  return method == "plain" && crypto::equal_constant_time(verifier, challenge);
}

}  // namespace genauth::oidc
