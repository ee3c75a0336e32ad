#include "net/websocket_frames.h"

#include <wslay/wslay.h>

#include <algorithm>

namespace genauth::net {

struct WebSocketFrames::State {
  explicit State(OnText on) : on_text(std::move(on)) {}
  wslay_event_context_ptr context = nullptr;
  OnText on_text;
  std::string_view input;  // during feed()
  std::string output;      // during take_output()
  bool broken = false;
};

namespace {

constexpr std::size_t kOutputMax = 64 * 1024;  // of one write

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

}  // namespace

WebSocketFrames::WebSocketFrames(OnText on_text) : state_(std::make_unique<State>(std::move(on_text))) {
  wslay_event_callbacks callbacks{};
  callbacks.recv_callback = [](wslay_event_context_ptr context, std::uint8_t* into, std::size_t room, int,
                               void* self) -> ssize_t {
    State& state = *static_cast<State*>(self);
    const std::size_t count = std::min(room, state.input.size());
    if (count == 0) {
      wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
      return -1;
    }
    std::copy_n(state.input.begin(), count, into);
    state.input.remove_prefix(count);
    return static_cast<ssize_t>(count);
  };
  callbacks.send_callback = [](wslay_event_context_ptr context, const std::uint8_t* from, std::size_t count,
                               int, void* self) -> ssize_t {
    State& state = *static_cast<State*>(self);
    if (state.output.size() >= kOutputMax) {
      wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
      return -1;
    }
    state.output.append(reinterpret_cast<const char*>(from), count);
    return static_cast<ssize_t>(count);
  };
  callbacks.on_msg_recv_callback = [](wslay_event_context_ptr, const wslay_event_on_msg_recv_arg* message,
                                      void* self) {
    if (message->opcode != WSLAY_TEXT_FRAME) return;
    static_cast<State*>(self)->on_text({reinterpret_cast<const char*>(message->msg), message->msg_length});
  };
  if (wslay_event_context_server_init(&state_->context, &callbacks, state_.get()) != 0) {
    state_->context = nullptr;
    state_->broken = true;
    return;
  }
  wslay_event_config_set_max_recv_msg_length(state_->context, kWebSocketMessageMax);
}

WebSocketFrames::~WebSocketFrames() {
  if (state_->context != nullptr) wslay_event_context_free(state_->context);
}

bool WebSocketFrames::feed(std::string_view bytes) {
  if (state_->broken) return false;
  state_->input = bytes;
  while (!state_->input.empty() && wslay_event_want_read(state_->context) != 0) {
    if (wslay_event_recv(state_->context) != 0) {
      state_->broken = true;
      break;
    }
  }
  state_->input = {};
  return !state_->broken;
}

void WebSocketFrames::send_text(std::string_view text) {
  if (state_->broken) return;
  const wslay_event_msg message{WSLAY_TEXT_FRAME, bytes_of(text), text.size()};
  wslay_event_queue_msg(state_->context, &message);  // after a close it refuses, which is right
}

void WebSocketFrames::send_ping() {
  if (state_->broken) return;
  const wslay_event_msg message{WSLAY_PING, nullptr, 0};
  wslay_event_queue_msg(state_->context, &message);
}

void WebSocketFrames::send_close(CloseCode code, std::string_view reason) {
  if (state_->broken) return;
  constexpr std::size_t kReasonMax = 123;  // §5.5: a control frame holds 125 bytes
  const std::string_view shown = reason.substr(0, kReasonMax);
  wslay_event_queue_close(state_->context, static_cast<std::uint16_t>(code), bytes_of(shown), shown.size());
}

std::string WebSocketFrames::take_output() {
  if (!state_->broken && wslay_event_want_write(state_->context) != 0 &&
      wslay_event_send(state_->context) != 0)
    state_->broken = true;
  return std::exchange(state_->output, {});
}

std::size_t WebSocketFrames::queued_bytes() const {
  return state_->broken ? 0 : wslay_event_get_queued_msg_length(state_->context);
}

bool WebSocketFrames::is_over() const {
  return state_->broken ||
         (wslay_event_want_read(state_->context) == 0 && wslay_event_want_write(state_->context) == 0) ||
         (wslay_event_get_close_sent(state_->context) != 0 &&
          wslay_event_get_close_received(state_->context) != 0 &&
          wslay_event_want_write(state_->context) == 0);
}

}  // namespace genauth::net
