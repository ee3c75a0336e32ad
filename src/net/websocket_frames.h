// Frames of one websocket without sockets: bytes in, messages and bytes out. The connection feeds it, the
// fuzzer too. libwslay knows the grammar; only this file's source sees it.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/websocket.h"

namespace genauth::net {

// Not thread-safe.
class WebSocketFrames {
 public:
  using OnText = std::function<void(std::string_view)>;
  explicit WebSocketFrames(OnText on_text);
  ~WebSocketFrames();
  WebSocketFrames(const WebSocketFrames&) = delete;
  WebSocketFrames& operator=(const WebSocketFrames&) = delete;

  // False when the connection is to end at once: nothing more can be read from it or said to it.
  bool feed(std::string_view bytes);
  void send_text(std::string_view text);
  void send_ping();
  void send_close(CloseCode code, std::string_view reason);

  // What is to be written next; empty: nothing. The caller writes all of it before it asks again.
  std::string take_output();
  std::size_t queued_bytes() const;
  // Both sides have said goodbye and everything is written, or the grammar was broken.
  bool is_over() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace genauth::net
