// Inside of the server: one event loop with its thread's sockets. Only http_server.cpp, loop.cpp and
// connection.cpp include this header, because Asio is dear to compile.
#pragma once
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "net/address_counter.h"
#include "net/http_server.h"
#include "net/timer_wheel.h"
#include "net/tls.h"

namespace genauth::net {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
// The concrete executor saves half a microsecond a request against any_io_executor.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

class Connection;

// What all loops of a server share. Lives until the last Exchange is gone.
struct Core {
  Options options;
  Handler handler;
  AddressCounter addresses;
  std::atomic<std::uint64_t> open{0}, accepted{0}, refused{0}, requests{0}, requests_refused{0},
      tls_failures{0};

  TlsContext tls() {
    const std::lock_guard lock(tls_mutex_);
    return tls_;
  }
  void set_tls(TlsContext context) {
    const std::lock_guard lock(tls_mutex_);
    tls_ = std::move(context);
  }
  Response error_response(const Refusal& refusal);

 private:
  std::mutex tls_mutex_;
  TlsContext tls_;
};

// Everything but post(), drain(), abort() and is_current() belongs to the thread inside run().
class Loop : public std::enable_shared_from_this<Loop> {
 public:
  explicit Loop(std::shared_ptr<Core> core);
  ~Loop();

  // Before run(). With `shared`, several loops may listen on one port and the kernel spreads connections over
  // them.
  boost::system::error_code listen(tcp::endpoint& endpoint, bool shared, bool tls);
  void run();    // until drained or aborted
  void drain();  // stop accepting; end when the last connection has ended
  void abort();  // cut every connection

  bool is_current() const;
  template <class Work>
  void post(Work&& work);

  Core& core() { return *core_; }
  TimerWheel& wheel() { return wheel_; }
  std::int64_t now_ms() const { return now_ms_; }  // steady, as of the last tick
  // When something that may take this long is over; rounded up by the age of now_ms().
  std::int64_t deadline_ms(std::int64_t duration_ms) const { return now_ms_ + tick_ms_ + duration_ms; }
  std::string_view date() const { return date_; }
  bool is_draining() const { return draining_; }
  void remove(Connection& connection);

 private:
  struct Door {
    Acceptor acceptor;
    bool tls;
    tcp::endpoint peer = {};
    bool resting = false;  // out of descriptors: tried again at the next tick
  };
  void accept(Door& door);
  void admit(Socket socket, const tcp::endpoint& peer, bool tls);
  void tick();
  void read_clocks();
  void end_if_empty();

  std::shared_ptr<Core> core_;
  asio::io_context io_{1};
  std::int64_t tick_ms_, now_ms_;
  TimerWheel wheel_;
  Timer timer_;
  std::vector<std::unique_ptr<Door>> doors_;
  std::vector<std::shared_ptr<Connection>> connections_;
  std::string date_;
  std::int64_t date_second_ = -1;
  bool draining_ = false;
};

template <class Work>
void Loop::post(Work&& work) {
  asio::post(io_, std::forward<Work>(work));
}

}  // namespace genauth::net
