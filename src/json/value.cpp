#include "json/value.h"

#include <algorithm>
#include <unordered_map>

#include "json/check.h"
#include "json/codec.h"

namespace genauth::json {
namespace {

constexpr Type kAnyInteger{.kind = Kind::kInteger};
constexpr Type kAnyNumber{.kind = Kind::kNumber};

Result<Value> number_of(std::string_view text) {
  if (text.find_first_of(".eE") == std::string_view::npos) {
    if (auto integer = parse_integer(kAnyInteger, text)) return Value(*integer);
  }
  return Value(TRY(parse_number(kAnyNumber, text)) +
               0.0);  // which turns -0 into 0: it would not survive being written
}

Result<Value> build(const Document& document, std::uint32_t index) {
  const auto nodes = document.nodes();
  const Node& node = nodes[index];
  switch (node.kind) {
    case ValueKind::kNull:
      return Value();
    case ValueKind::kBoolean:
      return Value(document.raw(node).front() == 't');
    case ValueKind::kNumber:
      return number_of(document.raw(node));
    case ValueKind::kString:
      return Value(document.string(node));
    case ValueKind::kArray: {
      Value::Array array;
      for (std::uint32_t child = index + 1; child < node.next; child = nodes[child].next) {
        array.push_back(TRY(build(document, child)));
      }
      return Value(std::move(array));
    }
    case ValueKind::kObject: {
      Value::Object object;
      std::unordered_map<std::string, std::size_t> seen;  // set() would make large objects quadratic
      for (std::uint32_t child = index + 1; child < node.next; child = nodes[child].next) {
        Value value = TRY(build(document, child));
        const auto [found, is_new] = seen.emplace(document.key(nodes[child]), object.size());
        if (is_new) {
          object.emplace_back(found->first, std::move(value));
        } else {
          object[found->second].second = std::move(value);
        }
      }
      return Value(std::move(object));
    }
  }
  return Value();
}

auto position(auto& object, std::string_view name) {
  return std::ranges::find(object, name, [](const auto& member) -> std::string_view { return member.first; });
}

}  // namespace

Result<Value> Value::parse(std::string_view text, const Limits& limits) {
  return build(TRY(Document::parse(text, limits)), 0);
}

std::optional<double> Value::number() const {
  if (const auto* value = integer()) return static_cast<double>(*value);
  if (const auto* value = std::get_if<double>(&state_)) return *value;
  return std::nullopt;
}

const Value* Value::find(std::string_view name) const {
  const Object* members = object();
  if (!members) return nullptr;
  const auto found = position(*members, name);
  return found == members->end() ? nullptr : &found->second;
}

void Value::set(std::string_view name, Value value) {
  if (!object()) state_ = Object{};
  auto& members = std::get<Object>(state_);
  const auto found = position(members, name);
  if (found == members.end()) {
    members.emplace_back(name, std::move(value));
  } else {
    found->second = std::move(value);
  }
}

bool Value::erase(std::string_view name) {
  auto* members = std::get_if<Object>(&state_);
  if (!members) return false;
  const auto found = position(*members, name);
  if (found == members->end()) return false;
  members->erase(found);
  return true;
}

std::string Value::text() const {
  std::string out;
  append(out);
  return out;
}

void Value::append(std::string& out) const {
  if (const auto* flag = boolean()) {
    out += *flag ? "true" : "false";
  } else if (const auto* whole = integer()) {
    encode(kAnyInteger, whole, out);
  } else if (const auto* real = std::get_if<double>(&state_)) {
    encode(kAnyNumber, real, out);
  } else if (const auto* characters = string()) {
    append_quoted(*characters, out);
  } else if (const auto* elements = array()) {
    out += '[';
    for (const Value& element : *elements) {
      if (&element != elements->data()) out += ',';
      element.append(out);
    }
    out += ']';
  } else if (const auto* members = object()) {
    out += '{';
    for (const auto& member : *members) {
      if (&member != members->data()) out += ',';
      append_quoted(member.first, out);
      out += ':';
      member.second.append(out);
    }
    out += '}';
  } else {
    out += "null";
  }
}

}  // namespace genauth::json
