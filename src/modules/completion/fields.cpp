#include "modules/completion/fields.h"

#include <algorithm>
#include <array>

#include "gen/errors/form.h"
#include "json/value.h"
#include "modules/completion/values.h"

namespace genauth::completion {
namespace {

struct Place {
  std::string_view name;  // on the wire
  std::optional<std::string> users::User::*member;
};

using users::User;
constexpr std::array kPlaces = {Place{"username", &User::username},
                                Place{"phone", &User::phone},
                                Place{"email", &User::email},
                                Place{"name", &User::name},
                                Place{"nickname", &User::nickname},
                                Place{"photo", &User::photo},
                                Place{"birthdate", &User::birthdate},
                                Place{"country", &User::country},
                                Place{"province", &User::province},
                                Place{"city", &User::city},
                                Place{"address", &User::address},
                                Place{"streetAddress", &User::street_address},
                                Place{"postalCode", &User::postal_code},
                                Place{"company", &User::company},
                                Place{"givenName", &User::given_name},
                                Place{"familyName", &User::family_name},
                                Place{"middleName", &User::middle_name},
                                Place{"profile", &User::profile},
                                Place{"preferredUsername", &User::preferred_username},
                                Place{"website", &User::website},
                                Place{"zoneinfo", &User::zoneinfo},
                                Place{"locale", &User::locale},
                                Place{"formatted", &User::formatted},
                                Place{"region", &User::region},
                                Place{"identityNumber", &User::identity_number}};
// These are asked for by a control of their own, whatever the settings say.
constexpr std::array<std::string_view, 5> kOwnInput = {"username", "phone", "email", "gender", "country"};
constexpr std::string_view kGender = "gender", kUnknownGender = "U";

const Place* place_of(std::string_view name) {
  const auto* found = std::ranges::find(kPlaces, name, &Place::name);
  return found == kPlaces.end() ? nullptr : found;
}

bool is_custom(const Field& field) {
  return field.type == "user";
}

json::Value custom_data_of(const users::User& user) {
  auto data = json::Value::parse(user.custom_data);
  return data ? *std::move(data) : json::Value();
}

bool is_nothing(const json::Value* value) {
  return value == nullptr || value->is_null() || (value->string() != nullptr && value->string()->empty());
}

bool is_empty(const Field& field, const users::User& user) {
  if (is_custom(field)) return is_nothing(custom_data_of(user).find(field.name));
  if (field.name == kGender) return user.gender == kUnknownGender;
  return !(user.*place_of(field.name)->member);
}

const Given* given_for(const Field& field, const std::vector<Given>& given) {
  const auto found = std::ranges::find(given, field.name, &Given::name);
  return found == given.end() ? nullptr : &*found;
}

// A number and an address of the profile are the person's own from now on: their code says so.
void put(const Field& field, const Value& value, users::User& user) {
  if (is_custom(field)) {
    json::Value data = custom_data_of(user);
    data.set(field.name, value.stored);
    user.custom_data = data.text();
    return;
  }
  if (field.name == kGender) {
    user.gender = value.text;
    return;
  }
  user.*place_of(field.name)->member = value.text;
  if (field.name == "phone") {
    user.phone_country_code = value.country_code;
    user.phone_verified = true;
  }
  if (field.name == "email") user.email_verified = true;
}

}  // namespace

bool is_known(const Field& field) {
  return is_custom(field) || field.name == kGender || place_of(field.name) != nullptr;
}

std::string_view input_of(const Field& field) {
  const bool own = !is_custom(field) && std::ranges::find(kOwnInput, field.name) != kOwnInput.end();
  return own ? std::string_view(field.name) : std::string_view(field.input);
}

std::vector<Field> missing(const applications::Settings& settings, const users::User& user) {
  std::vector<Field> fields;
  if (!settings.completion_fields) return fields;
  for (const Field& field : *settings.completion_fields)
    if (is_known(field) && is_empty(field, user)) fields.push_back(field);
  return fields;
}

const std::string& Words::in(locale::Language language) const {
  const std::string* text = &zh_cn;
  if (language == locale::Language::kEnUs) text = &en;
  if (language == locale::Language::kZhTw) text = &zh_tw;
  if (language == locale::Language::kJaJp) text = &ja;
  return text->empty() ? common : *text;
}

std::string label_of(const Field& field, locale::Language language) {
  const Words words{field.label_en, field.label_zh_cn, field.label_zh_tw, field.label_ja, field.label};
  const std::string& label = words.in(language);
  return label.empty() ? field.name : label;
}

std::string message_of(const dto::StoredCompletionRule& rule, locale::Language language) {
  return Words{rule.message_en, rule.message_zh_cn, rule.message_zh_tw, rule.message_ja, rule.message}.in(
      language);
}

Result<Filled> fill(users::User user, const std::vector<Field>& fields, const std::vector<Given>& given,
                    locale::Language language) {
  Filled filled{std::move(user), {}};
  for (const Field& field : fields) {
    const std::string path = "data.fieldValues." + field.name;
    const Given* one = given_for(field, given);
    const std::optional<Value> value =
        one == nullptr ? std::nullopt : TRY(value_of(field, *one, path, language));
    if (!value) {
      if (field.required) return Error(errors::kRequired).with_field(path);
      continue;
    }
    if (!value->recipient.empty()) {
      if (!one->code || one->code->empty()) return Error(errors::kRequired).with_field(path + ".code");
      filled.contacts.push_back({value->channel, value->recipient, *one->code});
    }
    put(field, *value, filled.user);
  }
  return filled;
}

}  // namespace genauth::completion
