// Any bytes as a signed request: the authorization header, method, path and headers, one a line up to an
// empty one, then a query (GET) or a JSON body. What a client signs must verify, whatever stands in it, and
// nothing else may.
#include <cstdlib>

#include "api/signature.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "json/document.h"
#include "net/form.h"

using namespace genauth;

namespace {

constexpr std::string_view kSecret = "secret of the fuzzed key";

void require(bool holds) {
  if (!holds) std::abort();
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

void check_header(std::string_view authorization) {
  const auto header = api::parse_signature_header(authorization);
  if (!header) return;
  require(!header->key_id.empty() && header->key_id.find(':') == std::string_view::npos);
  // Written down in its plain form it reads the same.
  std::string plain(header->genauth ? "GenAuth " : "authing ");
  plain.append(header->key_id).append(":").append(header->signature);
  const auto again = api::parse_signature_header(plain);
  require(again && again->key_id == header->key_id && again->signature == header->signature &&
          again->genauth == header->genauth);
}

void check_request(api::SignedRequest request, bool genauth_prefix) {
  const auto texts = api::strings_to_sign(request, genauth_prefix);
  require(texts.size() == 1 || texts.size() == 2);
  for (const std::string& text : texts) {
    require(text.starts_with(std::string(request.method) + "\n"));
    require(text.find(request.path) != std::string::npos);
    const std::string signature = base64(crypto::hmac_sha1(kSecret, text));
    require(api::verify_signature(request, {"key", signature, genauth_prefix}, kSecret).has_value());
    require(!api::verify_signature(request, {"key", signature, genauth_prefix}, "another secret"));
  }
  // What a proxy adds on the way is not signed.
  std::vector<std::pair<std::string_view, std::string_view>> more(request.headers.begin(),
                                                                  request.headers.end());
  more.emplace_back("X-Forwarded-For", "192.0.2.1");
  request.headers = more;
  require(api::strings_to_sign(request, genauth_prefix) == texts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view authorization = take_line(rest);
  check_header(authorization);

  api::SignedRequest request;
  request.method = take_line(rest);
  request.path = take_line(rest);
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  for (std::string_view line = take_line(rest); !line.empty(); line = take_line(rest)) {
    const std::size_t colon = std::min(line.find(':'), line.size());
    headers.emplace_back(line.substr(0, colon), line.substr(std::min(colon + 1, line.size())));
  }
  request.headers = headers;

  net::Form query;
  auto body = json::Document::parse(rest);
  if (request.method == "GET") {
    auto form = net::parse_form(rest);
    if (!form) return 0;
    query = *std::move(form);
    request.query = query;
  } else if (body) {
    request.body = &*body;
  }
  for (const bool genauth_prefix : {false, true}) check_request(request, genauth_prefix);
  if (const auto header = api::parse_signature_header(authorization))
    require(!api::verify_signature(request, *header, kSecret));  // nobody told the fuzzer the secret
  return 0;
}
