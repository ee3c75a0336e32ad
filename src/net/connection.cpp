#include "net/connection.h"

#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "base/log.h"
#include "net/response_writer.h"

namespace genauth::net {
namespace {

using boost::system::error_code;

constexpr std::size_t kShortBody =
    16 * 1024;  // copied behind the head; longer ones are written from where they are
constexpr std::size_t kKeptOutput = 32 * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

// The handle that a handler holds. It knows the connection weakly, and locks it on the loop's thread only, so
// that sockets are never touched elsewhere.
class ServerExchange final : public Exchange {
 public:
  ServerExchange(std::shared_ptr<Loop> loop, std::weak_ptr<Connection> connection, Request request)
      : loop_(std::move(loop)), connection_(std::move(connection)), request_(std::move(request)) {}

  ~ServerExchange() override {
    if (responded_.load(std::memory_order_relaxed)) return;
    log::error("http.no_answer", {{"path", request_.path()}});
    if (!loop_->is_current()) {
      loop_->post([weak = connection_] {
        if (const auto connection = weak.lock()) connection->answer_nothing();
      });
    } else if (const auto connection = connection_.lock()) {
      connection->answer_nothing();
    }
  }

  const Request& request() const override { return request_; }
  bool on_loop() const override { return loop_->is_current(); }

  void respond(Response&& response) override {
    if (responded_.exchange(true, std::memory_order_acq_rel)) {
      return log::error("http.second_answer", {{"path", request_.path()}});
    }
    if (!loop_->is_current()) {
      loop_->post([weak = connection_, response = std::move(response)]() mutable {
        if (const auto connection = weak.lock()) connection->answer(std::move(response));
      });
    } else if (const auto connection = connection_.lock()) {
      connection->answer(std::move(response));
    }
  }

 private:
  std::shared_ptr<Loop> loop_;
  std::weak_ptr<Connection> connection_;
  Request request_;
  std::atomic<bool> responded_{false};
};

Connection::Connection(Loop& loop, Socket socket, std::string peer, TlsContext tls)
    : loop_(loop), socket_(std::move(socket)), reader_(loop.core().options.limits), peer_(std::move(peer)) {
  // SSL_new takes its own share of the context: connections keep the certificate they were opened with.
  if (tls) tls_ = std::make_unique<TlsStream>(socket_, SSL_new(tls.get()));
}

Connection::~Connection() {
  loop_.wheel().disarm(*this);
}

void Connection::start() {
  error_code ec;
  socket_.non_blocking(true, ec);
  if (ec) return close();
  if (tls_) return handshake();
  phase_ = Phase::kReading;
  read();
}

void Connection::handshake() {
  loop_.wheel().arm(*this, loop_.deadline_ms(loop_.core().options.limits.handshake_timeout_ms));
  tls_->async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](const error_code& error) {
    if (self->phase_ == Phase::kClosed) return;
    if (error) {
      self->loop_.core().tls_failures.fetch_add(1, std::memory_order_relaxed);
      return self->close();
    }
    self->phase_ = Phase::kReading;
    self->read();
  });
}

void Connection::read() {
  arm_read_deadline();
  const auto room = reader_.prepare();
  auto done = [self = shared_from_this()](const error_code& error, std::size_t count) {
    self->on_read(error, count);
  };
  if (tls_) {
    tls_->async_read_some(asio::buffer(room.data(), room.size()), std::move(done));
  } else {
    socket_.async_read_some(asio::buffer(room.data(), room.size()), std::move(done));
  }
}

// A head has one deadline from its first byte to its last, however the bytes trickle in. A body earns time by
// arriving. Neither is extended by a read as such.
void Connection::arm_read_deadline() {
  const Limits& limits = loop_.core().options.limits;
  if (reader_.is_between_requests()) {
    waiting_ = Waiting::kRequest;
    loop_.wheel().arm(*this, loop_.deadline_ms(limits.idle_timeout_ms));
  } else if (!reader_.is_in_body()) {
    if (waiting_ == Waiting::kHead) return;
    waiting_ = Waiting::kHead;
    loop_.wheel().arm(*this, loop_.deadline_ms(limits.head_timeout_ms));
  } else {
    if (waiting_ != Waiting::kBody) body_start_ms_ = loop_.deadline_ms(0);
    waiting_ = Waiting::kBody;
    const auto earned =
        static_cast<std::int64_t>(reader_.body_bytes_seen()) * 1000 / limits.body_bytes_per_second;
    loop_.wheel().arm(*this, body_start_ms_ + limits.body_timeout_ms + earned);
  }
}

