// The HTTP/1.1 server: event loops, TLS, limits, graceful stop. Knows no route and no noun.
//
//   Server server(options, [](std::shared_ptr<Exchange> exchange) { exchange->respond({.body = "hello"}); });
//   TRY(server.start());
//   ... server.ports() ...
//   server.stop(10'000);
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http_message.h"

namespace genauth::net {

// Every bound that protects the server from its callers. Times are steady and coarse: they may be late by an
// eighth of the shortest of them.
struct Limits {
  std::size_t head_bytes = 16 * 1024;      // request line and headers; beyond: 431
  std::size_t header_count = 100;          // beyond: 431
  std::size_t target_bytes = 8 * 1024;     // beyond: 414
  std::uint64_t body_bytes = 1024 * 1024;  // where Options::body_limit does not say otherwise; beyond: 413
  std::size_t connections = 10'000;        // beyond: accepted and closed at once
  std::size_t connections_per_address = 1'000;
  std::int64_t handshake_timeout_ms = 10'000;
  std::int64_t idle_timeout_ms = 75'000;  // between requests; closed without a word
  std::int64_t head_timeout_ms = 10'000;  // from the first byte of a head to its last; beyond: 408
  std::int64_t body_timeout_ms = 10'000;  // grace for a body, plus the time that body_bytes_per_second allows
  std::int64_t body_bytes_per_second = 4096;
  std::int64_t write_timeout_ms =
      30'000;  // for one response, plus the time that its size allows at the same rate
  std::int64_t linger_timeout_ms = 2'000;  // for the caller to read a refusal before the connection is cut
};

// One address to listen on: "127.0.0.1:3000", "[::1]:0", "localhost:3000" (every address of the name). Port 0
// takes any free port, reported by Server::ports().
struct Listen {
  std::string address;
  bool tls = false;
};

// One request in work, and the only way to answer it. Lives as long as a handle does; the request and its
// views with it. If the last handle goes without an answer, the server answers 500.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual const Request& request() const = 0;
  // Answers. From any thread, once; a second call is logged and ignored. Never blocks: on the loop's own
  // thread the response is written at once, elsewhere it is handed to the loop. Harmless when the caller has
  // gone.
  virtual void respond(Response&& response) = 0;
  // True on the event loop's thread, where nothing may wait.
  virtual bool on_loop() const = 0;
};

// Called on an event loop, once per request; must not block. It may answer before it returns (the fast path)
// or keep the handle and answer later. Requests of one connection come one at a time, in order.
using Handler = std::function<void(std::shared_ptr<Exchange>)>;

// A request that no handler answers: it never was one, or its handler gave nothing that can be sent.
struct Refusal {
  int status;
  std::string_view reason;
  std::string_view peer;   // as of Request::peer()
  const Request* request;  // null where the head was not complete; for 413 its body is empty
};

struct Options {
  std::vector<Listen> listen;
  unsigned loops = 1;  // threads, each with its own sockets and connections
  Limits limits;
  std::string tls_certificate_file, tls_key_file;  // PEM, the certificate with its chain
  // The largest body that this request may carry, asked when the head is complete. Called on the loop.
  std::function<std::uint64_t(std::string_view method, std::string_view path)> body_limit;
  // The answer to what never reaches the handler: 400, 408, 413, 414, 431, and 500 when a handler gave none
  // or an invalid one. Called on the loop. The connection is closed afterwards, except for 500.
  std::function<Response(const Refusal&)> error_response;
};

struct ServerStats {
  std::uint64_t connections_open = 0;
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_refused = 0;  // over a limit
  std::uint64_t requests = 0;             // given to the handler
  std::uint64_t requests_refused = 0;     // answered by error_response
  std::uint64_t tls_failures = 0;         // handshakes that did not complete
};

// Thread-safe, except that start() and stop() belong to one thread. The destructor stops without grace.
class Server {
 public:
  Server(Options options, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and starts the loops. The error's detail says which address or file and why; nothing runs then.
  Result<void> start();
  // The bound ports, in the order of Options::listen.
  std::vector<std::uint16_t> ports() const;
  // Reads certificate and key again; new connections use them. On failure the old ones stay.
  Result<void> reload_tls();
  // Stops accepting, closes idle connections, lets requests in work finish (answered with Connection: close)
  // for up to grace_ms, then cuts what is left. Returns when all loops have ended. Exchanges may outlive it
  // harmlessly.
  void stop(std::int64_t grace_ms);
  ServerStats stats() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace genauth::net
