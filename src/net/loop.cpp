#include "net/loop.h"

#include <sys/socket.h>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/log.h"
#include "net/connection.h"
#include "net/response_writer.h"

namespace genauth::net {
namespace {

using boost::system::error_code;

thread_local const Loop* current_loop = nullptr;

// An eighth of the shortest time-out, so that none is late by much more; at most a quarter of a second, for
// Date.
std::int64_t choose_tick_ms(const Limits& limits) {
  const auto shortest = std::min({limits.handshake_timeout_ms, limits.idle_timeout_ms, limits.head_timeout_ms,
                                  limits.body_timeout_ms, limits.write_timeout_ms, limits.linger_timeout_ms});
  return std::clamp<std::int64_t>(shortest / 8, 2, 250);
}

std::string text_of(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

bool is_out_of_resources(const error_code& error) {
  return error == boost::system::errc::too_many_files_open ||
         error == boost::system::errc::too_many_files_open_in_system ||
         error == boost::system::errc::no_buffer_space || error == boost::system::errc::not_enough_memory;
}

}  // namespace

Response Core::error_response(const Refusal& refusal) {
  if (options.error_response) return options.error_response(refusal);
  return {.status = refusal.status,
          .content_type = "text/plain; charset=utf-8",
          .body = std::string(refusal.reason) + "\n"};
}

Loop::Loop(std::shared_ptr<Core> core)
    : core_(std::move(core)),
      tick_ms_(choose_tick_ms(core_->options.limits)),
      now_ms_(Clock::steady_ns() / 1'000'000),
      wheel_(tick_ms_, now_ms_),
      timer_(io_) {}

Loop::~Loop() = default;

bool Loop::is_current() const {
  return current_loop == this;
}

error_code Loop::listen(tcp::endpoint& endpoint, bool shared, bool tls) {
  auto door = std::make_unique<Door>(Door{.acceptor = Acceptor(io_), .tls = tls});
  Acceptor& acceptor = door->acceptor;
  error_code ec;
  const auto ok = [&] { return !ec; };
  acceptor.open(endpoint.protocol(), ec);
  if (ok()) acceptor.set_option(Acceptor::reuse_address(true), ec);
  if (ok() && endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), ec);
  if (ok()) acceptor.set_option(tcp::no_delay(true), ec);  // inherited by accepted sockets on Linux
  const int on = 1;
  if (ok() && shared && setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
    ec.assign(errno, boost::system::system_category());
  }
  if (ok()) acceptor.bind(endpoint, ec);
  if (ok()) acceptor.listen(Acceptor::max_listen_connections, ec);
  if (ok()) endpoint = acceptor.local_endpoint(ec);
  if (ok()) doors_.push_back(std::move(door));
  return ec;
}

void Loop::run() {
  current_loop = this;
  read_clocks();
  for (const auto& door : doors_) accept(*door);
  tick();
  io_.run();
  current_loop = nullptr;
}

void Loop::accept(Door& door) {
  door.acceptor.async_accept(io_, door.peer, [this, &door](const error_code& error, Socket socket) {
    if (error == asio::error::operation_aborted || draining_) return;
    if (error && is_out_of_resources(error)) {
      log::warn("http.accept_failed", {{"error", error.message()}});
      door.resting = true;
      return;
    }
    if (!error) admit(std::move(socket), door.peer, door.tls);
    accept(door);
  });
}

void Loop::admit(Socket socket, const tcp::endpoint& peer, bool tls) {
  const Limits& limits = core_->options.limits;
  core_->accepted.fetch_add(1, std::memory_order_relaxed);
  std::string address = text_of(peer.address());
  if (core_->open.fetch_add(1, std::memory_order_relaxed) >= limits.connections ||
      !core_->addresses.enter(address, limits.connections_per_address)) {
    core_->open.fetch_sub(1, std::memory_order_relaxed);
    core_->refused.fetch_add(1, std::memory_order_relaxed);
    return;  // the socket closes itself
  }
  auto connection = std::make_shared<Connection>(*this, std::move(socket), std::move(address),
                                                 tls ? core_->tls() : nullptr);
  connection->index = connections_.size();
  connections_.push_back(connection);
  connection->start();
}

void Loop::remove(Connection& connection) {
  core_->open.fetch_sub(1, std::memory_order_relaxed);
  core_->addresses.leave(connection.peer());
  const std::size_t index = connection.index;
  std::swap(connections_[index], connections_.back());
  connections_[index]->index = index;
  connections_.pop_back();
  end_if_empty();
}

void Loop::read_clocks() {
  now_ms_ = Clock::steady_ns() / 1'000'000;
  const std::int64_t wall_ms = Clock().real_ms();
  if (wall_ms / 1000 != date_second_) {
    date_second_ = wall_ms / 1000;
    date_ = http_date(wall_ms);
  }
}

void Loop::tick() {
  timer_.expires_after(std::chrono::milliseconds(tick_ms_));
  timer_.async_wait([this](const error_code& error) {
    if (error) return;
    read_clocks();
    wheel_.advance(now_ms_);
    if (draining_ && connections_.empty()) return;
    for (const auto& door : doors_) {
      if (std::exchange(door->resting, false)) accept(*door);
    }
    tick();
  });
}

void Loop::drain() {
  post([this] {
    if (std::exchange(draining_, true)) return;
    error_code ec;
    for (const auto& door : doors_) door->acceptor.close(ec);
    for (const auto& connection : std::vector(connections_)) connection->drain();
    end_if_empty();
  });
}

void Loop::abort() {
  drain();
  post([this] {
    for (const auto& connection : std::vector(connections_)) connection->close();
  });
}

void Loop::end_if_empty() {
  if (draining_ && connections_.empty()) timer_.cancel();
}

}  // namespace genauth::net
