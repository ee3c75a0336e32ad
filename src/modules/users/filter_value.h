// Values of filters, from JSON to what a column holds. Inside src/modules/users only. Pure functions.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/document.h"

namespace genauth::users {

struct FilterValue {
  json::ValueKind kind = json::ValueKind::kNull;
  std::string
      text;  // a string's characters; "true" or "false"; a number as written; an object or array as JSON
};

// One value or the elements of an array; a text that is empty stands for no value at all.
Result<std::vector<FilterValue>> filter_values(std::string_view raw_json);

// ISO 8601 ("2026-11-23", "2026-11-23T22:45:10.123Z", "...+08:00") or epoch seconds or milliseconds, to
// milliseconds. A number below 10^11 counts seconds: in milliseconds it would be a date in early 1973.
std::optional<std::int64_t> parse_time(std::string_view text);
std::int64_t to_ms(std::int64_t seconds_or_ms);

std::optional<double> parse_number(std::string_view text);

}  // namespace genauth::users
