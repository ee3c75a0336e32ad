#include "net/websocket.h"

#include <doctest/doctest.h>

#include <vector>

#include "net/websocket_frames.h"

namespace genauth::net {
namespace {

// A frame as a client sends it, masked (RFC 6455 §5.3).
std::string frame(int opcode, std::string_view payload, bool last = true) {
  constexpr unsigned char kMask[] = {1, 2, 3, 4};
  std::string out;
  out += static_cast<char>((last ? 0x80 : 0) | opcode);
  if (payload.size() < 126) {
    out += static_cast<char>(0x80 | payload.size());
  } else {
    out += static_cast<char>(0xfe);
    out += static_cast<char>(payload.size() >> 8);
    out += static_cast<char>(payload.size() & 0xff);
  }
  out.append(reinterpret_cast<const char*>(kMask), 4);
  for (std::size_t i = 0; i < payload.size(); ++i) out += static_cast<char>(payload[i] ^ kMask[i % 4]);
  return out;
}

struct Heard {
  std::vector<std::string> texts;
  WebSocketFrames frames{[this](std::string_view text) { texts.emplace_back(text); }};
};

}  // namespace

TEST_CASE("reads text, whole, in parts and in single bytes") {
  Heard heard;
  const std::string bytes = frame(1, "hello") + frame(1, "ab", false) + frame(0, "cd");
  for (const char byte : bytes) REQUIRE(heard.frames.feed({&byte, 1}));
  CHECK(heard.texts == std::vector<std::string>{"hello", "abcd"});
  CHECK_FALSE(heard.frames.is_over());
}

TEST_CASE("answers a ping with a pong, and a goodbye with a goodbye") {
  Heard heard;
  REQUIRE(heard.frames.feed(frame(9, "now")));
  CHECK(heard.frames.take_output() == std::string("\x8a\x03") + "now");
  REQUIRE(heard.frames.feed(frame(8, std::string("\x03\xe8", 2))));
  CHECK(heard.frames.take_output() == std::string("\x88\x02\x03\xe8", 4));
  CHECK(heard.frames.is_over());
}

TEST_CASE("writes text unmasked, and nothing behind a goodbye") {
  Heard heard;
  heard.frames.send_text("hi");
  CHECK(heard.frames.take_output() == "\x81\x02hi");
  heard.frames.send_close(CloseCode::kPolicy, "over");
  heard.frames.send_text("never");
  CHECK(heard.frames.take_output() == "\x88\x06\x03\xf0over");
  CHECK(heard.frames.take_output().empty());
}

TEST_CASE("closes what is too long, unmasked or no UTF-8") {
  const std::string bad[] = {frame(1, std::string(kWebSocketMessageMax + 1, 'a')), "\x81\x02hi",
                             frame(1, "\xff\xfe"), frame(3, "unknown opcode")};
  for (const std::string& bytes : bad) {
    Heard heard;
    const bool alive = heard.frames.feed(bytes);
    const std::string said = heard.frames.take_output();
    CHECK((!alive || said.substr(0, 1) == "\x88"));
    CHECK(heard.texts.empty());
  }
  Heard fits;
  CHECK(fits.frames.feed(frame(1, std::string(kWebSocketMessageMax, 'a'))));
  CHECK(fits.texts.size() == 1);
}

}  // namespace genauth::net
