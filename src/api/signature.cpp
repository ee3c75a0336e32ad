#include "api/signature.h"

#include <algorithm>
#include <map>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "json/document.h"

namespace genauth::api {
namespace {

// Control white space becomes blanks, then the ends are trimmed: what the clients do to each header value.
std::string header_value(std::string_view raw) {
  std::string value(raw);
  for (char& c : value)
    if (c == '\t' || c == '\n' || c == '\r' || c == '\f') c = ' ';
  return std::string(trim(value));
}

std::string signed_headers(const SignedRequest& request, std::string_view prefix) {
  std::map<std::string, std::string> lines;  // sorted by name
  for (const auto& [name, value] : request.headers) {
    std::string lower = to_lower_ascii(name);
    if (lower == "date" || lower.starts_with(prefix)) lines[std::move(lower)] = header_value(value);
  }
  std::string text;
  for (const auto& [name, value] : lines) text.append(name).append(":").append(value).append("\n");
  return text;
}

// A GET array was given to the signing code as an array, and travels as k[]=a&k[]=b.
std::map<std::string, std::string> query_values(std::span<const std::pair<std::string, std::string>> query) {
  std::map<std::string, std::string> values;
  for (const auto& [key, value] : query) {
    if (!key.ends_with("[]")) {
      values[key] = value;
      continue;
    }
    std::string& list = values[key.substr(0, key.size() - 2)];
    if (list.empty()) {
      list = "[" + json_quote(value) + "]";
    } else {
      list.insert(list.size() - 1, "," + json_quote(value));
    }
  }
  return values;
}

std::map<std::string, std::string> body_values(const json::Document* body) {
  std::map<std::string, std::string> values;
  if (body == nullptr) return values;
  for (const auto& member : body->members()) {
    const bool is_string = member.kind == json::ValueKind::kString;
    values[member.key] = is_string ? member.text : std::string(member.raw);
  }
  return values;
}

}  // namespace

std::optional<SignatureHeader> parse_signature_header(std::string_view authorization) {
  const auto blank = authorization.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const std::string scheme = to_lower_ascii(authorization.substr(0, blank));
  if (scheme != "authing" && scheme != "genauth") return std::nullopt;
  const std::string_view rest = trim(authorization.substr(blank));
  const auto colon = rest.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  return SignatureHeader{rest.substr(0, colon), rest.substr(colon + 1), scheme == "genauth"};
}

std::vector<std::string> strings_to_sign(const SignedRequest& request, bool genauth_prefix) {
  const bool is_of_query = request.method == "GET" || request.signs_query;
  const auto values = is_of_query ? query_values(request.query) : body_values(request.body);
  std::string text(request.method);
  text.append("\n")
      .append(signed_headers(request, genauth_prefix ? "x-genauth-" : "x-authing-"))
      .append(request.path);
  std::vector<std::string> texts;
  if (values.empty()) {
    texts.push_back(text);
    texts.push_back(text + "?");
    return texts;
  }
  char separator = '?';
  for (const auto& [key, value] : values) {
    text.append(1, separator).append(key).append("=").append(value);
    separator = '&';
  }
  texts.push_back(std::move(text));
  return texts;
}

Result<void> verify_signature(const SignedRequest& request, const SignatureHeader& header,
                              std::string_view secret) {
  const auto given = unbase64(header.signature);
  if (!given) return Error(errors::kSignatureMismatch, "signature is not base64");
  bool matches = false;
  for (const std::string& text : strings_to_sign(request, header.genauth))
    matches |= crypto::equal_constant_time(crypto::hmac_sha1(secret, text), *given);
  if (!matches) return Error(errors::kSignatureMismatch, "no form of the request verifies");
  return {};
}

}  // namespace genauth::api
