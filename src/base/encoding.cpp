#include "base/encoding.h"

#include <array>
#include <charconv>
#include <cstring>
#include <ctime>

namespace genauth {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr char kBase64Url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr std::array<std::int8_t, 256> decode_table(const char* alphabet) {
  std::array<std::int8_t, 256> table{};
  for (auto& entry : table) entry = -1;
  for (int i = 0; i < 64; ++i) table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  return table;
}

std::string encode64(std::string_view bytes, const char* alphabet, bool pad) {
  std::string out((bytes.size() * 4 + 2) / 3, '\0');
  char* at = out.data();
  std::uint32_t bits = 0;
  int held = 0;
  for (unsigned char byte : bytes) {
    bits = bits << 8 | byte;
    for (held += 8; held >= 6; held -= 6) *at++ = alphabet[bits >> (held - 6) & 63];
  }
  if (held > 0) *at = alphabet[bits << (6 - held) & 63];
  if (pad) out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

std::optional<std::string> decode64(std::string_view text, const std::array<std::int8_t, 256>& table) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int held = 0;
  for (unsigned char c : text) {
    const int value = table[c];
    if (value < 0) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((held += 6) >= 8) out += static_cast<char>(bits >> (held -= 8) & 255);
  }
  if ((bits & ((1U << held) - 1)) != 0)
    return std::nullopt;  // RFC 4648 §3.5: two texts must not mean one value
  return out;
}

constexpr bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// Length of the well-formed sequence that starts at `at`, 0 if there is none (RFC 3629 §4).
std::size_t utf8_sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!tail(1) || !tail(2)) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;  // overlong
    if (lead == 0xED && byte(1) > 0x9F) return 0;  // surrogate
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if (lead == 0xF0 && byte(1) < 0x90) return 0;  // overlong
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;  // above U+10FFFF
    return 4;
  }
  return 0;
}

}  // namespace

std::string hex(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (unsigned char byte : bytes) {
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
  }
  return out;
}

std::optional<std::string> unhex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]), low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

std::string base64(std::string_view bytes) {
  return encode64(bytes, kBase64, true);
}
std::string base64url(std::string_view bytes) {
  return encode64(bytes, kBase64Url, false);
}

std::optional<std::string> unbase64(std::string_view text) {
  static constexpr auto kTable = decode_table(kBase64);
  if (text.size() % 4 == 0)
    for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.remove_suffix(1);
  return decode64(text, kTable);
}

std::optional<std::string> unbase64url(std::string_view text) {
  static constexpr auto kTable = decode_table(kBase64Url);
  return decode64(text, kTable);
}

std::string base32(std::string_view bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (held += 8; held >= 5; held -= 5) out += kBase32[bits >> (held - 5) & 31];
  }
  if (held > 0) out += kBase32[bits << (5 - held) & 31];
  return out;
}

std::optional<std::string> unbase32(std::string_view text) {
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const auto digit = kBase32.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 5 | static_cast<std::uint32_t>(digit);
    held += 5;
    if (held >= 8) out += static_cast<char>(bits >> (held -= 8) & 255);
  }
  return out;  // bits that fill no byte do not count: secrets of some authenticators have them
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kUpperDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  std::size_t copied = 0;  // what needs no escape goes over in one piece
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_unreserved(text[i])) continue;
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape[] = {'%', kUpperDigits[byte >> 4], kUpperDigits[byte & 15]};
    out.append(text, copied, i - copied).append(escape, sizeof escape);
    copied = i + 1;
  }
  return out.append(text, copied);
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  const std::string_view special = plus_is_space ? "%+" : "%";
  std::size_t at = 0;
  for (std::size_t next; (next = text.find_first_of(special, at)) != std::string_view::npos;) {
    out.append(text, at, next - at);
    at = next + 1;
    if (text[next] == '+') {
      out += ' ';
      continue;
    }
    if (at + 2 > text.size()) return std::nullopt;
    const int high = hex_value(text[at]), low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high << 4 | low);
    at += 2;
  }
  return out.append(text, at);
}

bool is_utf8(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (std::size_t at = 0; at < text.size();) {
    if (at + sizeof(std::uint64_t) <= text.size()) {  // most of what comes is ASCII
      std::uint64_t eight = 0;
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & kHighBits) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const std::size_t length = utf8_sequence(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::size_t utf16_length(std::string_view utf8) {
  std::size_t units = 0;
  for (unsigned char byte : utf8) units += (byte & 0xC0) == 0x80 ? 0 : (byte >= 0xF0 ? 2 : 1);
  return units;
}

std::string to_lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::optional<std::int64_t> parse_int(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::string json_quote(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size() + 2);
  out += '"';
  std::size_t copied = 0;  // what needs no escape goes over in one piece
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const char c = utf8[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && c != '"' && c != '\\') continue;
    out.append(utf8, copied, i - copied);
    copied = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += kHexDigits[byte >> 4];
        out += kHexDigits[byte & 15];
    }
  }
  return out.append(utf8, copied).append(1, '"');
}

namespace {
std::tm utc(std::int64_t epoch_ms) {
  const std::time_t seconds =
      static_cast<std::time_t>(epoch_ms >= 0 ? epoch_ms / 1000 : (epoch_ms - 999) / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return parts;
}
}  // namespace

std::string iso8601_ms(std::int64_t epoch_ms) {
  // Most calls of a thread ask for the second of the call before (the log does so for every line).
  thread_local std::int64_t cached_second = -1;
  thread_local char cached[32] = {};
  const std::int64_t ms = (epoch_ms % 1000 + 1000) % 1000;
  const std::int64_t second = (epoch_ms - ms) / 1000;
  if (second != cached_second) {
    const std::tm parts = utc(epoch_ms);
    if (std::strftime(cached, sizeof cached, "%Y-%m-%dT%H:%M:%S", &parts) == 0) cached[0] = '\0';
    cached_second = second;
  }
  std::string out(cached);
  out += '.';
  out += static_cast<char>('0' + ms / 100);
  out += static_cast<char>('0' + ms / 10 % 10);
  out += static_cast<char>('0' + ms % 10);
  return out += 'Z';
}

std::optional<std::int64_t> parse_iso8601(std::string_view text) {
  std::tm parts{};
  const std::string whole(text);
  const char* rest = strptime(whole.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (rest == nullptr) return std::nullopt;
  std::string_view left(rest);
  std::int64_t ms = 0;
  if (left.starts_with('.')) {
    left.remove_prefix(1);
    int unit = 100, digits = 0;
    for (; !left.empty() && left[0] >= '0' && left[0] <= '9'; left.remove_prefix(1), ++digits, unit /= 10)
      ms += unit * (left[0] - '0');
    if (digits == 0) return std::nullopt;
  }
  std::int64_t offset_min = 0;
  if (left.size() == 6 && (left[0] == '+' || left[0] == '-') && left[3] == ':') {
    const auto hours = parse_int(left.substr(1, 2)), minutes = parse_int(left.substr(4, 2));
    if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) return std::nullopt;
    offset_min = (*hours * 60 + *minutes) * (left[0] == '-' ? -1 : 1);
  } else if (left != "Z") {
    return std::nullopt;
  }
  return (static_cast<std::int64_t>(timegm(&parts)) - offset_min * 60) * 1000 + ms;
}

std::string http_date(std::int64_t epoch_ms) {
  const std::tm parts = utc(epoch_ms);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  std::tm parts{};
  const std::string copy(text);
  const char* end = strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return static_cast<std::int64_t>(timegm(&parts)) * 1000;
}

}  // namespace genauth
