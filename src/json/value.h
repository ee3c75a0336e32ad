// A small tree for the few places that look inside free-form data (Raw): custom fields, provider answers,
// filters. Requests and answers never go through it; they have DTOs.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "json/document.h"
#include "json/type.h"

namespace genauth::json {

// A value with the usual copy and move. Not thread-safe to change, like any plain value. Numbers without
// fraction or exponent that fit are std::int64_t, all others double. Objects keep the order in which members
// were set.
class Value {
 public:
  using Array = std::vector<Value>;
  using Object = std::vector<std::pair<std::string, Value>>;

  Value() = default;                                             // null
  Value(bool value) : state_(value) {}                           // NOLINT
  Value(int value) : state_(std::int64_t{value}) {}              // NOLINT
  Value(std::int64_t value) : state_(value) {}                   // NOLINT
  Value(double value) : state_(value) {}                         // NOLINT
  Value(std::string value) : state_(std::move(value)) {}         // NOLINT
  Value(std::string_view value) : state_(std::string(value)) {}  // NOLINT
  Value(const char* value) : state_(std::string(value)) {}       // NOLINT
  Value(Array value) : state_(std::move(value)) {}               // NOLINT
  Value(Object value) : state_(std::move(value)) {}              // NOLINT

  // Errors as Document::parse. Of a repeated member the last value counts.
  static Result<Value> parse(std::string_view text, const Limits& limits = {});
  static Result<Value> parse(const Raw& raw) { return parse(raw.text); }

  bool is_null() const { return std::holds_alternative<std::monostate>(state_); }
  // Null pointer, or nullopt, when the value is of another kind.
  const bool* boolean() const { return std::get_if<bool>(&state_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&state_); }
  std::optional<double> number() const;  // also of an integer
  const std::string* string() const { return std::get_if<std::string>(&state_); }
  const Array* array() const { return std::get_if<Array>(&state_); }
  const Object* object() const { return std::get_if<Object>(&state_); }

  // The member's value; null if there is none or this is no object.
  const Value* find(std::string_view name) const;
  // Adds or replaces a member; anything but an object becomes an empty object first.
  void set(std::string_view name, Value value);
  // Removes the member; says whether there was one.
  bool erase(std::string_view name);

  // Compact JSON.
  std::string text() const;
  Raw raw() const { return {text()}; }

  bool operator==(const Value&) const = default;

 private:
  void append(std::string& out) const;

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> state_;
};

}  // namespace genauth::json
