// Rules about the names that people sign in with.
#include <algorithm>

#include "base/encoding.h"
#include "gen/errors/users.h"
#include "modules/users/users.h"
#include "text/unicode.h"

namespace genauth::users {
namespace {

constexpr std::size_t kUsernameMax = 64;   // characters
constexpr std::size_t kEmailMax = 254;     // RFC 5321 §4.5.3.1.3 without the angle brackets
constexpr std::size_t kLocalPartMax = 64;  // §4.5.3.1.1
constexpr std::size_t kLabelMax = 63;      // RFC 1035 §2.3.4

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// White space, controls, and what is invisible or turns the direction of writing: two user names must not
// look alike because one of them holds such a character.
bool is_unprintable(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF;
}

// The next character of valid UTF-8.
char32_t take_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = std::min<std::size_t>(lead < 0x80   ? 1
                                                 : lead < 0xE0 ? 2
                                                 : lead < 0xF0 ? 3
                                                               : 4,
                                                 text.size());
  char32_t value = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) value = (value << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  text.remove_prefix(size);
  return value;
}

// RFC 5322 §3.2.3 dot-atom.
bool is_local_part(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-/=?^_`{|}~";
  if (text.empty() || text.size() > kLocalPartMax) return false;
  if (text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || kOthers.find(c) != std::string_view::npos;
  });
}

bool is_label(std::string_view text) {
  if (text.empty() || text.size() > kLabelMax || text.front() == '-' || text.back() == '-') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

bool is_domain(std::string_view text) {
  std::size_t labels = 0;
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    ++labels;
    if (dot == std::string_view::npos) return labels > 1;
    text.remove_prefix(dot + 1);
  }
}

bool is_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at != std::string_view::npos && text.size() <= kEmailMax && is_local_part(text.substr(0, at)) &&
         is_domain(text.substr(at + 1));
}

}  // namespace

Result<void> check_username(std::string_view username) {
  std::size_t characters = 0;
  for (std::string_view rest = username; !rest.empty(); ++characters)
    if (is_unprintable(take_character(rest))) return Error(errors::kUsernameInvalid).with_field("username");
  if (characters == 0 || characters > kUsernameMax || is_email(username) || looks_like_phone(username) ||
      text::mixes_scripts(username))
    return Error(errors::kUsernameInvalid).with_field("username");
  return {};
}

Result<void> check_email(std::string_view email) {
  if (!is_email(email)) return Error(errors::kEmailInvalid).with_field("email");
  return {};
}

std::string normal_email(std::string_view email) {
  return to_lower_ascii(email);
}

std::string normal_username(std::string_view username) {
  return text::nfc(username);
}

std::string account_key(std::string_view account) {
  if (is_email(account)) return normal_email(account);
  if (!looks_like_phone(account)) return normal_username(account);
  std::string digits;
  for (const char c : account)
    if (is_digit(c)) digits.push_back(c);
  return (account.front() == '+' ? "+" : "+86") + digits;
}

bool looks_like_phone(std::string_view text) {
  const bool international = !text.empty() && text.front() == '+';
  if (international) text.remove_prefix(1);
  std::size_t digits = 0;
  for (const char c : text) {
    if (is_digit(c))
      ++digits;
    else if (c != ' ' && c != '-' && c != '(' && c != ')')
      return false;
  }
  return digits >= (international ? 5 : 10) && digits <= 15;  // E.164 allows 15
}

}  // namespace genauth::users
