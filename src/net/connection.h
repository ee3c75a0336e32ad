// One caller's connection: reads requests, hands them to the handler one at a time, writes the answers in
// order.
#pragma once
#include <boost/asio/ssl/stream.hpp>

#include "net/loop.h"
#include "net/request_reader.h"
#include "net/websocket.h"

namespace genauth::net {

// Lives on its loop's thread and dies there: the loop and pending operations own it, an Exchange only knows
// it weakly.
class Connection final : public std::enable_shared_from_this<Connection>, public TimerWheel::Entry {
 public:
  Connection(Loop& loop, Socket socket, std::string peer, TlsContext tls);
  ~Connection();

  void start();
  void answer(Response&& response);  // the one answer to the request in work
  void answer_nothing();             // the handler let its handle go
  void drain();                      // close now if idle, else after the answer in work
  void close();
  void on_deadline() override;

  const std::string& peer() const { return peer_; }

  std::size_t index = 0;  // place in the loop's list

 private:
  friend class ServerExchange;
  enum class Phase : std::uint8_t { kHandshake, kReading, kWorking, kWriting, kLingering, kSocket, kClosed };
  enum class Waiting : std::uint8_t { kRequest, kHead, kBody };  // what a read is for
  using TlsStream = asio::ssl::stream<Socket&>;

  void handshake();
  void read();
  void arm_read_deadline();
  void on_read(const boost::system::error_code& error, std::size_t count);
  void drive();
  bool dispatch();
  void refuse(int status, std::string_view reason);
  void send_continue();
  bool write_answer();
  void write_rest(std::size_t written);
  bool after_write();
  void linger();
  // As a websocket (connection_socket.cpp):
  friend class ServerWebSocket;
  struct SocketState;
  void become_socket(std::shared_ptr<WebSocketListener> listener);
  void socket_read();
  void socket_received(const boost::system::error_code& error, std::size_t count);
  void socket_drain_input();
  void socket_send(std::string_view text);
  void socket_end(CloseCode code, std::string_view reason);
  void socket_flush();
  void socket_written(const boost::system::error_code& error);
  void socket_deadline();
  void forget_socket();
  void discard();

  Loop& loop_;
  Socket socket_;
  std::unique_ptr<TlsStream> tls_;
  RequestReader reader_;
  std::string peer_;
  std::string out_;        // head, and the body where it is short
  Response answer_;        // owns a long body while it is being written
  std::string_view tail_;  // that body
  std::int64_t body_start_ms_ = 0;
  Phase phase_ = Phase::kHandshake;
  Waiting waiting_ = Waiting::kRequest;
  std::shared_ptr<SocketState> websocket_;  // shared: its type is known to connection_socket.cpp only
  bool head_request_ = false, http10_ = false, keep_alive_ = true;
  bool in_handler_ = false, answered_ = false, timed_out_ = false;
};

}  // namespace genauth::net
