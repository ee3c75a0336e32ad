#include "modules/completion/values.h"

#include <algorithm>

#include "base/encoding.h"
#include "gen/errors/completion.h"
#include "gen/errors/form.h"
#include "locale/countries.h"
#include "modules/passwords/passwords.h"
#include "phone/phone.h"

namespace genauth::completion {
namespace {

constexpr std::size_t kTextMax = 1024;   // as browsers count
constexpr std::size_t kDateLength = 10;  // 2026-11-26

Error bad(const char* what) {
  return Error(errors::kBadFormat).with_arg(what);
}

Value text_value(std::string text) {
  Value value;
  value.stored = text;
  value.text = std::move(text);
  return value;
}

// Forms send numbers and truth values as text, too.
Result<Value> number_of(const json::Value& given) {
  json::Value number = given;
  if (const std::string* typed = given.string()) {
    auto parsed = json::Value::parse(*typed);
    if (parsed) number = *std::move(parsed);
  }
  if (!number.number()) return bad("a number");
  Value value;
  value.text = number.text();
  value.stored = std::move(number);
  return value;
}

Result<Value> boolean_of(const json::Value& given) {
  const std::string* typed = given.string();
  const bool is_true = typed != nullptr ? *typed == "true" : given == json::Value(true);
  if (!is_true && given != json::Value(false) && (typed == nullptr || *typed != "false"))
    return bad("true or false");
  Value value;
  value.stored = is_true;
  value.text = is_true ? "true" : "false";
  return value;
}

Result<Value> date_of(const std::string& typed) {
  const std::string day = typed.substr(0, kDateLength);
  const bool has_time = typed.size() > kDateLength;
  if (!parse_iso8601(has_time ? typed : typed + "T00:00:00Z")) return bad("a date such as 2026-11-26");
  return text_value(day);
}

Result<Value> time_of(const std::string& typed) {
  if (!parse_iso8601(typed)) return bad("a time such as 2026-11-26T08:30:00Z");
  return text_value(typed);
}

Result<Value> choice_of(const Field& field, const std::string& typed) {
  if (!field.options) return text_value(typed);
  if (std::ranges::find(*field.options, typed, &dto::StoredCompletionOption::value) == field.options->end())
    return bad("one of the options");
  return text_value(typed);
}

Result<Value> country_of(const std::string& typed) {
  const auto countries = locale::countries();
  const bool known = std::ranges::any_of(countries, [&](const locale::Country& country) {
    return country.alpha2 == typed || country.alpha3 == typed;
  });
  if (!known) return bad("a country such as CN or CHN");
  return text_value(typed);
}

Result<Value> phone_of(const Field& field, const Given& given, const std::string& typed) {
  const phone::Number number = TRY(phone::parse(given.phone_country_code.value_or(""), typed));
  Value value = text_value(number.national);
  if (field.type == "user") value.stored = number.e164;
  value.country_code = number.country_code;
  value.recipient = number.e164;
  value.channel = "CHANNEL_COMPLETE_PHONE";
  return value;
}

Result<Value> email_of(const std::string& typed) {
  TRY(users::check_email(typed));
  Value value = text_value(users::normal_email(typed));
  value.recipient = value.text;
  value.channel = "CHANNEL_COMPLETE_EMAIL";
  return value;
}

// An address that browsers show as a picture, and run nothing of.
bool is_web_address(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

Result<Value> read_text(const Field& field, const Given& given, const std::string& typed) {
  const std::string_view input = input_of(field);
  if (input == "date") return date_of(typed);
  if (input == "dateTime" || input == "datetime") return time_of(typed);
  if (input == "select" || input == "dropdown") return choice_of(field, typed);
  if (input == "country") return country_of(typed);
  if (input == "phone") return phone_of(field, given, typed);
  if (input == "email") return email_of(typed);
  if (input == "gender" && typed != "M" && typed != "F") return bad("M or F");
  if (input == "image" && !is_web_address(typed)) return bad("an address that begins with https://");
  if (input == "username") TRY(users::check_username(typed));
  return text_value(input == "username" ? users::normal_username(typed) : typed);
}

Result<Value> read(const Field& field, const Given& given, const json::Value& value) {
  const std::string_view input = input_of(field);
  if (input == "number") return number_of(value);
  if (input == "boolean") return boolean_of(value);
  const std::string* text = value.string();
  if (text == nullptr) return bad("a text");
  if (utf16_length(*text) > kTextMax) return bad("a text of at most 1024 characters");
  return read_text(field, given, *text);
}

// Patterns come from consoles that write them as /.../.
std::string_view pattern_of(std::string_view content) {
  if (content.size() >= 2 && content.front() == '/' && content.back() == '/')
    return content.substr(1, content.size() - 2);
  return content;
}

bool follows(const dto::StoredCompletionRule& rule, const Value& value) {
  if (rule.type == "regExp") return passwords::matches(pattern_of(rule.content), value.text);
  if (rule.type == "isNumber") {
    const auto number = json::Value::parse(value.text);
    return number && number->number();
  }
  if (rule.type == "phone") return phone::parse(value.country_code, value.text).has_value();
  if (rule.type == "email") return users::check_email(value.text).has_value();
  return true;
}

Result<void> check_rules(const Field& field, const Value& value, locale::Language language) {
  if (!field.rules) return {};
  for (const dto::StoredCompletionRule& rule : *field.rules) {
    if (follows(rule, value)) continue;
    const std::string message = message_of(rule, language);
    return Error(errors::kCompletionRuleBroken).with_arg(message.empty() ? rule.type : message);
  }
  return {};
}

}  // namespace

Result<std::optional<Value>> value_of(const Field& field, const Given& given, const std::string& path,
                                      locale::Language language) {
  if (given.value.empty()) return std::optional<Value>();
  const json::Value sent = TRY(json::Value::parse(given.value));
  if (sent.is_null() || sent == json::Value("")) return std::optional<Value>();
  Result<Value> value = read(field, given, sent);
  if (!value) return std::move(value).error().with_field(path);
  if (auto kept = check_rules(field, *value, language); !kept)
    return std::move(kept).error().with_field(path);
  return std::optional(*std::move(value));
}

}  // namespace genauth::completion
