// The fields of an account that people can be asked for: which of them are empty, and what goes into them.
// Pure; no rows. Inside src/modules/completion but for Given.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "gen/dto/stored.h"
#include "json/type.h"
#include "locale/language.h"
#include "modules/applications/applications.h"
#include "modules/users/users.h"

namespace genauth::completion {

using Field = dto::StoredCompletionField;

// A value as a person gave it.
struct Given {
  std::string name;
  json::Raw value;
  std::optional<std::string> code, phone_country_code;
};

// Whether accounts have this member, and it may be asked for.
bool is_known(const Field& field);
// How the field is asked for: contacts, user name, gender and country have controls of their own.
std::string_view input_of(const Field& field);
// In the order of the settings.
std::vector<Field> missing(const applications::Settings& settings, const users::User& user);

// The text of four that is for the language; `common` where it is empty.
struct Words {
  const std::string &en, &zh_cn, &zh_tw, &ja, &common;
  const std::string& in(locale::Language language) const;
};
std::string label_of(const Field& field, locale::Language language);
std::string message_of(const dto::StoredCompletionRule& rule, locale::Language language);

// Of a contact: the code that must have been sent to it.
struct Contact {
  std::string_view channel;
  std::string recipient, code;
};
struct Filled {
  users::User user;  // as it is to be
  std::vector<Contact> contacts;
};
// The account with the values in it, for the fields that it lacks. Refusals as complete(), by the value
// alone.
Result<Filled> fill(users::User user, const std::vector<Field>& fields, const std::vector<Given>& given,
                    locale::Language language);

}  // namespace genauth::completion
