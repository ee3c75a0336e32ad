#include "config/yaml_document.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>
#include <set>

#include "base/encoding.h"

namespace genauth::config {
namespace {

constexpr std::size_t kBytesMax = std::size_t{8} << 20;
constexpr std::size_t kDepthMax = 32;
constexpr std::size_t kDistanceMax = 3;

// How many letters must change to make one word of the other (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t above_left = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, above_left + (a[i - 1] == b[j - 1] ? 0 : 1)});
      above_left = above;
    }
  }
  return row[b.size()];
}

const json::Member* find_member(const json::Type& type, std::string_view name) {
  const auto found = std::ranges::find(type.members, name, &json::Member::name);
  return found == type.members.end() ? nullptr : &*found;
}

std::string nearest_member(const json::Type& type, std::string_view name) {
  std::string nearest;
  std::size_t best = kDistanceMax + 1;
  for (const json::Member& member : type.members) {
    const std::size_t changes = distance(name, member.name);
    if (changes < best) {
      best = changes;
      nearest = member.name;
    }
  }
  return nearest;
}

class Converter {
 public:
  explicit Converter(const std::string& path) : path_(path) {}

  void value(const YAML::Node& node, const json::Type& type, const std::string& where);
  YamlDocument take() && { return std::move(out_); }
  void problem(const YAML::Node& node, const std::string& where, const std::string& what) {
    const int line = node.Mark().line + 1;
    out_.problems.push_back(path_ + (line > 0 ? ":" + std::to_string(line) : "") + ": " +
                            (where.empty() ? "" : where + ": ") + what);
  }

 private:
  void object(const YAML::Node& node, const json::Type& type, const std::string& where);
  void array(const YAML::Node& node, const json::Type* element, const std::string& where);
  void scalar(const YAML::Node& node, const json::Type& type, const std::string& where);
  void anything(const YAML::Node& node, const std::string& where, std::size_t depth);

  std::string path_;
  YamlDocument out_;
};

std::string below(const std::string& where, const std::string& name) {
  return where.empty() ? name : where + "." + name;
}

void Converter::object(const YAML::Node& node, const json::Type& type, const std::string& where) {
  if (!node.IsMap()) return problem(node, where, "must hold keys and values");
  std::set<std::string> seen;
  std::string separator = "{";
  for (const auto& entry : node) {
    if (!entry.first.IsScalar()) {
      problem(entry.first, where, "a key must be a word");
      continue;
    }
    const std::string key = entry.first.Scalar(), path = below(where, key);
    const json::Member* member = find_member(type, key);
    if (member == nullptr) {
      const std::string nearest = nearest_member(type, key);
      problem(entry.first, path,
              "there is no such key" + (nearest.empty() ? "" : "; did you mean '" + nearest + "'?"));
      continue;
    }
    if (!seen.insert(key).second) problem(entry.first, path, "given twice");
    if (entry.second.IsNull()) continue;  // as absent
    out_.json += separator + json_quote(key) + ":";
    separator = ",";
    value(entry.second, *member->type, path);
  }
  if (separator == "{") out_.json += "{";
  out_.json += "}";
}

void Converter::array(const YAML::Node& node, const json::Type* element, const std::string& where) {
  if (!node.IsSequence()) return problem(node, where, "must be a list");
  out_.json += "[";
  std::size_t index = 0;
  for (const YAML::Node& item : node) {
    if (index > 0) out_.json += ",";
    value(item, *element, below(where, std::to_string(index++)));
  }
  out_.json += "]";
}

void Converter::scalar(const YAML::Node& node, const json::Type& type, const std::string& where) {
  if (!node.IsScalar()) return problem(node, where, "must be a single value");
  const std::string& text = node.Scalar();
  if (type.kind == json::Kind::kString) {
    out_.json += json_quote(text);
  } else if (type.kind == json::Kind::kBoolean) {
    if (text != "true" && text != "false") return problem(node, where, "must be true or false");
    out_.json += text;
  } else {
    if (!parse_int(text)) return problem(node, where, "must be a whole number");
    out_.json += std::to_string(*parse_int(text));
  }
}

// Free data: quoted scalars are texts, others what they look like.
void Converter::anything(const YAML::Node& node, const std::string& where, std::size_t depth) {
  if (depth > kDepthMax) return problem(node, where, "is nested too deeply");
  if (node.IsNull()) {
    out_.json += "null";
  } else if (node.IsScalar()) {
    const std::string& text = node.Scalar();
    const bool is_plain = node.Tag() == "?";
    const bool is_literal = is_plain && (text == "true" || text == "false" || parse_int(text).has_value());
    out_.json += is_literal ? (parse_int(text) ? std::to_string(*parse_int(text)) : text) : json_quote(text);
  } else if (node.IsSequence()) {
    std::string separator = "[";
    for (const YAML::Node& item : node) {
      out_.json += separator;
      separator = ",";
      anything(item, where, depth + 1);
    }
    out_.json += separator == "[" ? "[]" : "]";
  } else {
    std::string separator = "{";
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) return problem(entry.first, where, "a key must be a word");
      out_.json += separator + json_quote(entry.first.Scalar()) + ":";
      separator = ",";
      anything(entry.second, below(where, entry.first.Scalar()), depth + 1);
    }
    out_.json += separator == "{" ? "{}" : "}";
  }
}

void Converter::value(const YAML::Node& node, const json::Type& type, const std::string& where) {
  switch (type.kind) {
    case json::Kind::kObject: return object(node, type, where);
    case json::Kind::kArray: return array(node, type.element, where);
    case json::Kind::kRaw: return anything(node, where, 0);
    case json::Kind::kRawObject:
      if (!node.IsMap()) return problem(node, where, "must hold keys and values");
      return anything(node, where, 0);
    default: return scalar(node, type, where);
  }
}

}  // namespace

YamlDocument read_yaml(const std::string& path, const json::Type& type) {
  Converter converter(path);
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad()) return {"", {path + ": cannot be read"}};
  if (text.size() > kBytesMax) return {"", {path + ": is too large"}};
  try {
    converter.value(YAML::Load(text), type, "");
  } catch (const YAML::Exception& error) {
    return {"", {path + ":" + std::to_string(error.mark.line + 1) + ": " + error.msg}};
  }
  return std::move(converter).take();
}

}  // namespace genauth::config
