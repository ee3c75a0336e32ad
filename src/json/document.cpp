#include "json/document.h"

#include <array>
#include <cstring>
#include <limits>
#include <unordered_map>

#include "base/encoding.h"
#include "gen/error_codes.h"

namespace genauth::json {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// True for the characters that end the plain run of a string: the quote, the backslash and what must be
// escaped.
constexpr std::array<bool, 256> kStops = [] {
  std::array<bool, 256> stops{};
  for (std::size_t i = 0; i < 0x20; ++i) stops[i] = true;
  stops['"'] = stops['\\'] = true;
  return stops;
}();

// Recursive descent over the text, its depth bounded by the limits. The first problem is kept in `problem_`.
class Parser {
 public:
  Parser(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {
    nodes_.reserve(text.size() / 16 + 8);
  }

  bool parse() {
    skip_space();
    if (!value({}, 0)) return false;
    skip_space();
    return at_ == text_.size() || fail("unexpected character");
  }

  std::vector<Node> take() && { return std::move(nodes_); }
  std::string problem() const { return problem_ + " at byte " + std::to_string(at_); }

 private:
  bool fail(const char* problem) {
    if (problem_.empty()) problem_ = at_ == text_.size() ? "unexpected end" : problem;
    return false;
  }
  bool refuse(const char* problem) {  // for limits, where the end of the text does not matter
    problem_ = problem;
    return false;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  std::uint32_t position() const { return static_cast<std::uint32_t>(at_); }

  // `node` comes with its key, if it has one.
  bool value(Node node, std::size_t depth) {
    const std::size_t index = nodes_.size();
    node.begin = position();
    nodes_.push_back(node);
    if (!content(index, depth)) return false;
    nodes_[index].end = position();
    nodes_[index].next = static_cast<std::uint32_t>(nodes_.size());
    return true;
  }

  bool content(std::size_t index, std::size_t depth) {
    Node& node = nodes_[index];
    switch (peek()) {
      case '{':
        node.kind = ValueKind::kObject;
        return depth < limits_.max_depth ? object(depth) : refuse("nested too deeply");
      case '[':
        node.kind = ValueKind::kArray;
        return depth < limits_.max_depth ? array(depth) : refuse("nested too deeply");
      case '"':
        node.kind = ValueKind::kString;
        return string(node.escaped);
      case 't':
        node.kind = ValueKind::kBoolean;
        return word("true");
      case 'f':
        node.kind = ValueKind::kBoolean;
        return word("false");
      case 'n':
        return word("null");
      default:
        node.kind = ValueKind::kNumber;
        return number();
    }
  }

  bool count_member() { return ++members_ <= limits_.max_members || refuse("too many members"); }

  bool object(std::size_t depth) {
    ++at_;
    skip_space();
    if (peek() == '}') return ++at_, true;
    while (true) {
      if (!count_member()) return false;
      if (peek() != '"') return fail("expected a member name");
      Node node;
      node.key_begin = position() + 1;
      if (!string(node.key_escaped)) return false;
      node.key_end = position() - 1;
      skip_space();
      if (peek() != ':') return fail("expected ':'");
      ++at_;
      skip_space();
      if (!value(node, depth + 1)) return false;
      skip_space();
      if (peek() == '}') return ++at_, true;
      if (peek() != ',') return fail("expected ',' or '}'");
      ++at_;
      skip_space();
    }
  }

  bool array(std::size_t depth) {
    ++at_;
    skip_space();
    if (peek() == ']') return ++at_, true;
    while (true) {
      if (!count_member() || !value({}, depth + 1)) return false;
      skip_space();
      if (peek() == ']') return ++at_, true;
      if (peek() != ',') return fail("expected ',' or ']'");
      ++at_;
      skip_space();
    }
  }

  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return fail("unexpected character");
    at_ += expected.size();
    return true;
  }

  bool digits() {
    if (!is_digit(peek())) return fail("unexpected character");
    while (is_digit(peek())) ++at_;
    return true;
  }

  // RFC 8259 §6: no plus sign, no leading zero, digits on both sides of the point.
  bool number() {
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      ++at_;
      if (!digits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return false;
    }
    return true;
  }

  // Stands on the opening quote; ends behind the closing one. That the bytes are UTF-8 has been checked
  // before.
  bool string(bool& escaped) {
    ++at_;
    while (true) {
      while (at_ < text_.size() && !kStops[static_cast<unsigned char>(text_[at_])]) ++at_;
      if (at_ == text_.size()) return fail("");
      if (text_[at_] == '"') return ++at_, true;
      if (text_[at_] != '\\') return fail("control character in a string");
      escaped = true;
      if (!escape()) return false;
    }
  }

  bool escape() {
    ++at_;
    if (peek() == 'u') {
      ++at_;
      const int unit = code_unit();
      if (unit < 0) return false;
      if (unit >= 0xDC00 && unit <= 0xDFFF) return fail("lone surrogate");
      if (unit < 0xD800 || unit > 0xDBFF) return true;
      if (text_.substr(at_, 2) != "\\u") return fail("lone surrogate");
      at_ += 2;
      const int low = code_unit();
      return low >= 0xDC00 && low <= 0xDFFF ? true : fail("lone surrogate");
    }
    if (at_ == text_.size() || !std::strchr("\"\\/bfnrt", text_[at_]) || !text_[at_])
      return fail("bad escape");
    ++at_;
    return true;
  }

  int code_unit() {
    int unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const int digit = hex_digit(peek());
      if (digit < 0) return fail("bad escape"), -1;
      unit = unit * 16 + digit;
    }
    return unit;
  }

  std::string_view text_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t members_ = 0;
  std::vector<Node> nodes_;
  std::string problem_;
};

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
  for (std::size_t i = 0; i < 4; ++i) unit = unit * 16 + static_cast<std::uint32_t>(hex_digit(text[at + i]));
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
  if (text.size() > limits.max_bytes || text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    return Error(Code::kBodyTooLarge).with_arg(std::to_string(limits.max_bytes));
  }
  if (!is_utf8(text)) return Error(Code::kBodyNotJson).with_arg("not UTF-8");
  Parser parser(text, limits);
  if (!parser.parse()) return Error(Code::kBodyNotJson).with_arg(parser.problem());
  return Document(text, std::move(parser).take());
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
