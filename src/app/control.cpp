#include "app/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/log.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"
#include "json/codec.h"

namespace genauth::app {
namespace {

constexpr int kPollMs = 200;
constexpr int kTimeoutMs = 30'000;
constexpr std::size_t kMessageBytesMax = 10 << 20;  // a whole file of `apply`

Error failure(const std::string& what) {
  return Error(errors::kInvalidOperation, what + ": " + std::strerror(errno));
}

// Empty path: too long for a socket address.
sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() < sizeof address.sun_path) std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

// To the end of what the other side says. nullopt on silence, failure, or too much.
std::optional<std::string> receive_all(int socket) {
  std::string text;
  char piece[4096];
  for (;;) {
    pollfd wait{socket, POLLIN, 0};
    if (::poll(&wait, 1, kTimeoutMs) <= 0) return std::nullopt;
    const ssize_t count = ::recv(socket, piece, sizeof piece, 0);
    if (count < 0) return std::nullopt;
    if (count == 0) return text;
    text.append(piece, static_cast<std::size_t>(count));
    if (text.size() > kMessageBytesMax) return std::nullopt;
  }
}

bool send_text(int socket, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool send_all(int socket, std::string_view text) {
  return send_text(socket, text) && ::shutdown(socket, SHUT_WR) == 0;
}

// One line of what the other side says; `rest` keeps what came after it.
std::optional<std::string> receive_line(int socket, std::string& rest) {
  char piece[4096];
  for (;;) {
    if (const auto end = rest.find('\n'); end != std::string::npos) {
      std::string line = rest.substr(0, end);
      rest.erase(0, end + 1);
      return line;
    }
    pollfd wait{socket, POLLIN, 0};
    if (rest.size() > kMessageBytesMax || ::poll(&wait, 1, kTimeoutMs) <= 0) return std::nullopt;
    const ssize_t count = ::recv(socket, piece, sizeof piece, 0);
    if (count <= 0) return std::nullopt;
    rest.append(piece, static_cast<std::size_t>(count));
  }
}

std::string answer_line(bool ok, std::string text, bool more) {
  dto::CommandAnswer answer;
  answer.ok = ok;
  answer.text = std::move(text);
  answer.more = more;
  return json::encode(answer) + "\n";
}

bool is_trusted(int connection) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == 0 || peer.uid == ::geteuid();
}

}  // namespace

Result<std::unique_ptr<Control>> Control::open(Installation& installation) {
  const std::string path = installation.directory->file(kControlSocket);
  const sockaddr_un address = address_of(path);
  if (address.sun_path[0] == '\0')
    return Error(errors::kInvalidOperation, path + " is too long for a socket");
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return failure("cannot make a socket");
  ::unlink(path.c_str());  // of a server that was killed; we hold the directory's lock
  if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener, 4) != 0) {
    ::close(listener);
    return failure("cannot listen on " + path);
  }
  std::unique_ptr<Control> control(new Control(installation, listener));
  control->thread_ = std::thread([raw = control.get()] { raw->run(); });
  return control;
}

Control::~Control() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
  ::unlink(in_.directory->file(kControlSocket).c_str());
}

void Control::run() {
  while (!stopping_) {
    pollfd wait{listener_, POLLIN, 0};
    if (::poll(&wait, 1, kPollMs) <= 0) continue;
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    if (is_trusted(connection)) serve(connection);
    ::close(connection);
  }
}

void Control::serve(int connection) {
  const auto text = receive_all(connection);
  if (!text) return;
  const auto document = json::Document::parse(*text, {.max_bytes = kMessageBytesMax});
  auto arguments = document ? json::decode<Arguments>(*document) : Result<Arguments>(errors::kBodyNotJson);
  if (!arguments) {
    send_all(connection, answer_line(false, "the command was not understood", false));
    return;
  }
  log::info("control.command", {{"command", arguments->command}});
  const Result<std::string> done = run_command(in_, *arguments, [&](const std::string& line) {
    send_text(connection, answer_line(true, line, true));
  });
  send_all(connection, answer_line(done.has_value(), done ? *done : done.error().detail(), false));
}

Result<std::string> ask_server(const std::string& data_directory, const Arguments& arguments,
                               const Progress& progress) {
  const std::string path = data_directory + "/" + std::string(kControlSocket);
  const sockaddr_un address = address_of(path);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return failure("cannot make a socket");
  const bool sent = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                    send_all(socket, json::encode(arguments));
  Result<std::string> outcome =
      failure("the server that holds " + data_directory + " does not answer at " + path);
  std::string rest;
  for (bool more = sent; more;) {
    const std::string line = receive_line(socket, rest).value_or("");
    const auto document = json::Document::parse(line);
    const auto answer = document ? json::decode<dto::CommandAnswer>(*document)
                                 : Result<dto::CommandAnswer>(errors::kBodyNotJson);
    more = answer && answer->more;
    if (more)
      progress(answer->text);
    else if (answer)
      outcome =
          answer->ok ? Result<std::string>(answer->text) : Error(errors::kInvalidOperation, answer->text);
  }
  ::close(socket);
  return outcome;
}

}  // namespace genauth::app
