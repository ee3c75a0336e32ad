// Loads an HTTP server and measures it:
//   bench_load PORT FILE [--connections N] [--seconds S] [--rate R] [--once] [--codes]
//   FILE      the requests, each a line with its length and then that many bytes; sent in turn, over and over
//   --rate    R arrivals a second at random moments (Poisson), whatever the server does: an open loop. The
//             time of a request counts from its arrival, also when it had to wait for a connection. Without
//             it each connection asks again as soon as it was answered: a closed loop.
//   --once    every request once, instead of for so many seconds
//   --codes   the requests come in pairs and count as one: the second goes out on the same connection, with
//   the
//             code of the first one's Location in the place of as many '@'
// Prints one JSON object: seconds, how often each status came (the envelope's statusCode, or else that of
// HTTP), and percentiles, in microseconds, of those answered with 200. All runs have the same arrivals.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace {

using genauth::Clock;

struct Wanted {
  std::uint16_t port = 0;
  std::vector<std::string> requests;
  std::size_t connections = 1;
  double seconds = 3, rate = 0;
  bool once = false, codes = false;

  std::size_t steps() const { return codes ? 2 : 1; }
};

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "bench_load: %s\n", what.c_str());
  std::exit(1);
}

double number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) give_up("not a number: " + std::string(text));
  return value;
}

std::vector<std::string> read_requests(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> requests;
  for (std::string line; std::getline(file, line);) {
    std::string request(static_cast<std::size_t>(number(line)), '\0');
    if (!file.read(request.data(), static_cast<std::streamsize>(request.size()))) give_up("a short file");
    requests.push_back(std::move(request));
  }
  if (requests.empty()) give_up("no requests in the file");
  return requests;
}

Wanted wanted(int count, char** words) {
  if (count < 3) give_up("PORT FILE [--connections N] [--seconds S] [--rate R] [--once] [--codes]");
  Wanted is;
  is.port = static_cast<std::uint16_t>(number(words[1]));
  is.requests = read_requests(words[2]);
  for (int i = 3; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--once" || word == "--codes") {
      (word == "--once" ? is.once : is.codes) = true;
      continue;
    }
    if (i + 1 == count) give_up("no value for " + std::string(word));
    const double value = number(words[++i]);
    if (word == "--connections") is.connections = static_cast<std::size_t>(value);
    if (word == "--seconds") is.seconds = value;
    if (word == "--rate") is.rate = value;
  }
  return is;
}

struct Connection {
  int socket = -1;
  std::int64_t since_ns = 0;  // when what it asks now arrived; 0: idle
  std::string answer;         // as far as it has come
  std::string next;           // what it asks then, with a gap for the code; empty: nothing
};

int connected(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    give_up("nobody answers on the port");
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(socket, F_SETFL, O_NONBLOCK);
  return socket;
}

// The number after `name` in `text`, or -1.
std::int64_t number_after(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  std::int64_t value = -1;
  if (at != text.npos) std::from_chars(text.data() + at + name.size(), text.data() + text.size(), value);
  return value;
}

// The status of a complete answer, or 0.
int status_of(std::string_view answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  if (end == answer.npos) return 0;
  const std::string_view head = answer.substr(0, end), body = answer.substr(end + 4);
  std::int64_t length = number_after(head, "\r\nContent-Length: ");
  if (length < 0) length = number_after(head, "\r\ncontent-length: ");
  if (length < 0) give_up("an answer without Content-Length");
  if (body.size() < static_cast<std::size_t>(length)) return 0;
  const std::int64_t code = number_after(body.substr(0, 64), "\"statusCode\":");
  return static_cast<int>(code >= 0 ? code : number_after(head, "HTTP/1.1 "));
}

// Puts the code of a redirect where `request` has as many '@'; false if there is none.
bool fill_in_code(std::string_view answer, std::string& request) {
  constexpr std::string_view kName = "code=";
  std::size_t at = answer.find("\r\nLocation: ");
  if (at == answer.npos) at = answer.find("\r\nlocation: ");
  if (at == answer.npos) return false;
  const std::string_view place = answer.substr(at + 12, answer.find("\r\n", at + 12) - at - 12);
  const std::size_t from = place.find(kName);
  if (from == place.npos) return false;
  const std::string_view rest = place.substr(from + kName.size()), code = rest.substr(0, rest.find('&'));
  const std::size_t gap = request.find(std::string(code.size(), '@'));
  if (gap == request.npos || request.find('@', gap + code.size()) != request.npos)
    give_up("no gap as long as the code");
  request.replace(gap, code.size(), code);
  return true;
}

class Run {
 public:
  explicit Run(Wanted is) : is_(std::move(is)), epoll_(::epoll_create1(0)) {
    connections_.resize(is_.connections);
    for (Connection& connection : connections_) open(connection);
  }

