// Shapes of the characters, as strokes. Private to this folder.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace genauth::captcha {

struct Point {
  double x, y;
};
using Stroke = std::vector<Point>;

// Strokes of one character of kAlphabet on a field of 6 x 10, y pointing down; empty for any other character.
std::vector<Stroke> strokes_of(char c);

}  // namespace genauth::captcha
