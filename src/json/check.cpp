#include "json/check.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/encoding.h"
#include "gen/errors/form.h"

namespace genauth::json {
namespace {

// Doubles beyond this hold no fractions, and the first that no longer fits an int64 is exactly 2^63.
constexpr double kInt64Bound = 9223372036854775808.0;

bool parse_double(std::string_view text, double& value) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

std::string joined(std::span<const std::string_view> values) {
  std::string text;
  for (const std::string_view value : values) {
    if (!text.empty()) text += ", ";
    text += value;
  }
  return text;
}

Error bound(Code code, std::int64_t value) {
  return Error(code).with_arg(std::to_string(value));
}

}  // namespace

Result<void> check_string(const Type& type, std::string_view value, bool required) {
  if (value.empty() && required) return errors::kRequired;
  if (!type.values.empty() && std::ranges::find(type.values, value) == type.values.end()) {
    return Error(errors::kMustBeOneOf).with_arg(joined(type.values));
  }
  // UTF-16 never needs more units than UTF-8 has bytes, so most strings are not counted at all.
  if (type.min_size == 0 && value.size() <= type.max_size) return {};
  const std::size_t size = utf16_length(value);
  if (size < type.min_size) return bound(errors::kTooShort, type.min_size);
  if (size > type.max_size) return bound(errors::kTooLong, type.max_size);
  return {};
}

Result<std::int64_t> parse_integer(const Type& type, std::string_view text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) {
    // 2.0, 1e3, or a number that no int64 holds: the bound that it breaks is the useful answer.
    double wide = 0;
    if (!parse_double(text, wide) || wide != std::trunc(wide)) return errors::kMustBeInteger;
    if (wide >= kInt64Bound) return bound(errors::kTooGreat, type.max);
    if (wide < -kInt64Bound) return bound(errors::kTooSmall, type.min);
    value = static_cast<std::int64_t>(wide);
  }
  if (value < type.min) return bound(errors::kTooSmall, type.min);
  if (value > type.max) return bound(errors::kTooGreat, type.max);
  return value;
}

Result<double> parse_number(const Type& type, std::string_view text) {
  double value = 0;
  if (!parse_double(text, value)) return errors::kMustBeNumber;
  if (type.min != std::numeric_limits<std::int64_t>::min() && value < static_cast<double>(type.min)) {
    return bound(errors::kTooSmall, type.min);
  }
  if (type.max != std::numeric_limits<std::int64_t>::max() && value > static_cast<double>(type.max)) {
    return bound(errors::kTooGreat, type.max);
  }
  return value;
}

Result<void> check_count(const Type& type, std::size_t count) {
  if (count < type.min_size) return bound(errors::kTooFewElements, type.min_size);
  if (count > type.max_size) return bound(errors::kTooManyElements, type.max_size);
  return {};
}

Error under(std::string_view parent, Error error) {
  std::string path(parent);
  if (!error.field().empty()) path.append(".").append(error.field());
  return std::move(error).with_field(std::move(path));
}

}  // namespace genauth::json
