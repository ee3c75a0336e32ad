// A connection that has become a websocket: reads when there is something to read, writes what the frames
// have queued. An idle one holds no buffer, since there may be tens of thousands of them.
#include <array>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "net/connection.h"
#include "net/websocket_frames.h"

namespace genauth::net {

using boost::system::error_code;

namespace {
constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kTlsReadBytes = 2 * 1024;
}  // namespace

struct Connection::SocketState {
  SocketState(std::shared_ptr<WebSocketListener> with, WebSocketFrames::OnText on_text)
      : listener(std::move(with)), frames(std::move(on_text)) {}
  std::shared_ptr<WebSocketListener> listener;
  WebSocketFrames frames;
  std::string writing;     // on its way
  std::string tls_buffer;  // TLS reads into it; plain sockets share one per thread
  std::shared_ptr<std::atomic<std::size_t>> backlog = std::make_shared<std::atomic<std::size_t>>(0);
  bool is_writing = false, is_reading = false, pinged = false, ending = false;

  void note_backlog() { backlog->store(frames.queued_bytes() + writing.size(), std::memory_order_relaxed); }
};

// The owner's handle. It knows the connection weakly, and touches it on the loop's thread only.
class ServerWebSocket final : public WebSocket, public std::enable_shared_from_this<ServerWebSocket> {
 public:
  ServerWebSocket(std::shared_ptr<Loop> loop, std::weak_ptr<Connection> connection,
                  std::shared_ptr<std::atomic<std::size_t>> backlog)
      : loop_(std::move(loop)), connection_(std::move(connection)), backlog_(std::move(backlog)) {}
  std::size_t backlog() const override { return backlog_->load(std::memory_order_relaxed); }

  void send(std::shared_ptr<const std::string> text) override {
    backlog_->fetch_add(text->size(), std::memory_order_relaxed);
    on_loop([text = std::move(text)](Connection& connection) { connection.socket_send(*text); });
  }
  void close(CloseCode code, std::string reason) override {
    on_loop(
        [code, reason = std::move(reason)](Connection& connection) { connection.socket_end(code, reason); });
  }

 private:
  // Always posted, never called at once: an owner may hold locks that the listener wants.
  template <class Work>
  void on_loop(Work work) {
    loop_->post([weak = connection_, work = std::move(work)] {
      if (const auto connection = weak.lock()) work(*connection);
    });
  }
  std::shared_ptr<Loop> loop_;
  std::weak_ptr<Connection> connection_;
  std::shared_ptr<std::atomic<std::size_t>> backlog_;
};

void Connection::become_socket(std::shared_ptr<WebSocketListener> listener) {
  if (!reader_.is_between_requests())
    return close();  // frames before the handshake's answer: nobody's client
  phase_ = Phase::kSocket;
  out_ = {};
  websocket_ = std::make_shared<SocketState>(listener,
                                             [listener](std::string_view text) { listener->received(text); });
  if (tls_) websocket_->tls_buffer.resize(kTlsReadBytes);
  loop_.wheel().arm(*this, loop_.deadline_ms(kWebSocketPingMs));
  listener->opened(
      std::make_shared<ServerWebSocket>(loop_.shared_from_this(), weak_from_this(), websocket_->backlog));
  if (loop_.is_draining()) socket_end(CloseCode::kGoingAway, "the server stops");
  if (phase_ == Phase::kSocket) socket_read();
}

// Not while the caller leaves our output unread: every frame may ask for an answer, and the answers to a
// flood of pings would pile up without end. Whoever reads nothing for two ping intervals is dropped by
// socket_deadline().
void Connection::socket_read() {
  if (websocket_->is_writing || websocket_->is_reading) return;
  websocket_->is_reading = true;
  if (tls_) {
    tls_->async_read_some(asio::buffer(websocket_->tls_buffer),
                          [self = shared_from_this()](const error_code& error, std::size_t count) {
                            self->socket_received(error, count);
                          });
  } else {
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](const error_code& error) {
      if (self->phase_ != Phase::kSocket) return;
      if (error) return self->close();
      self->socket_drain_input();
    });
  }
}

