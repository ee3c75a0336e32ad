// The rules that a scalar must keep, shared by the decoders of bodies and of query parameters. Errors come
// without a field: the caller knows the path.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "json/type.h"

namespace genauth::json {

// A string value: kRequired for an empty one that is required, then kMustBeOneOf, kTooShort, kTooLong.
Result<void> check_string(const Type& type, std::string_view value, bool required);

// `text` is a number as JSON writes it. kMustBeInteger (2.0 counts as an integer, 2.5 does not), kTooSmall,
// kTooGreat.
Result<std::int64_t> parse_integer(const Type& type, std::string_view text);

// The same with kMustBeNumber; also for numbers that a double cannot hold.
Result<double> parse_number(const Type& type, std::string_view text);

// Elements of an array: kTooFewElements, kTooManyElements.
Result<void> check_count(const Type& type, std::size_t count);

// Makes the path of a member under the path of its parent; `list` and `0.email` give `list.0.email`.
Error under(std::string_view parent, Error error);

}  // namespace genauth::json
