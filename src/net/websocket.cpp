#include "net/websocket.h"

#include <openssl/evp.h>

#include "base/encoding.h"

namespace genauth::net {
namespace {

// RFC 6455 §1.3: no secret, only proof that the server speaks the protocol.
constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::size_t kKeyBytes = 16;

// True if a comma-separated header has this word, in any case.
bool lists(std::string_view header, std::string_view word) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(','), header.size());
    if (equal_ignoring_case(trim(header.substr(0, end)), word)) return true;
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return false;
}

std::string accept_value(std::string_view key) {
  const std::string text = std::string(key).append(kGuid);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr);
  return base64(std::string_view(reinterpret_cast<const char*>(digest), size));
}

bool is_key(std::string_view key) {
  const auto bytes = unbase64(key);
  return bytes && bytes->size() == kKeyBytes;
}

}  // namespace

bool asks_for_websocket(const Request& request) {
  return lists(request.header("upgrade").value_or(""), "websocket");
}

Response accept_websocket(const Request& request, std::shared_ptr<WebSocketListener> listener) {
  const std::string_view key = request.header("sec-websocket-key").value_or("");
  if (request.header("sec-websocket-version").value_or("") != "13")
    return {.status = 426, .headers = {{"Sec-WebSocket-Version", "13"}}};
  if (request.method() != "GET" || request.minor_version() == 0 || !asks_for_websocket(request) ||
      !lists(request.header("connection").value_or(""), "upgrade") || !is_key(key))
    return {.status = 400, .body = "not a websocket handshake\n", .close = true};
  Response response{.status = 101};
  response.headers.emplace_back("Sec-WebSocket-Accept", accept_value(key));
  response.websocket = std::move(listener);
  return response;
}

}  // namespace genauth::net
