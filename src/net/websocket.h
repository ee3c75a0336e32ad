// Websockets from the server's side (RFC 6455): a request that asks for one is answered by
// accept_websocket(), and from then on the connection carries frames instead of requests. Text only, both
// ways.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "net/http_message.h"

namespace genauth::net {

// Why a websocket ended or is to end (RFC 6455 §7.4.1).
enum class CloseCode : std::uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,  // the server stops
  kPolicy = 1008,     // what let the caller in has ended
  kTooBig = 1009,
  kTryAgainLater = 1013,  // the caller reads too slowly
};

// One open websocket as its owner sees it. Thread-safe, and harmless when the caller has gone.
class WebSocket {
 public:
  virtual ~WebSocket() = default;
  // Queues a text frame. A caller who leaves more than kWebSocketQueueMax bytes unread is closed with
  // kTryAgainLater, so that memory stays bounded.
  virtual void send(std::shared_ptr<const std::string> text) = 0;
  virtual void close(CloseCode code, std::string reason) = 0;
  // About how many bytes the caller has not taken yet.
  virtual std::size_t backlog() const = 0;
};

inline constexpr std::size_t kWebSocketQueueMax = 256 * 1024;
inline constexpr std::size_t kWebSocketMessageMax = 4 * 1024;  // from the caller; beyond: kTooBig
inline constexpr std::int64_t kWebSocketPingMs =
    30'000;  // pinged when silent this long, dropped after twice that

// Who hears of a websocket: called on its event loop, one at a time; must not block.
class WebSocketListener {
 public:
  virtual ~WebSocketListener() = default;
  virtual void opened(std::shared_ptr<WebSocket> socket) = 0;
  virtual void received(std::string_view) {}  // a text message, valid UTF-8
  virtual void closed() = 0;                  // once, after opened()
};

bool asks_for_websocket(const Request& request);

// 101 with the key's answer; 426 for another version of the protocol, 400 for a handshake that is none
// (§4.2.1).
Response accept_websocket(const Request& request, std::shared_ptr<WebSocketListener> listener);

}  // namespace genauth::net
