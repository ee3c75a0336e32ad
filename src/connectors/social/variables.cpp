#include "connectors/social/variables.h"

#include "base/encoding.h"

namespace genauth::social {

const json::Value* walk(const json::Value& value, std::string_view path) {
  const json::Value* here = &value;
  while (!path.empty() && here != nullptr) {
    const std::size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    if (const json::Value::Array* list = here->array()) {
      const auto index = parse_int(name);
      const bool inside = index && *index >= 0 && static_cast<std::size_t>(*index) < list->size();
      here = inside ? &(*list)[static_cast<std::size_t>(*index)] : nullptr;
    } else {
      here = here->find(name);
    }
  }
  return here;
}

std::optional<std::string> text_of(const json::Value& value) {
  if (const std::string* text = value.string()) return *text;
  if (const std::int64_t* number = value.integer()) return std::to_string(*number);
  if (const bool* flag = value.boolean()) return std::string(*flag ? "true" : "false");
  return std::nullopt;
}

const json::Value* Variables::answer(std::string_view name) const {
  const auto found = answers_.find(name);
  return found == answers_.end() ? nullptr : &found->second;
}

std::optional<std::string> Variables::find(std::string_view path) const {
  if (const auto found = texts_.find(path); found != texts_.end())
    return found->second.empty() ? std::nullopt : std::optional<std::string>(found->second);
  const std::size_t dot = path.find('.');
  const json::Value* root = answer(path.substr(0, dot));
  if (root == nullptr || dot == std::string_view::npos) return std::nullopt;
  const json::Value* value = walk(*root, path.substr(dot + 1));
  if (value == nullptr || (value->string() != nullptr && value->string()->empty())) return std::nullopt;
  return text_of(*value);
}

std::optional<std::string> Variables::expand(std::string_view text) const {
  if (text.size() > 2 && text.front() == '{' && text.find('}') == text.size() - 1)
    return find(text.substr(1, text.size() - 2));
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{'), close = text.find('}', open);
    out.append(text.substr(0, open));
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out.append(find(text.substr(open + 1, close - open - 1)).value_or(""));
    text.remove_prefix(close + 1);
  }
  return out;
}

json::Value Variables::answers() const {
  json::Value all;
  for (const auto& [name, answer] : answers_)
    if (name != "token" && name != "app") all.set(name, answer);
  if (all.is_null()) all = json::Value::Object{};
  return all;
}

}  // namespace genauth::social
