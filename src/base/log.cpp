#include "base/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <mutex>

#include "base/clock.h"
#include "base/encoding.h"

namespace genauth::log {
namespace {

std::atomic<Level> g_level{Level::kInfo};
std::mutex g_mutex;
std::string g_path = "-";
int g_fd = STDOUT_FILENO;

// A log must never stop the server: a full disk or a closed pipe drops the line.
void write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t done = ::write(g_fd, text.data(), text.size());
    if (done <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(done));
  }
}

bool open_locked() {
  if (g_path == "-") {
    g_fd = STDOUT_FILENO;
    return true;
  }
  const int fd = ::open(g_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (fd < 0) return false;
  g_fd = fd;
  return true;
}

constexpr std::string_view name(Level level) {
  switch (level) {
    case Level::kDebug: return "debug";
    case Level::kInfo: return "info";
    case Level::kWarn: return "warn";
    default: return "error";
  }
}

}  // namespace

Field::Field(std::string_view k, std::string_view v) : key(k), json(json_quote(v)) {}

void set_level(Level value) {
  g_level = value;
}
Level level() {
  return g_level.load(std::memory_order_relaxed);
}

bool open(const std::string& path) {
  std::lock_guard lock(g_mutex);
  g_path = path;
  return open_locked();
}

void reopen() {
  std::lock_guard lock(g_mutex);
  if (g_path == "-") return;
  const int old = g_fd;
  if (open_locked() && old != STDOUT_FILENO && old != g_fd) ::close(old);
}

void raw_line(std::string_view json) {
  std::string line;
  line.reserve(json.size() + 1);
  line.append(json);
  line += '\n';
  std::lock_guard lock(g_mutex);
  write_all(line);
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = "{\"time\":\"" + iso8601_ms(Clock().real_ms()) + "\",\"level\":\"";
  line.append(name(level)).append("\",\"event\":").append(json_quote(event));
  for (const Field& field : fields)
    line.append(",").append(json_quote(field.key)).append(":").append(field.json);
  line += '}';
  raw_line(line);
}

}  // namespace genauth::log
