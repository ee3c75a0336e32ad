// From JSON (or query parameters) to a DTO and back, along its descriptor table, with every rule of the
// contract checked on the way in. Handlers never call this; api/invoke.h does. All functions are pure and
// thread-safe.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "json/document.h"
#include "json/type.h"

namespace genauth::json {

// Fills `out`, a value-initialised object of the struct that `type` describes. The first broken rule wins, in
// the order of the contract's members; its error carries the member's path ("list.0.email") as field and the
// bound or the allowed values as arg. Unknown members are ignored, null stands for absent, and of a repeated
// member the last counts.
Result<void> decode(const Type& type, const Document& document, void* out);

// The same from decoded query (and path) parameters. Absent and empty are the same. A boolean is true or
// false in any case; an array arrives as name[]=a&name[]=b, as name=a&name=b, or as name=a,b.
using Params = std::span<const std::pair<std::string, std::string>>;
Result<void> decode_query(const Type& type, Params params, void* out);

// Appends compact JSON. Members that are absent are left out. Text that is not UTF-8 is the caller's mistake
// and is passed on as it is.
void encode(const Type& type, const void* in, std::string& out);

// Appends `text` in quotes, escaped as RFC 8259 §7 demands and no further.
void append_quoted(std::string_view text, std::string& out);

template <class T>
Result<T> decode(const Document& document) {
  T out{};
  TRY(decode(type_of<T>(), document, &out));
  return out;
}

template <class T>
std::string encode(const T& in) {
  std::string out;
  encode(type_of<T>(), &in, out);
  return out;
}

}  // namespace genauth::json
