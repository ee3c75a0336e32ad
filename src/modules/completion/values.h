// One value of one field: read by the field's control, held against its rules. Pure. Inside
// src/modules/completion only.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "json/value.h"
#include "locale/language.h"
#include "modules/completion/fields.h"

namespace genauth::completion {

struct Value {
  json::Value stored;             // as customData keeps it
  std::string text;               // as a member of the profile keeps it
  std::string country_code = {};  // of a number
  // Of a number or an address: where its code went, and for what. Empty otherwise.
  std::string recipient = {};
  std::string_view channel = {};
};

// nullopt for no value at all: null, or an empty text. Errors have `path` as their field.
Result<std::optional<Value>> value_of(const Field& field, const Given& given, const std::string& path,
                                      locale::Language language);

}  // namespace genauth::completion
