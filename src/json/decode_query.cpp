// Query parameters into a DTO. A parameter is text, so types are parsed, not checked.
#include <vector>

#include "base/encoding.h"
#include "gen/errors/form.h"
#include "json/check.h"
#include "json/codec.h"

namespace genauth::json {
namespace {

Result<void> scalar(const Type& type, const std::string& text, bool required, void* out) {
  switch (type.kind) {
    case Kind::kString:
      TRY(check_string(type, text, required));
      *static_cast<std::string*>(out) = text;
      return {};
    case Kind::kInteger: *static_cast<std::int64_t*>(out) = TRY(parse_integer(type, text)); return {};
    case Kind::kNumber: *static_cast<double*>(out) = TRY(parse_number(type, text)); return {};
    case Kind::kBoolean: {
      const std::string word = to_lower_ascii(text);  // Python sends True
      if (word != "true" && word != "false") return errors::kMustBeBoolean;
      *static_cast<bool*>(out) = word == "true";
      return {};
    }
    case Kind::kRaw:  // what the client had as a string or as anything else arrives as text
      static_cast<Raw*>(out)->text = json_quote(text);
      return {};
    default:
      return errors::kMustBeString;  // the contract has no objects in queries; the generator checks that
  }
}

// The elements in any of the three forms. A comma separates only where the name came once and without
// brackets: the clients that repeat the name send elements with commas as they are.
std::vector<std::string> elements(Params params, std::string_view name) {
  std::vector<std::string> found;
  bool bracketed = false;
  for (const auto& [key, text] : params) {
    const bool plain = key == name;
    const bool brackets = key.size() == name.size() + 2 && key.starts_with(name) && key.ends_with("[]");
    if ((!plain && !brackets) || text.empty()) continue;
    bracketed = bracketed || brackets;
    found.push_back(text);
  }
  if (bracketed || found.size() != 1) return found;
  std::vector<std::string> parts;
  const std::string& text = found.front();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Result<void> array(const Member& member, Params params, void* slot) {
  const std::vector<std::string> texts = elements(params, member.name);
  if (texts.empty()) {
    if (member.required) return errors::kRequired;
    return {};
  }
  const Type& type = *member.type;
  if (member.optional) slot = member.optional->emplace(slot);
  type.array->clear(slot);
  TRY(check_count(type, texts.size()));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (auto done = scalar(*type.element, texts[i], false, type.array->append(slot)); !done) {
      return under(std::to_string(i), std::move(done).error());
    }
  }
  return {};
}

Result<void> fill(const Member& member, Params params, void* slot) {
  if (member.type->kind == Kind::kArray) return array(member, params, slot);
  const std::string* text = nullptr;
  for (const auto& [key, value] : params) {
    if (key == member.name) text = &value;  // the last counts, as in a body
  }
  if (!text || text->empty()) {
    if (member.required) return errors::kRequired;
    return {};
  }
  if (member.optional) slot = member.optional->emplace(slot);
  return scalar(*member.type, *text, member.required, slot);
}

}  // namespace

Result<void> decode_query(const Type& type, Params params, void* out) {
  for (const Member& member : type.members) {
    if (auto done = fill(member, params, static_cast<char*>(out) + member.offset); !done) {
      return under(member.name, std::move(done).error());
    }
  }
  return {};
}

}  // namespace genauth::json
