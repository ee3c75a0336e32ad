// CBOR (RFC 8949) as far as authenticators write it: definite lengths, integers in their shortest form, keys
// that are integers or texts and stand only once, no tags, no floating point, a bounded depth and number of
// items.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "webauthn/outcome.h"

namespace genauth::webauthn::cbor {

enum class Type : std::uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kFalse, kTrue, kNull };

// A decoded item. Texts and byte strings are views into what was decoded, which must outlive it.
struct Value {
  Type type = Type::kNull;
  std::uint64_t number = 0;  // kUnsigned: the value; kNegative: -1 - value
  std::string_view bytes;    // kBytes, kText (well-formed UTF-8)
  std::vector<Value> items;  // kArray: the elements; kMap: key, value, key, value, ...

  bool is(Type wanted) const { return type == wanted; }
  // The integer, if it is one and fits; otherwise `otherwise`.
  std::int64_t integer_or(std::int64_t otherwise) const;
  // A member of a map; null if there is none or this is no map.
  const Value* find(std::string_view key) const;
  const Value* find(std::int64_t key) const;
};

// kCanonical also demands the order of keys of CTAP2 (§8: by type, by length, bytewise), as the specification
// prescribes for public keys and extensions.
enum class Order : std::uint8_t { kAny, kCanonical };

// One item and nothing behind it. kMalformed.
Outcome<Value> decode(std::string_view bytes, Order order);
// One item at the beginning; `used` is its length.
Outcome<Value> decode_front(std::string_view bytes, Order order, std::size_t& used);

}  // namespace genauth::webauthn::cbor
