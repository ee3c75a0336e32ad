// Outgoing connections for protocol libraries that bring no client of their own with an egress filter (LDAP):
// a socket to an address that may be reached, and an end to whatever takes too long on it.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"
#include "net/egress.h"

namespace genauth::net {

// Closes its socket.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(other.release()) {}
  Socket& operator=(Socket&& other) noexcept;
  ~Socket();

  int fd() const { return fd_; }
  int release() {  // somebody else closes it from now on
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  int fd_ = -1;
};

// A connected, blocking socket. The address that was judged is the one that is connected to. deadline_ns:
// Clock::steady_ns(); the resolver's own patience comes on top. kProviderUnreachable (arg: the host).
Result<Socket> connect_out(const std::string& host, int port, const Egress& egress, std::int64_t deadline_ns);

// Shuts down sockets whose time is over, so that whoever waits on them wakes up: an end that no slow answer
// can put off. One thread; thread-safe. Must outlive its watches.
class Deadlines {
 public:
  Deadlines();
  ~Deadlines();
  Deadlines(const Deadlines&) = delete;

  // Ends with its destruction, which must come before the socket is closed.
  class Watch {
   public:
    Watch(Deadlines& deadlines, int fd, std::int64_t deadline_ns);
    ~Watch();
    Watch(const Watch&) = delete;
    bool expired() const;

   private:
    friend class Deadlines;
    Deadlines& deadlines_;
    const int fd_;
    const std::int64_t deadline_ns_;
    bool expired_ = false;  // under the mutex of deadlines_
    std::list<Watch*>::iterator place_;
  };

 private:
  void run();
  std::int64_t next_ns();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Watch*> watches_;  // under mutex_, as is stopping_
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace genauth::net
