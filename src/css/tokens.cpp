#include "css/tokens.h"

#include <algorithm>

namespace genauth::css {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name(char c) {
  return begins_name(c) || is_digit(c) || c == '-';
}
bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}
bool is_newline(char c) {
  return c == '\n' || c == '\r' || c == '\f';
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || is_newline(c);
}

void append_utf8(std::string& out, std::uint32_t code) {
  // §4.3.7: what is no character is the one that says so. NUL and other controls are none of a sheet's.
  if (code < 0x20 || code == 0x7f || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) code = 0xfffd;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

// No unit needs an escape, and what is written without one must be read anew as the same: "1e" beside "3" is
// not. "n-1" is that of :nth-child(2n-1).
bool is_unit(std::string_view unit) {
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  if (std::ranges::all_of(unit, is_letter)) return lower(unit) != "e";
  return lower(unit).starts_with("n-") && std::ranges::all_of(unit.substr(2), is_digit);
}

class Reader {
 public:
  explicit Reader(std::string_view sheet) : sheet_(sheet) {}

  std::vector<Token> all() {
    std::vector<Token> tokens;
    while (!at_end()) {
      const bool is_comment = skips_comment();
      Token token = is_comment ? Token{Kind::kSpace, " "} : next();
      const bool is_second_space =
          token.kind == Kind::kSpace && !tokens.empty() && tokens.back().kind == Kind::kSpace;
      if (!is_second_space) tokens.push_back(std::move(token));
    }
    return tokens;
  }

 private:
  bool at_end() const { return at_ >= sheet_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < sheet_.size() ? sheet_[at_ + ahead] : '\0'; }
  bool begins(std::string_view text) const { return sheet_.substr(at_).starts_with(text); }

  bool skips_comment() {
    if (begins("<!--")) {
      at_ += 4;
      return true;
    }
    if (begins("-->")) {
      at_ += 3;
      return true;
    }
    if (!begins("/*")) return false;
    const std::size_t end = sheet_.find("*/", at_ + 2);
    at_ = end == std::string_view::npos ? sheet_.size() : end + 2;
    return true;
  }

  // §4.3.8
  bool is_escape(std::size_t ahead = 0) const {
    return peek(ahead) == '\\' && at_ + ahead + 1 < sheet_.size() && !is_newline(peek(ahead + 1));
  }
  // §4.3.9
  bool is_ident(std::size_t ahead = 0) const {
    if (peek(ahead) == '-')
      return begins_name(peek(ahead + 1)) || peek(ahead + 1) == '-' || is_escape(ahead + 1);
    return begins_name(peek(ahead)) || is_escape(ahead);
  }
  // §4.3.10
  bool is_number() const {
    const std::size_t sign = peek() == '+' || peek() == '-' ? 1 : 0;
    return is_digit(peek(sign)) || (peek(sign) == '.' && is_digit(peek(sign + 1)));
  }

  // §4.3.7, behind the backslash.
  void escape(std::string& out) {
    if (!is_hex(peek())) {
      if (is_control(peek())) {
        append_utf8(out, 0);
        ++at_;
        return;
      }
      out += sheet_[at_++];  // of a longer character the rest follows by itself
      while (!at_end() && (static_cast<unsigned char>(peek()) & 0xc0) == 0x80) out += sheet_[at_++];
      return;
    }
    std::uint32_t code = 0;
    for (int digits = 0; digits < 6 && is_hex(peek()); ++digits) {
      const char c = sheet_[at_++];
      code = code * 16 + static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    if (begins("\r\n")) ++at_;
    if (is_space(peek()) && !at_end()) ++at_;
    append_utf8(out, code);
  }

  std::string name() {
    std::string text;
    while (!at_end()) {
      if (is_name(peek())) {
        text += sheet_[at_++];
      } else if (is_escape()) {
        ++at_;
        escape(text);
      } else {
        break;
      }
    }
    return text;
  }

  // §4.3.5
  Token string(char quote) {
    Token token{Kind::kString, ""};
    for (++at_; !at_end(); ++at_) {
      const char c = peek();
      if (c == quote) {
        ++at_;
        return token;
      }
      if (is_newline(c)) break;
      if (c != '\\') {
        if (is_control(c) && c != '\t')
          append_utf8(token.text, 0);
        else
          token.text += c == '\t' ? ' ' : c;
        continue;
      }
      ++at_;
      if (begins("\r\n")) ++at_;
      if (at_end() || is_newline(peek())) continue;
      escape(token.text);
      --at_;
    }
    return {Kind::kBad, ""};
  }

  // §4.3.6, behind "url(" and what is blank.
  Token url() {
    Token token{Kind::kUrl, ""};
    while (!at_end()) {
      const char c = peek();
      if (is_space(c)) {
        while (is_space(peek()) && !at_end()) ++at_;
        if (peek() != ')') return bad_url();
        continue;
      }
      if (c == ')') {
        ++at_;
        return token;
      }
      const bool is_wrong = c == '"' || c == '\'' || c == '(' || is_control(c);
      if (is_wrong || (c == '\\' && !is_escape())) return bad_url();
      if (c == '\\') {
        ++at_;
        escape(token.text);
      } else {
        token.text += sheet_[at_++];
      }
    }
    return {Kind::kBad, ""};
  }
  // §4.3.14
  Token bad_url() {
    while (!at_end() && peek() != ')') at_ += is_escape() ? 2 : 1;
    at_ = std::min(at_ + 1, sheet_.size());
    return {Kind::kBad, ""};
  }

  // §4.3.4
  Token ident_like() {
    std::string text = name();
    if (peek() != '(' || at_end()) return {Kind::kIdent, std::move(text)};
    ++at_;
    text = lower(text);
    if (text != "url") return {Kind::kFunction, std::move(text)};
    std::size_t ahead = 0;
    while (is_space(peek(ahead)) && at_ + ahead < sheet_.size()) ++ahead;
    if (peek(ahead) == '"' || peek(ahead) == '\'') return {Kind::kFunction, std::move(text)};
    at_ += ahead;
    return url();
  }

  // §4.3.12, with its unit (§4.3.3).
  Token number() {
    const std::size_t from = at_;
    if (peek() == '+' || peek() == '-') ++at_;
    const auto digits = [&] {
      while (is_digit(peek())) ++at_;
    };
    digits();
    if (peek() == '.' && is_digit(peek(1))) {
      ++at_;
      digits();
    }
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
      at_ += 1 + sign;
      digits();
    }
    Token token{Kind::kNumber, std::string(sheet_.substr(from, at_ - from))};
    if (peek() == '%' && !at_end()) {
      ++at_;
      token.text += '%';
    } else if (is_ident()) {
      const std::string unit = name();
      // No unit needs an escape; with one, "1e3" and the like could be read anew.
      if (!is_unit(unit)) return {Kind::kBad, ""};
      token.text += unit;
    }
    return token;
  }

  Token next() {
    const char c = peek();
    if (is_space(c)) {
      while (!at_end() && is_space(peek())) ++at_;
      return {Kind::kSpace, " "};
    }
    if (c == '"' || c == '\'') return string(c);
    if (is_number()) return number();
    if (is_ident()) return ident_like();
    ++at_;
    if (c == '#' && (is_name(peek()) || is_escape()) && !at_end()) return {Kind::kHash, name()};
    if (c == '@' && is_ident() && !at_end()) return {Kind::kAtKeyword, lower(name())};
    const bool is_plain = static_cast<unsigned char>(c) > 0x20 && c != '\\' && c != 0x7f;
    return is_plain ? Token{Kind::kDelim, std::string(1, c)} : Token{Kind::kBad, ""};
  }

  std::string_view sheet_;
  std::size_t at_ = 0;
};

void write_escaped(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '\\';
  out += kDigits[static_cast<unsigned char>(c) >> 4];
  out += kDigits[c & 0xf];
  out += ' ';
}

// CSSOM, serialize an identifier.
void write_name(std::string& out, std::string_view name, bool is_hash) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool leads = i == 0 || (i == 1 && name[0] == '-');
    const bool is_lone_dash = c == '-' && name.size() == 1;
    if (!is_name(c) || (!is_hash && ((is_digit(c) && leads) || is_lone_dash)))
      write_escaped(out, c);
    else
      out += c;
  }
}

void write_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const bool is_plain =
        static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7f;
    if (is_plain)
      out += c;
    else
      write_escaped(out, c);
  }
  out += '"';
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

std::vector<Token> tokens_of(std::string_view sheet) {
  return Reader(sheet).all();
}

void write(std::string& out, const Token& token) {
  switch (token.kind) {
    case Kind::kIdent: return write_name(out, token.text, false);
    case Kind::kFunction:
      write_name(out, token.text, false);
      out += '(';
      return;
    case Kind::kAtKeyword: out += '@'; return write_name(out, token.text, false);
    case Kind::kHash: out += '#'; return write_name(out, token.text, true);
    case Kind::kString: return write_string(out, token.text);
    case Kind::kUrl:
      out += "url(";
      write_string(out, token.text);
      out += ')';
      return;
    case Kind::kNumber:
    case Kind::kDelim: out += token.text; return;
    case Kind::kSpace: out += ' '; return;
    case Kind::kBad: return;
  }
}

}  // namespace genauth::css
