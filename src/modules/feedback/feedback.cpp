#include "modules/feedback/feedback.h"

#include <algorithm>

#include "base/encoding.h"
#include "gen/sql/feedback.h"

namespace genauth::feedback {
namespace {

constexpr std::size_t kLongest = 3;  // bytes of the longest of them

// Controls beyond ASCII's, and marks that turn the direction of a line, begin at `at`: how many bytes. What
// is below a blank json_quote() has escaped.
std::size_t unseen_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  if (byte(0) == 0x7f) return 1;
  if (byte(0) == 0xc2 && byte(1) < 0xa0) return 2;
  if (byte(0) != 0xe2) return 0;
  const bool is_mark = byte(1) == 0x80 && (byte(2) == 0x8e || byte(2) == 0x8f);
  const bool is_line = byte(1) == 0x80 && byte(2) >= 0xa8 && byte(2) <= 0xae;
  const bool is_isolate = byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9;
  return is_mark || is_line || is_isolate ? kLongest : 0;
}

std::string escaped(std::string_view sequence) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
  unsigned code = byte(0);
  if (sequence.size() == 2) code = byte(1);
  if (sequence.size() == kLongest) code = 0x2000 | ((byte(1) & 0x3fU) << 6) | (byte(2) & 0x3fU);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) text += kDigits[(code >> shift) & 0xf];
  return text;
}

void append(std::string& line, std::string_view name, std::string_view value) {
  line += line.empty() ? "{" : ",";
  line += json_quote(name) + ":";
  const std::string quoted = json_quote(value);
  for (std::size_t at = 0; at < quoted.size();) {
    const std::size_t size = unseen_at(quoted, at);
    line += size > 0 ? escaped(std::string_view(quoted).substr(at, size)) : std::string(1, quoted[at]);
    at += std::max<std::size_t>(size, 1);
  }
}

}  // namespace

Result<void> add(db::Tx& tx, std::string_view pool_id, const Entry& entry) {
  TRY(tx.execute(sql::insert_feedback,
                 {pool_id, entry.id, entry.app_id, entry.type, entry.description, entry.contact,
                  entry.request_id, entry.client_ip, entry.user_agent, entry.created_at}));
  return {};
}

Result<std::vector<Entry>> list(db::Session& session, std::string_view pool_id, std::int64_t now_ms,
                                std::int64_t limit) {
  const db::Rows rows = TRY(session.query(sql::list_feedback, {pool_id, now_ms - kKeptMs, limit}));
  std::vector<Entry> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back({rows[i].text(0), rows[i].text(1), rows[i].text(2), rows[i].text(3), rows[i].text(4),
                     rows[i].text(5), rows[i].text(6), rows[i].text(7), rows[i].integer(8)});
  return found;
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_feedback, {now_ms - kKeptMs, limit});
}

std::string json_of(const std::vector<Entry>& entries) {
  if (entries.empty()) return "[]";
  std::string text = "[\n";
  for (const Entry& entry : entries) {
    std::string line;
    append(line, "at", iso8601_ms(entry.created_at));
    append(line, "application", entry.app_id);
    append(line, "type", entry.type);
    append(line, "description", entry.description);
    append(line, "contact", entry.contact);
    append(line, "requestId", entry.request_id);
    append(line, "clientIp", entry.client_ip);
    append(line, "userAgent", entry.user_agent);
    text += line + (&entry == &entries.back() ? "}\n" : "},\n");
  }
  return text + "]";
}

}  // namespace genauth::feedback
