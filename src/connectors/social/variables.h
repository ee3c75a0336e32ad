// What templates refer to (row.h): named texts of the connection and the flow, and the answers of earlier
// steps.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "json/value.h"

namespace genauth::social {

class Variables {
 public:
  void set(std::string_view name, std::string value) { texts_[std::string(name)] = std::move(value); }
  void set_answer(std::string_view name, json::Value answer) {
    answers_[std::string(name)] = std::move(answer);
  }

  // "client_id", or "token.data.0.openid": strings, numbers and booleans as text; nullopt where there is none
  // or it is empty.
  std::optional<std::string> find(std::string_view path) const;
  const json::Value* answer(std::string_view name) const;

  // The template with its variables filled in; nullopt if it is nothing but one that has no value.
  std::optional<std::string> expand(std::string_view text) const;

  // The answers together, as they are kept with the account; those named "token" and "app" are left out.
  json::Value answers() const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
  std::map<std::string, json::Value, std::less<>> answers_;
};

// The value behind a path of member names and list positions; nullptr if there is none.
const json::Value* walk(const json::Value& value, std::string_view path);
// A string, number or boolean as text.
std::optional<std::string> text_of(const json::Value& value);

}  // namespace genauth::social
