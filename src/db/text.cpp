#include "db/text.h"

#include <algorithm>

#include "base/encoding.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"

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

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Calls `parameter` with the position of each $ that starts one, and `other` with everything else, piece by
// piece.
template <class Parameter, class Other>
void scan(std::string_view sql, const Parameter& parameter, const Other& other) {
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t end = std::max(skip_opaque(sql, at), at + 1);
    if (sql[at] == '$' && at + 1 < sql.size() && is_digit(sql[at + 1]))
      parameter(at);
    else
      other(sql.substr(at, end - at));
    at = end;
  }
}

}  // namespace

std::string question_marks(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  scan(
      sql, [&](std::size_t) { out += '?'; }, [&](std::string_view piece) { out.append(piece); });
  return out;
}

std::size_t parameter_count(std::string_view sql) {
  std::size_t highest = 0;
  const auto count = [&](std::size_t at) {
    std::size_t end = at + 1;
    while (end < sql.size() && is_digit(sql[end])) ++end;
    const auto number = parse_int(sql.substr(at + 1, end - at - 1));
    highest = std::max(highest, static_cast<std::size_t>(number.value_or(0)));
  };
  scan(sql, count, [](std::string_view) {});
  return highest;
}

bool storable(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_utf8(text);
}

Error unstorable(std::string_view text, std::string detail) {
  if (text.find('\0') == std::string_view::npos) return {errors::kInternal, std::move(detail)};
  return Error(errors::kBadFormat, std::move(detail))
      .with_field("text")
      .with_arg("free of the character U+0000");
}

}  // namespace genauth::db
