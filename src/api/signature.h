// The signature of a management request (contract facts, protocols.md §6): what is signed, and how it is
// checked. Pure functions; keys, clocks and nonces belong to the caller.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace genauth::json {
class Document;
}

namespace genauth::api {

// "authing <id>:<base64>" or "GenAuth <id>:<base64>", scheme in any case.
struct SignatureHeader {
  std::string_view key_id, signature;
  bool genauth = false;  // decides which header prefix is signed
};
std::optional<SignatureHeader> parse_signature_header(std::string_view authorization);

struct SignedRequest {
  std::string_view method;
  std::string_view path;  // percent-decoded, as the client's code wrote it
  std::span<const std::pair<std::string_view, std::string_view>> headers;
  std::span<const std::pair<std::string, std::string>> query;  // decoded, in order of arrival
  const json::Document* body = nullptr;
  bool signs_query = false;  // as that of a GET always is
};

// The texts that a client may have signed: one, or two where the client's own rule is ambiguous (a GET whose
// optional parameters were all unset signs "path?" although it sends "path").
std::vector<std::string> strings_to_sign(const SignedRequest& request, bool genauth_prefix);

// kSignatureMismatch unless one of the texts verifies under the secret. Constant-time comparison.
Result<void> verify_signature(const SignedRequest& request, const SignatureHeader& header,
                              std::string_view secret);

}  // namespace genauth::api
