#include "captcha/glyphs.h"

namespace genauth::captcha {
namespace {

// Two digits a point: x from 0 to 6, y from 0 to 10 written in hexadecimal. A space ends a stroke.
struct Glyph {
  char c;
  std::string_view strokes;
};

constexpr Glyph kGlyphs[] = {
    {'A', "0a306a 1656"},
    {'C', "62514011020819295a69"},
    {'D', "000a3a5862513000"},
    {'E', "60000a6a 0545"},
    {'F', "60000a 0545"},
    {'H', "000a 606a 0565"},
    {'J', "50574a2a0907 3060"},
    {'K', "000a 6005 056a"},
    {'L', "000a6a"},
    {'M', "0a0036606a"},
    {'N', "0a006a60"},
    {'P', "0a00406162640505"},
    {'R', "0a00406162440505 256a"},
    {'T', "0060 303a"},
    {'U', "0008194a596860"},
    {'V', "003a60"},
    {'W', "001a354a60"},
    {'X', "006a 600a"},
    {'Y', "003560 353a"},
    {'3', "01104061635525 556769494a1a09"},
    {'4', "4a400767"},
    {'7', "00602a"},
    {'9', "64551504021040606a"},
};

double digit(char c) {
  return c >= 'a' ? c - 'a' + 10 : c - '0';
}

}  // namespace

std::vector<Stroke> strokes_of(char c) {
  for (const Glyph& glyph : kGlyphs) {
    if (glyph.c != c) continue;
    std::vector<Stroke> strokes(1);
    for (std::size_t i = 0; i < glyph.strokes.size();) {
      if (glyph.strokes[i] == ' ') {
        strokes.emplace_back();
        ++i;
      } else {
        strokes.back().push_back({digit(glyph.strokes[i]), digit(glyph.strokes[i + 1])});
        i += 2;
      }
    }
    return strokes;
  }
  return {};
}

}  // namespace genauth::captcha
