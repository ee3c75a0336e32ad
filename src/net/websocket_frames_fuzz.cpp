// Any bytes that a caller may send on an open websocket: never a crash, and never a message beyond the limit.
#include <cstdlib>

#include "net/websocket_frames.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace genauth::net;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  WebSocketFrames frames([](std::string_view text) {
    if (text.size() > kWebSocketMessageMax) std::abort();
  });
  frames.send_text("hello");
  // In pieces, as a network brings them: the first byte says how long.
  const std::size_t step = size > 0 ? 1 + data[0] % 64 : 1;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    if (!frames.feed(bytes.substr(at, step))) break;
    (void)frames.take_output();
    if (frames.is_over()) break;
  }
  return 0;
}