void Connection::on_read(const error_code& error, std::size_t count) {
  if (phase_ == Phase::kClosed) return;
  if (timed_out_) return refuse(408, "the request took too long to arrive");
  if (error) return close();
  reader_.commit(count);
  drive();
}

// Goes on with what has been read until more is needed or an answer is outstanding.
void Connection::drive() {
  const Options& options = loop_.core().options;
  for (;;) {
    switch (reader_.advance()) {
      case RequestReader::Step::kHead:
        if (options.body_limit) reader_.limit_body(options.body_limit(reader_.method(), reader_.path()));
        break;
      case RequestReader::Step::kNeedMore: return reader_.expects_continue() ? send_continue() : read();
      case RequestReader::Step::kRefused: return refuse(reader_.status(), reader_.reason());
      case RequestReader::Step::kDone:
        if (!dispatch()) return;
        break;
    }
  }
}

// Hands the request to the handler. True if its answer has already been written and the connection goes on.
bool Connection::dispatch() {
  Core& core = loop_.core();
  Request request = reader_.take(peer_, tls_ != nullptr);
  phase_ = Phase::kWorking;
  waiting_ = Waiting::kRequest;
  loop_.wheel().relax(*this);
  head_request_ = request.method() == "HEAD";
  http10_ = request.minor_version() == 0;
  keep_alive_ = request.wants_keep_alive();
  core.requests.fetch_add(1, std::memory_order_relaxed);
  in_handler_ = true;
  try {
    core.handler(
        std::make_shared<ServerExchange>(loop_.shared_from_this(), weak_from_this(), std::move(request)));
  } catch (const std::exception& e) {  // foreign: the handle is gone by now, which answers 500
    log::error("http.handler_threw", {{"what", e.what()}});
  }
  in_handler_ = false;
  return answered_ && write_answer();
}

void Connection::answer(Response&& response) {
  if (phase_ != Phase::kWorking) return;  // the caller has gone, or the server has been stopped
  answer_ = std::move(response);
  answered_ = true;
  if (!in_handler_ && write_answer()) drive();
}

void Connection::answer_nothing() {
  answer(loop_.core().error_response({500, "no answer", peer_, nullptr}));
}

void Connection::refuse(int status, std::string_view reason) {
  Core& core = loop_.core();
  core.requests_refused.fetch_add(1, std::memory_order_relaxed);
  phase_ = Phase::kWorking;
  keep_alive_ = false;
  if (reader_.has_head()) {
    const Request request = reader_.refused_head(peer_, tls_ != nullptr);
    head_request_ = request.method() == "HEAD";
    answer_ = core.error_response({status, reason, peer_, &request});
  } else {
    head_request_ = false;
    answer_ = core.error_response({status, reason, peer_, nullptr});
  }
  write_answer();
}

void Connection::send_continue() {
  reader_.continued();
  phase_ = Phase::kWriting;
  loop_.wheel().arm(*this, loop_.deadline_ms(loop_.core().options.limits.write_timeout_ms));
  auto done = [self = shared_from_this()](const error_code& error, std::size_t) {
    if (self->phase_ == Phase::kClosed) return;
    if (error) return self->close();
    self->phase_ = Phase::kReading;
    self->read();
  };
  if (tls_) {
    asio::async_write(*tls_, asio::buffer(kContinue), std::move(done));
  } else {
    asio::async_write(socket_, asio::buffer(kContinue), std::move(done));
  }
}

