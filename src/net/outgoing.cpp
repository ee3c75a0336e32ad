#include "net/outgoing.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <limits>
#include <memory>

#include "base/clock.h"
#include "gen/errors/codes.h"

namespace genauth::net {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

Error unreachable(const std::string& host, std::string detail) {
  return Error(errors::kProviderUnreachable, std::move(detail)).with_arg(host);
}

// Waits until the connection stands; an error number otherwise.
int finish_connecting(int fd, std::int64_t deadline_ns) {
  const std::int64_t left_ms = (deadline_ns - Clock::steady_ns()) / 1'000'000;
  pollfd waiting{.fd = fd, .events = POLLOUT, .revents = 0};
  if (left_ms <= 0 || poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left_ms, 60'000))) <= 0)
    return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

// The socket, or its error number.
int connect_to(const addrinfo& address, std::int64_t deadline_ns, Socket& made) {
  made = Socket(socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol));
  if (made.fd() < 0) return errno;
  if (connect(made.fd(), address.ai_addr, address.ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return errno;
    if (const int error = finish_connecting(made.fd(), deadline_ns); error != 0) return error;
  }
  const int flags = fcntl(made.fd(), F_GETFL);
  return fcntl(made.fd(), F_SETFL, flags & ~O_NONBLOCK) == 0 ? 0 : errno;
}

}  // namespace

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) close(fd_);
    fd_ = other.release();
  }
  return *this;
}

Socket::~Socket() {
  if (fd_ >= 0) close(fd_);
}

Result<Socket> connect_out(const std::string& host, int port, const Egress& egress,
                           std::int64_t deadline_ns) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    return unreachable(host, "the name is not known");
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
  std::string why = "no address";
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    if (!egress.allows_host(host) && !egress.allows(*each->ai_addr)) {
      why = "its address is not allowed (egress.allow)";
      continue;
    }
    Socket made;
    const int error = connect_to(*each, deadline_ns, made);
    if (error == 0) return made;
    why = "connect: error " + std::to_string(error);
  }
  return unreachable(host, why);
}

Deadlines::Deadlines() : thread_([this] { run(); }) {
  pthread_setname_np(thread_.native_handle(), "deadlines");
}

Deadlines::~Deadlines() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

// Ends what is over; when the next one is. Under mutex_.
std::int64_t Deadlines::next_ns() {
  const std::int64_t now_ns = Clock::steady_ns();
  std::int64_t next = kNever;
  for (Watch* watch : watches_) {
    if (watch->expired_) continue;
    if (watch->deadline_ns_ <= now_ns) {
      watch->expired_ = true;
      shutdown(watch->fd_, SHUT_RDWR);
    } else {
      next = std::min(next, watch->deadline_ns_);
    }
  }
  return next;
}

void Deadlines::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const std::int64_t next = next_ns();
    if (next == kNever) {
      changed_.wait(lock);
    } else {
      changed_.wait_for(lock, std::chrono::nanoseconds(next - Clock::steady_ns()));
    }
  }
}

Deadlines::Watch::Watch(Deadlines& deadlines, int fd, std::int64_t deadline_ns)
    : deadlines_(deadlines), fd_(fd), deadline_ns_(deadline_ns) {
  {
    const std::lock_guard lock(deadlines_.mutex_);
    place_ = deadlines_.watches_.insert(deadlines_.watches_.end(), this);
  }
  deadlines_.changed_.notify_all();
}

Deadlines::Watch::~Watch() {
  const std::lock_guard lock(deadlines_.mutex_);
  deadlines_.watches_.erase(place_);
}

bool Deadlines::Watch::expired() const {
  const std::lock_guard lock(deadlines_.mutex_);
  return expired_;
}

}  // namespace genauth::net