  void go() {
    start_ns_ = Clock::steady_ns();
    end_ns_ = start_ns_ + static_cast<std::int64_t>(is_.seconds * 1e9);
    next_ns_ = start_ns_;
    std::vector<epoll_event> events(is_.connections);
    while (true) {
      arrive();
      if (is_over()) break;
      const timespec wait = until_arrival();
      const int most = static_cast<int>(events.size());
      const int count = ::epoll_pwait2(epoll_, events.data(), most, &wait, nullptr);
      for (const epoll_event& event : std::span(events).first(static_cast<std::size_t>(std::max(0, count))))
        read(*static_cast<Connection*>(event.data.ptr));
    }
    seconds_ = static_cast<double>(Clock::steady_ns() - start_ns_) / 1e9;
  }

  void print() {
    std::ranges::sort(good_us_);
    const auto percentile = [&](std::size_t percent) {
      return good_us_.empty() ? 0.0 : good_us_[(good_us_.size() - 1) * percent / 100];
    };
    std::printf("{\"seconds\": %.4f, \"statuses\": {", seconds_);
    const char* comma = "";
    for (const auto& [status, count] : statuses_) {
      std::printf("%s\"%d\": %ld", comma, status, count);
      comma = ", ";
    }
    std::printf("}, \"p50_us\": %.1f, \"p90_us\": %.1f, \"p99_us\": %.1f}\n", percentile(50), percentile(90),
                percentile(99));
  }

 private:
  void open(Connection& connection) {
    connection.socket = connected(is_.port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &connection;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket, &event);
    idle_.push_back(&connection);
  }

  bool has_more() const {
    return is_.once ? (sent_ + waiting_.size()) * is_.steps() < is_.requests.size()
                    : Clock::steady_ns() < end_ns_;
  }
  bool is_over() const { return !has_more() && waiting_.empty() && idle_.size() == connections_.size(); }

  // What has arrived by now gets a connection or waits for one.
  void arrive() {
    if (is_.rate <= 0) {
      while (!idle_.empty() && has_more()) send(Clock::steady_ns());
      return;
    }
    while (has_more() && next_ns_ <= Clock::steady_ns()) {
      waiting_.push_back(next_ns_);
      next_ns_ += static_cast<std::int64_t>(gap_s_(random_) / is_.rate * 1e9);
    }
    while (!waiting_.empty() && !idle_.empty()) {
      const std::int64_t since_ns = waiting_.front();
      waiting_.pop_front();
      send(since_ns);
    }
  }

  timespec until_arrival() const {
    if (is_.rate <= 0 || !has_more()) return {1, 0};
    const std::int64_t ns = std::clamp<std::int64_t>(next_ns_ - Clock::steady_ns(), 0, 999'999'999);
    return {0, ns};
  }

  void send(std::int64_t since_ns) {
    Connection& connection = *idle_.back();
    idle_.pop_back();
    connection.since_ns = since_ns;
    const std::size_t at = sent_++ * is_.steps() % is_.requests.size();
    if (is_.codes) connection.next = is_.requests[at + 1];
    send(connection, is_.requests[at]);
  }

  void send(Connection& connection, const std::string& request) {
    connection.answer.clear();
    if (::send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size()))
      give_up("the server closed a connection");
  }

  void read(Connection& connection) {
    char buffer[65536];
    const ssize_t size = ::recv(connection.socket, buffer, sizeof buffer, 0);
    if (size <= 0) give_up("the server closed a connection");
    connection.answer.append(buffer, static_cast<std::size_t>(size));
    const int status = status_of(connection.answer);
    if (status == 0) return;
    std::string next = std::exchange(connection.next, {});
    if (!next.empty() && fill_in_code(connection.answer, next)) return send(connection, next);
    ++statuses_[status];
    if (status == 200)
      good_us_.push_back(static_cast<double>(Clock::steady_ns() - connection.since_ns) / 1000);
    idle_.push_back(&connection);
  }

  const Wanted is_;
  int epoll_;
  std::vector<Connection> connections_;
  std::vector<Connection*> idle_;
  std::deque<std::int64_t> waiting_;  // arrivals that no connection is free for
  std::size_t sent_ = 0;
  std::int64_t start_ns_ = 0, end_ns_ = 0, next_ns_ = 0;
  std::mt19937_64 random_{1};
  std::exponential_distribution<double> gap_s_{1.0};
  std::map<int, long> statuses_;
  std::vector<double> good_us_;
  double seconds_ = 0;
};

}  // namespace

int main(int count, char** words) {
  Run run(wanted(count, words));
  run.go();
  run.print();
  return 0;
}
