// A DTO into JSON, straight into the output: no tree, no intermediate strings.
#include <array>
#include <charconv>
#include <cmath>

#include "json/codec.h"

namespace genauth::json {
namespace {

template <class Number>
void append_number(Number value, std::string& out) {
  std::array<char, 32> text;
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
  out.append(text.data(), result.ptr);
}

void append_value(const Type& type, const void* in, std::string& out);

void append_array(const Type& type, const void* in, std::string& out) {
  out += '[';
  const std::size_t size = type.array->size(in);
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0) out += ',';
    append_value(*type.element, type.array->at(in, i), out);
  }
  out += ']';
}

// The address of the member's value, or null if it is absent.
const void* present(const Member& member, const void* object) {
  const void* slot = static_cast<const char*>(object) + member.offset;
  if (member.optional) return member.optional->get(slot);
  const bool raw = member.type->kind == Kind::kRaw || member.type->kind == Kind::kRawObject;
  return raw && !member.required && static_cast<const Raw*>(slot)->empty() ? nullptr : slot;
}

void append_object(const Type& type, const void* in, std::string& out) {
  out += '{';
  bool first = true;
  for (const Member& member : type.members) {
    const void* value = present(member, in);
    if (!value) continue;
    if (!first) out += ',';
    first = false;
    out.append("\"").append(member.name).append("\":");  // names in the contract need no escapes
    append_value(*member.type, value, out);
  }
  out += '}';
}

void append_raw(const Raw& raw, std::string_view otherwise, std::string& out) {
  out += raw.empty() ? otherwise : std::string_view(raw.text);
}

void append_value(const Type& type, const void* in, std::string& out) {
  switch (type.kind) {
    case Kind::kString:
      return append_quoted(*static_cast<const std::string*>(in), out);
    case Kind::kInteger:
      return append_number(*static_cast<const std::int64_t*>(in), out);
    case Kind::kNumber: {
      const double value = *static_cast<const double*>(in);
      if (!std::isfinite(value)) return void(out += "null");  // JSON has no word for it
      return append_number(value, out);
    }
    case Kind::kBoolean:
      return void(out += *static_cast<const bool*>(in) ? "true" : "false");
    case Kind::kArray:
      return append_array(type, in, out);
    case Kind::kObject:
      return append_object(type, in, out);
    case Kind::kRaw:
      return append_raw(*static_cast<const Raw*>(in), "null", out);
    case Kind::kRawObject:
      return append_raw(*static_cast<const Raw*>(in), "{}", out);
  }
}

// For each byte: 0 if it stands for itself, the letter of its short escape, or 'u'.
constexpr std::array<char, 256> kEscapes = [] {
  std::array<char, 256> escapes{};
  for (std::size_t i = 0; i < 0x20; ++i) escapes[i] = 'u';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}();

}  // namespace

void encode(const Type& type, const void* in, std::string& out) {
  append_value(type, in, out);
}

void append_quoted(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // start of the run that needs no escape
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape = kEscapes[byte];
    if (!escape) continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') out.append("00").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

}  // namespace genauth::json