void Connection::socket_received(const error_code& error, std::size_t count) {
  if (phase_ != Phase::kSocket) return;
  websocket_->is_reading = false;
  if (error) return close();
  websocket_->pinged = false;
  const bool alive = websocket_->frames.feed(std::string_view(websocket_->tls_buffer).substr(0, count));
  if (phase_ != Phase::kSocket) return;
  socket_flush();
  if (!alive || phase_ != Phase::kSocket) return close();
  socket_read();
}

void Connection::socket_drain_input() {
  websocket_->is_reading = false;
  thread_local std::array<char, kReadBytes> shared;
  error_code error;
  const std::size_t count = socket_.read_some(asio::buffer(shared), error);
  if (error == asio::error::would_block) return socket_read();
  if (error) return close();
  websocket_->pinged = false;
  const bool alive = websocket_->frames.feed({shared.data(), count});
  if (phase_ != Phase::kSocket) return;
  socket_flush();
  if (phase_ != Phase::kSocket) return;
  if (!alive) return close();
  socket_read();
}

void Connection::socket_send(std::string_view text) {
  if (phase_ != Phase::kSocket || websocket_->ending) return;
  if (websocket_->frames.queued_bytes() + websocket_->writing.size() + text.size() > kWebSocketQueueMax)
    return socket_end(CloseCode::kTryAgainLater, "too slow");
  websocket_->frames.send_text(text);
  socket_flush();
}

void Connection::socket_end(CloseCode code, std::string_view reason) {
  if (phase_ != Phase::kSocket || websocket_->ending) return;
  websocket_->ending = true;
  websocket_->frames.send_close(code, reason);
  // The caller has as long as for reading a refusal to say goodbye too.
  loop_.wheel().arm(*this, loop_.deadline_ms(loop_.core().options.limits.linger_timeout_ms));
  socket_flush();
}

void Connection::socket_flush() {
  if (phase_ != Phase::kSocket || websocket_->is_writing) return;
  websocket_->writing = websocket_->frames.take_output();
  websocket_->note_backlog();
  if (websocket_->writing.empty()) {
    if (websocket_->frames.is_over()) close();
    return;
  }
  std::size_t written = 0;
  if (!tls_) {
    error_code error;
    written = socket_.write_some(asio::buffer(websocket_->writing), error);
    if (error && error != asio::error::would_block) return close();
    if (written == websocket_->writing.size()) {
      websocket_->writing = {};
      return socket_flush();
    }
  }
  websocket_->is_writing = true;
  const auto rest = asio::buffer(websocket_->writing.data() + written, websocket_->writing.size() - written);
  auto done = [self = shared_from_this()](const error_code& error, std::size_t) {
    self->socket_written(error);
  };
  if (tls_) {
    asio::async_write(*tls_, rest, std::move(done));
  } else {
    asio::async_write(socket_, rest, std::move(done));
  }
}

void Connection::socket_written(const error_code& error) {
  if (phase_ != Phase::kSocket) return;
  if (error) return close();
  websocket_->is_writing = false;
  websocket_->writing = {};
  socket_flush();
  if (phase_ == Phase::kSocket) socket_read();
}

// Silence: first a ping, then the end (RFC 6455 §5.5.2).
void Connection::socket_deadline() {
  if (websocket_->ending || websocket_->pinged) return close();
  websocket_->pinged = true;
  loop_.wheel().arm(*this, loop_.deadline_ms(kWebSocketPingMs));
  websocket_->frames.send_ping();
  socket_flush();
}

// Pending operations may still point into the buffers, so the state lives as long as the connection.
void Connection::forget_socket() {
  if (websocket_ && websocket_->listener) std::exchange(websocket_->listener, nullptr)->closed();
}

}  // namespace genauth::net
