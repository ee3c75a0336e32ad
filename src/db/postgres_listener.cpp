#include "db/postgres_listener.h"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

#include "base/clock.h"

namespace genauth::db {
namespace {

constexpr std::int64_t kReconnectMs = 5000;

class PostgresListener final : public Bell {
 public:
  explicit PostgresListener(std::string url)
      : url_(std::move(url)), wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    connect();
  }
  ~PostgresListener() override {
    PQfinish(connection_);
    ::close(wake_);
  }

  void wait(int timeout_ms) override;
  void ring() override { (void)::eventfd_write(wake_, 1); }

 private:
  void connect();
  void take_notifications();

  const std::string url_;
  const int wake_;
  PGconn* connection_ = nullptr;
  std::int64_t tried_ms_ = 0;
};

void PostgresListener::connect() {
  tried_ms_ = Clock::steady_ns() / 1'000'000;
  PQfinish(std::exchange(connection_, nullptr));
  const char* const keys[] = {"connect_timeout", "application_name", "dbname", nullptr};
  const char* const values[] = {"2", "genauth listen", url_.c_str(), nullptr};
  PGconn* opened = PQconnectdbParams(keys, values, 1);
  PGresult* listening = PQexec(opened, "listen genauth_changes");
  const bool good = PQresultStatus(listening) == PGRES_COMMAND_OK;
  PQclear(listening);
  if (good)
    connection_ = opened;
  else
    PQfinish(opened);
}

void PostgresListener::take_notifications() {
  if (PQconsumeInput(connection_) == 0) PQfinish(std::exchange(connection_, nullptr));
  while (PGnotify* notification = connection_ != nullptr ? PQnotifies(connection_) : nullptr)
    PQfreemem(notification);
}

void PostgresListener::wait(int timeout_ms) {
  if (connection_ == nullptr && Clock::steady_ns() / 1'000'000 - tried_ms_ > kReconnectMs) connect();
  pollfd waiting[] = {{wake_, POLLIN, 0}, {connection_ != nullptr ? PQsocket(connection_) : -1, POLLIN, 0}};
  if (::poll(waiting, 2, timeout_ms) <= 0) return;
  eventfd_t ignored = 0;
  if (waiting[0].revents != 0) (void)::eventfd_read(wake_, &ignored);
  // A burst of notifications is one reason to look, and what is not one is none at all: the next wait goes
  // on.
  if (waiting[1].revents != 0) (void)take_notifications();
}

}  // namespace

std::unique_ptr<Bell> listen_postgres(const std::string& url) {
  return std::make_unique<PostgresListener>(url);
}

}  // namespace genauth::db