// True if everything has been written and the connection goes on. A plain socket nearly always takes a whole
// answer at once: trying that first spares a round through the loop.
bool Connection::write_answer() {
  answered_ = false;
  phase_ = Phase::kWriting;
  if (!is_sendable(answer_)) {
    log::error("http.unsendable_answer", {{"status", answer_.status}});
    answer_ = loop_.core().error_response({500, "unsendable answer", peer_, nullptr});
    if (!is_sendable(answer_)) answer_ = Response{.status = 500};
  }
  keep_alive_ = keep_alive_ && !answer_.close && !loop_.is_draining();
  out_.clear();
  append_head(out_, answer_, {loop_.date(), keep_alive_, http10_});
  tail_ = {};
  if (!head_request_ && may_have_body(answer_.status)) {
    tail_ = answer_.static_body;
    if (!tail_.empty() || answer_.body.size() <= kShortBody)
      out_ += answer_.body;
    else
      tail_ = answer_.body;
  }
  std::size_t written = 0;
  if (!tls_) {
    error_code ec;
    written = socket_.write_some(std::array{asio::const_buffer(out_.data(), out_.size()),
                                            asio::const_buffer(tail_.data(), tail_.size())},
                                 ec);
    if (ec && ec != asio::error::would_block) return close(), false;
    if (written == out_.size() + tail_.size()) return after_write();
  }
  write_rest(written);
  return false;
}

void Connection::write_rest(std::size_t written) {
  const Limits& limits = loop_.core().options.limits;
  const std::size_t total = out_.size() + tail_.size();
  const auto allowed = static_cast<std::int64_t>(total) * 1000 / limits.body_bytes_per_second;
  loop_.wheel().arm(*this, loop_.deadline_ms(limits.write_timeout_ms + allowed));
  const std::size_t from_out = std::min(written, out_.size());
  const std::string_view head = std::string_view(out_).substr(from_out);
  const std::string_view rest = tail_.substr(written - from_out);
  const std::array buffers{asio::const_buffer(head.data(), head.size()),
                           asio::const_buffer(rest.data(), rest.size())};
  auto done = [self = shared_from_this()](const error_code& error, std::size_t) {
    if (self->phase_ == Phase::kClosed) return;
    if (error) return self->close();
    if (self->after_write()) self->drive();
  };
  if (tls_) {
    asio::async_write(*tls_, buffers, std::move(done));
  } else {
    asio::async_write(socket_, buffers, std::move(done));
  }
}

bool Connection::after_write() {
  const std::shared_ptr<WebSocketListener> listener = std::move(answer_.websocket);
  answer_ = {};
  tail_ = {};
  if (listener) return become_socket(listener), false;
  if (out_.capacity() > kKeptOutput) out_ = {};
  if (!keep_alive_) return linger(), false;
  if (loop_.is_draining() && reader_.is_between_requests()) return close(), false;
  phase_ = Phase::kReading;
  return true;
}

// Closing with unread bytes makes the kernel send a reset, which can destroy our answer on its way. So a
// caller who still has something to say is told that we are done, and read from for a while.
void Connection::linger() {
  error_code ec;
  if (!tls_ && reader_.is_between_requests() && socket_.available(ec) == 0) return close();
  phase_ = Phase::kLingering;
  loop_.wheel().arm(*this, loop_.deadline_ms(loop_.core().options.limits.linger_timeout_ms));
  if (tls_) {
    return tls_->async_shutdown([self = shared_from_this()](const error_code&) { self->close(); });
  }
  socket_.shutdown(Socket::shutdown_send, ec);
  if (ec) return close();
  discard();
}

void Connection::discard() {
  out_.resize(kShortBody);
  socket_.async_read_some(asio::buffer(out_),
                          [self = shared_from_this()](const error_code& error, std::size_t) {
                            if (self->phase_ == Phase::kClosed) return;
                            if (error) return self->close();
                            self->discard();
                          });
}

void Connection::on_deadline() {
  if (phase_ == Phase::kSocket) return socket_deadline();
  if (phase_ == Phase::kWorking) return;
  if (phase_ != Phase::kReading || waiting_ == Waiting::kRequest) return close();
  // The pending read ends first; on_read() then answers 408.
  timed_out_ = true;
  error_code ec;
  socket_.cancel(ec);
}

void Connection::drain() {
  if (phase_ == Phase::kSocket) return socket_end(CloseCode::kGoingAway, "the server stops");
  const bool idle = phase_ == Phase::kReading && reader_.is_between_requests();
  if (idle || phase_ == Phase::kHandshake) close();
}

void Connection::close() {
  if (phase_ == Phase::kClosed) return;
  const auto self = shared_from_this();  // the loop may hold the last handle
  phase_ = Phase::kClosed;
  forget_socket();
  loop_.wheel().disarm(*this);
  error_code ec;
  socket_.close(ec);
  loop_.remove(*this);
}

}  // namespace genauth::net
