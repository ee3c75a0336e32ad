// Descriptor tables: what the codec knows of a DTO. The generator writes one table per struct of the
// contract; the codec (json/codec.h) walks it to decode, validate and encode. Everything here is constant
// data, so thread-safe.
//
//   dto::BindPhoneDto req;
//   TRY(json::decode(json::type_of<dto::BindPhoneDto>(), document, &req));
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace genauth::json {

// A free-form member: compact, valid JSON of any kind, or empty text where the member is absent.
struct Raw {
  std::string text;

  bool empty() const { return text.empty(); }
  bool operator==(const Raw&) const = default;
};

// JSON that was written before the server started and outlives it. The byte behind the text is a closing
// brace, so that an envelope can end with it and nothing is copied.
struct Prebuilt {
  std::string_view text;
};

// What the contract says of a value, and so which C++ type holds it.
enum class Kind : std::uint8_t {
  kString,     // std::string
  kInteger,    // std::int64_t
  kNumber,     // double
  kBoolean,    // bool
  kArray,      // std::vector<T>
  kObject,     // a generated struct
  kRaw,        // Raw, any JSON
  kRawObject,  // Raw, a JSON object
};

// Reaches into a std::vector<T> whose T the codec does not know.
struct ArrayAccess {
  void* (*append)(void* vector);  // the new last element, value-initialised
  void (*clear)(void* vector);
  std::size_t (*size)(const void* vector);
  const void* (*at)(const void* vector, std::size_t index);
};

// Reaches into a std::optional<T>.
struct OptionalAccess {
  void* (*emplace)(void* optional);          // the value, value-initialised
  const void* (*get)(const void* optional);  // null if there is none
};

struct Type;

// One member of a struct. A member is a plain C++ member if it is required, has a default (then its
// initialiser) or is free-form; it is a std::optional otherwise.
struct Member {
  std::string_view name;  // on the wire
  const Type* type;
  std::uint32_t offset;
  bool required = false;
  const OptionalAccess* optional = nullptr;  // null for a plain member
};

// Bounds are inclusive; an absent one is the widest value of its type.
struct Type {
  Kind kind;
  std::int64_t min = std::numeric_limits<std::int64_t>::min();  // kInteger; kNumber where a bound is set
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::uint32_t min_size = 0;  // kString: UTF-16 units, as existing clients count; kArray: elements
  std::uint32_t max_size = std::numeric_limits<std::uint32_t>::max();
  std::span<const std::string_view> values = {};  // kString: the only values allowed; empty: any
  const Type* element = nullptr;                  // kArray
  const ArrayAccess* array = nullptr;             // kArray
  std::span<const Member> members = {};           // kObject, in the order of the contract
};

template <class T>
inline constexpr ArrayAccess kArrayAccess = {
    [](void* vector) -> void* { return &static_cast<std::vector<T>*>(vector)->emplace_back(); },
    [](void* vector) { static_cast<std::vector<T>*>(vector)->clear(); },
    [](const void* vector) { return static_cast<const std::vector<T>*>(vector)->size(); },
    [](const void* vector, std::size_t index) -> const void* {
      return &(*static_cast<const std::vector<T>*>(vector))[index];
    },
};

template <class T>
inline constexpr OptionalAccess kOptionalAccess = {
    [](void* optional) -> void* { return &static_cast<std::optional<T>*>(optional)->emplace(); },
    [](const void* optional) -> const void* {
      const auto& value = *static_cast<const std::optional<T>*>(optional);
      return value ? &*value : nullptr;
    },
};

// The table of T. Declared for every generated struct, beside it.
template <class T>
const Type& type_of();

}  // namespace genauth::json
