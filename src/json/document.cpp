#include "json/document.h"

#include <unordered_map>

#include "json/parser.h"

namespace genauth::json {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Of a character that is known to be a hexadecimal digit.
std::uint32_t hex_value(char c) {
  const int value = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
  return static_cast<std::uint32_t>(value);
}

void append_utf8(std::uint32_t point, std::string& out) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6));
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

std::uint32_t unit_at(std::string_view text, std::size_t at) {
  std::uint32_t unit = 0;
  for (std::size_t i = 0; i < 4; ++i) unit = unit * 16 + hex_value(text[at + i]);
  return unit;
}

// Only for text that the parser has accepted, so every escape is whole and surrogates come in pairs.
std::string unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'u': {
        std::uint32_t point = unit_at(text, i + 1);
        i += 4;
        if (point >= 0xD800 && point <= 0xDBFF) {
          point = 0x10000 + ((point - 0xD800) << 10) + (unit_at(text, i + 3) - 0xDC00);
          i += 6;
        }
        append_utf8(point, out);
        break;
      }
      default:
        out += text[i];
    }
  }
  return out;
}

}  // namespace

Result<Document> Document::parse(std::string_view text, const Limits& limits) {
  return Document(text, TRY(parse_nodes(text, limits)));
}

const Document& Document::empty_object() {
  static const Document kEmpty = [] {
    Node node;
    node.kind = ValueKind::kObject;
    node.end = 2;
    node.next = 1;
    return Document("{}", {node});
  }();
  return kEmpty;
}

std::vector<Document::Member> Document::members() const {
  std::vector<Member> members;
  if (root().kind != ValueKind::kObject) return members;
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 1; i < nodes_.size(); i = nodes_[i].next) {
    const Node& node = nodes_[i];
    Member member{key(node), raw(node), node.kind, {}};
    member.text = node.kind == ValueKind::kString ? string(node) : std::string(member.raw);
    const auto [found, is_new] = seen.emplace(member.key, members.size());
    if (is_new) {
      members.push_back(std::move(member));
    } else {
      members[found->second] = std::move(member);
    }
  }
  return members;
}

std::string Document::string(const Node& node) const {
  const std::string_view inside = text_.substr(node.begin + 1, node.end - node.begin - 2);
  return node.escaped ? unescape(inside) : std::string(inside);
}

std::string Document::key(const Node& node) const {
  const std::string_view inside = text_.substr(node.key_begin, node.key_end - node.key_begin);
  return node.key_escaped ? unescape(inside) : std::string(inside);
}

bool Document::key_is(const Node& node, std::string_view name) const {
  if (node.key_escaped) return key(node) == name;
  return text_.substr(node.key_begin, node.key_end - node.key_begin) == name;
}

std::string Document::compact(const Node& node) const {
  const std::string_view text = raw(node);
  std::string out;
  out.reserve(text.size());
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!quoted && is_space(text[i])) continue;
    out += text[i];
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\\') out += text[++i];  // backslashes stand inside strings only
  }
  return out;
}

}  // namespace genauth::json
