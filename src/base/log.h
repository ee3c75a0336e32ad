// One structured line per event, JSON on standard output. Thread-safe, buffered by line.
//
//   log::info("serve.ready", {{"listen", "127.0.0.1:3000"}, {"ms", 41}});
//
// Never pass a secret, a code, a token or a password: nothing here can know. Keys are snake_case.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace genauth::log {

enum class Level : std::uint8_t { kDebug, kInfo, kWarn, kError, kOff };

// A key and its value, already in JSON.
struct Field {
  Field(std::string_view k, std::string_view v);
  Field(std::string_view k, const char* v) : Field(k, std::string_view(v)) {}
  Field(std::string_view k, const std::string& v) : Field(k, std::string_view(v)) {}
  Field(std::string_view k, std::int64_t v) : key(k), json(std::to_string(v)) {}
  Field(std::string_view k, int v) : Field(k, std::int64_t{v}) {}
  Field(std::string_view k, std::uint64_t v) : key(k), json(std::to_string(v)) {}
  Field(std::string_view k, bool v) : key(k), json(v ? "true" : "false") {}
  std::string_view key;
  std::string json;
};

void set_level(Level level);
Level level();
// Where lines go: "-" is standard output, anything else a file that is appended to. reopen() closes and opens
// the file again (SIGHUP, for log rotation); on standard output it does nothing.
bool open(const std::string& path);
void reopen();

void write(Level level, std::string_view event, std::initializer_list<Field> fields);
// A line that the caller has composed: a whole JSON object without the end of line.
void raw_line(std::string_view json);

inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) {
  if (level() <= Level::kDebug) write(Level::kDebug, event, fields);
}
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
  if (level() <= Level::kInfo) write(Level::kInfo, event, fields);
}
inline void warn(std::string_view event, std::initializer_list<Field> fields = {}) {
  if (level() <= Level::kWarn) write(Level::kWarn, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
  if (level() <= Level::kError) write(Level::kError, event, fields);
}

}  // namespace genauth::log
