// CSS Syntax Module Level 3, §4: a sheet as tokens, with their escapes resolved, and tokens as text. Inside
// src/css only.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genauth::css {

enum class Kind : std::uint8_t {
  kIdent,     // text: the name
  kFunction,  // text: the name, without its parenthesis
  kAtKeyword,
  kHash,
  kString,  // text: what is between the quotes
  kUrl,     // text: the address
  kNumber,  // text: as it was written, with its unit or percent sign
  kDelim,   // text: one character; also of : ; , ( ) [ ] { }
  kSpace,
  kBad,  // a string or url without an end, or an escape of nothing
};

struct Token {
  Kind kind = Kind::kBad;
  std::string text;

  bool is(char delim) const { return kind == Kind::kDelim && text.size() == 1 && text[0] == delim; }
};

// Comments, and the marks of comments of HTML, are blank space, of which no two tokens stand side by side.
// Names are in lower case where CSS does not tell cases apart: at-keywords and functions.
std::vector<Token> tokens_of(std::string_view sheet);

// One that is read back as the same token, also beside any other that write() has written.
void write(std::string& out, const Token& token);

std::string lower(std::string_view text);

}  // namespace genauth::css
