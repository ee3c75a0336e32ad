// For tests of the server: a blocking socket to a loopback port, and a server with a handler of the test's
// choice.
#pragma once
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "net/http_server.h"

namespace genauth::net {

// Reads give up after five seconds: a failing test must not hang.
class TestCaller {
 public:
  explicit TestCaller(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~TestCaller() { hang_up(); }
  TestCaller(const TestCaller&) = delete;
  TestCaller& operator=(const TestCaller&) = delete;

  bool is_connected() const { return connected_; }
  int descriptor() const { return socket_; }
  void hang_up() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }
  void finish_sending() const { ::shutdown(socket_, SHUT_WR); }

  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // One response, whole, as sent; empty if the server hung up or took too long. `head_only`: the answer to
  // HEAD.
  std::string receive(bool head_only = false) {
    std::size_t head_end = 0;
    while ((head_end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive_some()) return {};
    }
    head_end += 4;
    std::size_t length = 0;
    const std::size_t field = received_.find("Content-Length: ");
    if (!head_only && field < head_end) length = std::stoul(received_.substr(field + 16));
    while (received_.size() < head_end + length) {
      if (!receive_some()) return {};
    }
    std::string response = received_.substr(0, head_end + length);
    received_.erase(0, head_end + length);
    return response;
  }

  std::string ask(std::string_view request) { return send(request) ? receive() : std::string(); }

  bool has_input_within(int ms) const {
    pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, ms) == 1;
  }
  const std::string& rest() const { return received_; }  // what no receive() has taken

  // True when the server has closed, after whatever it still had to say.
  bool is_closed_by_server() {
    while (receive_some()) {
    }
    return !timed_out_;
  }

 private:
  bool receive_some() {
    pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&wanted, 1, 5000) != 1) {
      timed_out_ = true;
      return false;
    }
    char bytes[16 * 1024];
    const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  bool connected_ = false, timed_out_ = false;
  std::string received_;
};

inline std::string body_of(const std::string& response) {
  const std::size_t end = response.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : response.substr(end + 4);
}

inline int status_of(const std::string& response) {
  return response.size() > 12 ? std::atoi(response.substr(9, 3).c_str()) : 0;
}

}  // namespace genauth::net
