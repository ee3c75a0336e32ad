#include "modules/passwords/passwords.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/log.h"
#include "gen/errors/form.h"
#include "gen/errors/passwords.h"
#include "gen/errors/users.h"
#include "modules/passwords/common.h"
#include "modules/passwords/pattern.h"
#include "text/unicode.h"

namespace genauth::passwords {
namespace {

constexpr std::int64_t kLevelLengthMin = 6;
constexpr std::int64_t kNameLengthMin = 4;  // shorter names occur in words by chance
constexpr std::int64_t kBesideNameMin = 6;  // what must stand beside a name that the password contains

// Letters, digits, and everything else; what lies beyond ASCII counts as letters.
std::int64_t kinds_of(std::string_view password) {
  bool letter = false, digit = false, sign = false;
  for (const char c : password) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80)
      letter = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      sign = true;
  }
  return std::int64_t{letter} + std::int64_t{digit} + std::int64_t{sign};
}

Result<void> check_level(std::int64_t level, std::string_view password) {
  if (level > 0 && length_of(password) < kLevelLengthMin)
    return Error(errors::kPasswordTooShort).with_arg(std::to_string(kLevelLengthMin));
  if (kinds_of(password) < level) return Error(errors::kPasswordTooSimple).with_arg(std::to_string(level));
  return {};
}

bool is_like(std::string_view password, std::string_view name) {
  if (length_of(name) < kNameLengthMin) return false;
  const std::string lower = to_lower_ascii(password), part = to_lower_ascii(name);
  if (lower.find(part) == std::string::npos) return false;
  return length_of(lower) - length_of(part) < kBesideNameMin;
}

std::string message_of(const dto::StoredPasswordRule& rule, locale::Language language) {
  const std::string* text = &rule.message_zh_cn;
  if (language == locale::Language::kEnUs) text = &rule.message_en;
  if (language == locale::Language::kZhTw) text = &rule.message_zh_tw;
  if (language == locale::Language::kJaJp) text = &rule.message_ja;
  for (const std::string* other : {text, &rule.message_en, &rule.message_zh_cn, &rule.pattern})
    if (!other->empty()) return *other;
  return {};
}

Result<void> check_rules(const pools::Settings& settings, std::string_view password,
                         locale::Language language) {
  if (!settings.password_rules) return {};
  for (const dto::StoredPasswordRule& rule : *settings.password_rules) {
    if (matches(rule.pattern, password)) continue;
    return Error(errors::kPasswordRuleBroken).with_arg(message_of(rule, language));
  }
  return {};
}

// Digests of other systems take microseconds; a wrong guess at one must not say so. (The slow ones of other
// systems take what they take.)
bool is_quick(std::string_view hash) {
  return hash.starts_with('{') || hash.starts_with("$1$");
}
crypto::PasswordCheck look(const std::string& hash, std::string_view password,
                           const crypto::PasswordCost& cost) {
  const crypto::PasswordCheck check = crypto::verify_password(hash, password, cost);
  if (!check.ok && is_quick(hash)) crypto::verify_nothing(password, cost);
  return check;
}

}  // namespace

std::string normal(std::string_view password) {
  return text::nfc(password);
}

std::int64_t length_of(std::string_view password) {
  return std::ranges::count_if(password,
                               [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

Result<void> check(const pools::Settings& settings, std::string_view typed,
                   std::span<const std::string> names, locale::Language language) {
  const std::string password = normal(typed);
  const std::int64_t length = length_of(password);
  if (length < settings.password_length_min)
    return Error(errors::kPasswordTooShort).with_arg(std::to_string(settings.password_length_min));
  if (length > kLengthMax) return Error(errors::kPasswordTooLong).with_arg(std::to_string(kLengthMax));
  TRY(check_level(settings.password_level_min, password));
  if (settings.password_blocklist) {
    for (const std::string& name : names)
      if (is_like(password, name)) return errors::kPasswordLikeAccount;
    if (is_common(password)) return errors::kPasswordCommon;
  }
  return check_rules(settings, password, language);
}

// A rule that nobody can check lets nothing pass: the administrator finds the reason in the log.
bool matches(std::string_view pattern, std::string_view text) {
  const Match matched = match(pattern, text);
  if (matched == Match::kGaveUp || matched == Match::kBadPattern)
    log::warn("passwords.rule",
              {{"pattern", pattern}, {"why", matched == Match::kGaveUp ? "too slow" : "not a pattern"}});
  return matched == Match::kYes;
}

Result<void> check_pattern(std::string_view pattern) {
  if (match(pattern, "") != Match::kBadPattern) return {};
  return Error(errors::kBadFormat).with_field("password_rules").with_arg("a regular expression (PCRE2)");
}

crypto::PasswordCheck verify(const std::string& hash, std::string_view password,
                             const crypto::PasswordCost& cost) {
  const std::string one_form = normal(password);
  crypto::PasswordCheck check = look(hash, one_form, cost);
  if (!check.ok && one_form != password) {
    check = look(hash, password, cost);
    check.needs_rehash = check.ok;
  }
  return check;
}

void verify_nothing(std::string_view password, const crypto::PasswordCost& cost) {
  const std::string one_form = normal(password);
  crypto::verify_nothing(one_form, cost);
  if (one_form != password) crypto::verify_nothing(password, cost);
}

}  // namespace genauth::passwords
