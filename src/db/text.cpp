#include "db/text.h"

#include "base/encoding.h"

namespace genauth::db {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

// Where the token ends that starts at `at` and in which $N means nothing; `at` itself if it is no such token.
// A doubled quote ends one literal and starts the next, which comes to the same.
std::size_t skip_opaque(std::string_view sql, std::size_t at) {
  const auto after = [&](std::string_view end, std::size_t from) {
    const std::size_t found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  if (sql[at] == '\'' || sql[at] == '"') return after(sql.substr(at, 1), at + 1);
  if (sql.substr(at, 2) == "--") return after("\n", at + 2);
  if (sql.substr(at, 2) == "/*") return after("*/", at + 2);
  if (is_word(sql[at]) && sql[at] != '$') {  // a name may hold a dollar sign
    std::size_t end = at + 1;
    while (end < sql.size() && is_word(sql[end])) ++end;
    return end;
  }
  return at;
}

}  // namespace

std::string question_marks(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = skip_opaque(sql, at);
    if (end > at) {
      out.append(sql.substr(at, end - at));
      at = end;
      continue;
    }
    const bool parameter = sql[at] == '$' && at + 1 < sql.size() && sql[at + 1] >= '0' && sql[at + 1] <= '9';
    out += parameter ? '?' : sql[at];
    ++at;
  }
  return out;
}

bool storable(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_utf8(text);
}

}  // namespace genauth::db
