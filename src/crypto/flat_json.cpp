#include "crypto/flat_json.h"

#include "base/encoding.h"

namespace genauth::crypto {
namespace {

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxMembers = 64;

// One pass from left to right. Every function returns false on broken input and leaves the rest unread.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool object(std::vector<FlatJson::Member>& members) {
    skip_space();
    if (!take('{')) return false;
    skip_space();
    if (take('}')) return at_end();
    do {
      FlatJson::Member member{};
      skip_space();
      if (!string(member.name) || !colon() || !value(member)) return false;
      for (const auto& earlier : members)
        if (earlier.name == member.name) return false;
      members.push_back(std::move(member));
      skip_space();
    } while (members.size() <= kMaxMembers && take(','));
    return members.size() <= kMaxMembers && take('}') && at_end();
  }

 private:
  bool at_end() {
    skip_space();
    return at_ == text_.size();
  }
  bool colon() {
    skip_space();
    if (!take(':')) return false;
    skip_space();
    return true;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  bool value(FlatJson::Member& member) {
    const std::size_t start = at_;
    if (peek() == '"') {
      member.kind = FlatJson::Kind::kString;
      return string(member.text);
    }
    if (peek() == '{' || peek() == '[') {
      member.kind = FlatJson::Kind::kNested;
      if (!skip_value(1)) return false;
    } else if (peek() == '-' || is_digit(peek())) {
      member.kind = FlatJson::Kind::kNumber;
      if (!number()) return false;
    } else {
      member.kind = FlatJson::Kind::kLiteral;
      if (!literal()) return false;
    }
    member.text = text_.substr(start, at_ - start);
    return true;
  }

  bool skip_value(int depth) {
    if (depth > kMaxDepth) return false;
    std::string ignored;
    switch (peek()) {
      case '"':
        return string(ignored);
      case '{':
        return skip_nested(depth, '}');
      case '[':
        return skip_nested(depth, ']');
      default:
        return peek() == '-' || is_digit(peek()) ? number() : literal();
    }
  }

  bool skip_nested(int depth, char close) {
    ++at_;  // the bracket that brought us here
    skip_space();
    if (take(close)) return true;
    do {
      skip_space();
      std::string ignored;
      if (close == '}' && (!string(ignored) || !colon())) return false;
      if (!skip_value(depth + 1)) return false;
      skip_space();
    } while (take(','));
    return take(close);
  }

  bool literal() {
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      return true;
    }
    return false;
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  bool digits() {
    const std::size_t start = at_;
    while (is_digit(peek())) ++at_;
    return at_ > start;
  }
  bool number() {  // RFC 8259 §6
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      return digits();
    }
    return true;
  }

  bool string(std::string& out) {
    if (!take('"')) return false;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return is_utf8(out);
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') {
        out += c;
      } else if (!escape(out)) {
        return false;
      }
    }
    return false;
  }

  bool escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    const char c = peek();
    ++at_;
    if (const auto index = kNames.find(c); c != '\0' && index != kNames.npos) {
      out += kMeant[index];
      return true;
    }
    if (c != 'u') return false;
    auto unit = hex4();
    if (!unit || (*unit >= 0xDC00 && *unit <= 0xDFFF)) return false;
    if (*unit >= 0xD800 && *unit <= 0xDBFF) {
      if (!take('\\') || !take('u')) return false;
      const auto low = hex4();
      if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
      unit = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
    }
    append_utf8(out, *unit);
    return true;
  }

  std::optional<std::uint32_t> hex4() {
    const auto bytes = unhex(text_.substr(std::min(at_, text_.size()), 4));
    if (!bytes || bytes->size() != 2) return std::nullopt;
    at_ += 4;
    return static_cast<unsigned char>((*bytes)[0]) << 8U | static_cast<unsigned char>((*bytes)[1]);
  }

  static void append_utf8(std::string& out, std::uint32_t point) {
    const auto tail = [&](std::uint32_t shift) { return static_cast<char>(0x80 | (point >> shift & 0x3F)); };
    if (point < 0x80) {
      out += static_cast<char>(point);
    } else if (point < 0x800) {
      out += static_cast<char>(0xC0 | point >> 6);
      out += tail(0);
    } else if (point < 0x10000) {
      out += static_cast<char>(0xE0 | point >> 12);
      (out += tail(6)) += tail(0);
    } else {
      out += static_cast<char>(0xF0 | point >> 18);
      ((out += tail(12)) += tail(6)) += tail(0);
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<FlatJson> FlatJson::parse(std::string_view json) {
  FlatJson out;
  if (!Reader(json).object(out.members_)) return std::nullopt;
  return out;
}

const FlatJson::Member* FlatJson::find(std::string_view name) const {
  for (const Member& member : members_)
    if (member.name == name) return &member;
  return nullptr;
}

const std::string* FlatJson::string(std::string_view name) const {
  const Member* member = find(name);
  return member != nullptr && member->kind == Kind::kString ? &member->text : nullptr;
}

}  // namespace genauth::crypto
