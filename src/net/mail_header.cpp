#include "net/mail_header.h"

#include <algorithm>

#include "base/encoding.h"

namespace genauth::net {

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

std::string mail_text(std::string_view utf8) {
  const bool is_ascii = std::ranges::all_of(utf8, [](char c) { return c >= ' ' && c < 0x7F; });
  // "=?" would be read as an encoded-word.
  if (is_ascii && utf8.size() <= 60 && utf8.find("=?") == std::string_view::npos) return std::string(utf8);
  constexpr std::size_t kMostBytes = 45;  // 60 characters of base64; 12 more of wrapping stay below 75
  std::string out;
  while (!utf8.empty()) {
    std::size_t size = std::min(kMostBytes, utf8.size());
    // A word holds whole characters (RFC 2047 §5).
    while (size < utf8.size() && size > 1 && (static_cast<unsigned char>(utf8[size]) & 0xC0U) == 0x80) --size;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(utf8.substr(0, size)) + "?=";
    utf8.remove_prefix(size);
  }
  return out;
}

std::string mail_mailbox(std::string_view name, std::string_view address) {
  if (name.empty()) return std::string(address);
  std::string shown = mail_text(name);
  if (shown == name) {  // printable ASCII: a quoted-string (RFC 5322 §3.2.4)
    shown = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') shown += '\\';
      shown += c;
    }
    shown += '"';
  }
  return shown + " <" + std::string(address) + ">";
}

}  // namespace genauth::net
