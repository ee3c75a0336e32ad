#include "net/http_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <condition_variable>

#include "base/encoding.h"
#include "gen/errors/core.h"
#include "net/loop.h"

namespace genauth::net {
namespace {

using boost::system::error_code;

// "host:port", "[v6]:port" -> the addresses to bind. A name may have several.
Result<std::vector<tcp::endpoint>> resolve(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  const auto port = colon == std::string::npos ? std::nullopt : parse_int(address.substr(colon + 1));
  if (!port || *port < 0 || *port > 65'535) return Error(errors::kInternal, "no valid port in " + address);
  std::string host = address.substr(0, colon);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  asio::io_context io;
  error_code ec;
  asio::ip::basic_resolver<tcp, Executor> resolver(io);
  const auto found = resolver.resolve(host, "", tcp::resolver::passive, ec);
  if (ec || found.empty()) return Error(errors::kInternal, "cannot resolve " + address + ": " + ec.message());
  std::vector<tcp::endpoint> endpoints;
  for (const auto& entry : found) {
    const tcp::endpoint endpoint(entry.endpoint().address(), static_cast<std::uint16_t>(*port));
    if (std::find(endpoints.begin(), endpoints.end(), endpoint) == endpoints.end())
      endpoints.push_back(endpoint);
  }
  return endpoints;
}

// SO_REUSEPORT would let us join another process of the same user on its port, silently sharing its callers.
// A plain socket refuses that.
error_code check_port_is_free(const tcp::endpoint& endpoint) {
  asio::io_context io;
  Acceptor acceptor(io);
  error_code ec;
  acceptor.open(endpoint.protocol(), ec);
  if (!ec) acceptor.set_option(Acceptor::reuse_address(true), ec);
  if (!ec && endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), ec);
  if (!ec) acceptor.bind(endpoint, ec);
  if (!ec) acceptor.listen(1, ec);
  return ec;
}

}  // namespace

struct Server::State {
  std::shared_ptr<Core> core = std::make_shared<Core>();
  std::vector<std::shared_ptr<Loop>> loops;
  std::vector<std::thread> threads;
  std::vector<std::uint16_t> ports;
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t running = 0;  // under mutex

  Result<void> open_doors();
  Result<void> open_door(const Listen& listen);
};

Server::Server(Options options, Handler handler) : state_(std::make_unique<State>()) {
  state_->core->options = std::move(options);
  state_->core->handler = std::move(handler);
}

Server::~Server() {
  stop(0);
}

Result<void> Server::State::open_door(const Listen& listen) {
  auto endpoints = TRY(resolve(listen.address));
  std::uint16_t port = 0;
  for (tcp::endpoint& endpoint : endpoints) {
    if (endpoint.port() == 0) endpoint.port(port);  // every address of a name on the same free port
    error_code ec;
    if (endpoint.port() != 0 && loops.size() > 1) ec = check_port_is_free(endpoint);
    for (std::size_t i = 0; i < loops.size() && !ec; ++i) {
      ec = loops[i]->listen(endpoint, loops.size() > 1, listen.tls);
    }
    if (ec) return Error(errors::kInternal, "cannot listen on " + listen.address + ": " + ec.message());
    port = endpoint.port();
  }
  ports.push_back(port);
  return {};
}

Result<void> Server::State::open_doors() {
  for (const Listen& listen : core->options.listen) TRY(open_door(listen));
  return {};
}

Result<void> Server::start() {
  State& state = *state_;
  const Options& options = state.core->options;
  const bool any_tls =
      std::any_of(options.listen.begin(), options.listen.end(), [](const Listen& l) { return l.tls; });
  if (any_tls) TRY(reload_tls());
  for (unsigned i = 0; i < std::max(options.loops, 1U); ++i)
    state.loops.push_back(std::make_shared<Loop>(state.core));
  if (auto opened = state.open_doors(); !opened) {
    state.loops.clear();
    state.ports.clear();
    return opened;
  }
  state.running = state.loops.size();
  for (const auto& loop : state.loops) {
    state.threads.emplace_back([&state, loop] {
      loop->run();
      const std::lock_guard lock(state.mutex);
      --state.running;
      state.ended.notify_all();
    });
  }
  return {};
}

std::vector<std::uint16_t> Server::ports() const {
  return state_->ports;
}

Result<void> Server::reload_tls() {
  const Options& options = state_->core->options;
  state_->core->set_tls(TRY(load_tls(options.tls_certificate_file, options.tls_key_file)));
  return {};
}

void Server::stop(std::int64_t grace_ms) {
  State& state = *state_;
  for (const auto& loop : state.loops) loop->drain();
  {
    std::unique_lock lock(state.mutex);
    const auto all_ended = [&] { return state.running == 0; };
    if (!state.ended.wait_for(lock, std::chrono::milliseconds(grace_ms), all_ended)) {
      for (const auto& loop : state.loops) loop->abort();
    }
  }
  for (std::thread& thread : state.threads) thread.join();
  state.threads.clear();
  state.loops.clear();
}

ServerStats Server::stats() const {
  const Core& core = *state_->core;
  const auto read = [](const std::atomic<std::uint64_t>& counter) {
    return counter.load(std::memory_order_relaxed);
  };
  return {.connections_open = read(core.open),
          .connections_accepted = read(core.accepted),
          .connections_refused = read(core.refused),
          .requests = read(core.requests),
          .requests_refused = read(core.requests_refused),
          .tls_failures = read(core.tls_failures)};
}

}  // namespace genauth::net
