#include "json/parser.h"

#include <array>
#include <cstring>
#include <limits>

#include "base/encoding.h"
#include "gen/errors/core.h"

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
      case '"': node.kind = ValueKind::kString; return string(node.escaped);
      case 't': node.kind = ValueKind::kBoolean; return word("true");
      case 'f': node.kind = ValueKind::kBoolean; return word("false");
      case 'n': return word("null");
      default: node.kind = ValueKind::kNumber; return number();
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

}  // namespace

Result<std::vector<Node>> parse_nodes(std::string_view text, const Limits& limits) {
  if (text.size() > limits.max_bytes || text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    return Error(errors::kBodyTooLarge).with_arg(std::to_string(limits.max_bytes));
  }
  if (!is_utf8(text)) return Error(errors::kBodyNotJson).with_arg("not UTF-8");
  Parser parser(text, limits);
  if (!parser.parse()) return Error(errors::kBodyNotJson).with_arg(parser.problem());
  return std::move(parser).take();
}

}  // namespace genauth::json
