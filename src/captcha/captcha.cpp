#include "captcha/captcha.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "captcha/glyphs.h"
#include "crypto/random.h"

namespace genauth::captcha {
namespace {

constexpr double kWidth = 150, kHeight = 50;

// Random numbers out of random bytes, fetched in one piece where possible.
class Dice {
 public:
  explicit Dice(const Random& random) : random_(random) {}

  double between(double low, double high) { return low + (high - low) * next() / 65536.0; }
  // The bias of 65536 over a small n does not matter: the code has few characters and few tries.
  std::size_t below(std::size_t n) { return next() % n; }

 private:
  std::uint32_t next() {
    constexpr std::size_t kChunk = 1024;
    if (at_ + 2 > bytes_.size()) {
      bytes_ = random_(kChunk);
      at_ = 0;
    }
    const auto high = static_cast<unsigned char>(bytes_[at_]),
               low = static_cast<unsigned char>(bytes_[at_ + 1]);
    at_ += 2;
    return std::uint32_t{high} << 8 | low;
  }

  const Random& random_;
  std::string bytes_;
  std::size_t at_ = 0;
};

// A character turned, slanted, stretched, with every corner moved a little.
std::vector<Stroke> place(char c, double centre_x, double cell_width, Dice& dice) {
  const double angle = dice.between(-0.3, 0.3), slant = dice.between(-0.2, 0.2);
  const double scale_x = cell_width / 6 * dice.between(0.6, 0.75), scale_y = dice.between(2.7, 3.4);
  const double centre_y = kHeight / 2 + dice.between(-4, 4);
  std::vector<Stroke> strokes = strokes_of(c);
  for (Stroke& stroke : strokes) {
    for (Point& point : stroke) {
      const double x = (point.x - 3) * scale_x + (point.y - 5) * slant * scale_y + dice.between(-1, 1);
      const double y = (point.y - 5) * scale_y + dice.between(-1, 1);
      point = {centre_x + x * std::cos(angle) - y * std::sin(angle),
               centre_y + x * std::sin(angle) + y * std::cos(angle)};
    }
  }
  return strokes;
}

Stroke noise(Dice& dice) {
  Stroke stroke;
  double x = dice.between(0, kWidth * 0.8);
  const int points = 2 + static_cast<int>(dice.below(3));
  for (int i = 0; i < points; ++i) {
    stroke.push_back({x, dice.between(4, kHeight - 4)});
    x += dice.between(10, 35);
  }
  return stroke;
}

// Each segment is a curve whose middle is pushed aside.
std::string path_of(const Stroke& stroke, Dice& dice) {
  char text[96];
  std::string d;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const auto [x, y] = stroke[i];
    if (i == 0) {
      std::snprintf(text, sizeof text, "M%.1f %.1f", x, y);
    } else {
      const double bend_x = (stroke[i - 1].x + x) / 2 + dice.between(-1.5, 1.5);
      const double bend_y = (stroke[i - 1].y + y) / 2 + dice.between(-1.5, 1.5);
      std::snprintf(text, sizeof text, "Q%.1f %.1f %.1f %.1f", bend_x, bend_y, x, y);
    }
    d += text;
  }
  std::snprintf(text, sizeof text, "\" stroke-width=\"%.1f\"/>", dice.between(1.6, 2.6));
  return "<path d=\"" + d + text;
}

}  // namespace

Picture make(const Options& options) {
  return make(options, crypto::random_bytes);
}

Picture make(const Options& options, const Random& random) {
  Dice dice(random);
  Picture picture;
  std::vector<Stroke> strokes;
  const std::size_t length = std::clamp<std::size_t>(options.length, 1, 8);
  const double cell = kWidth / static_cast<double>(length);
  for (std::size_t i = 0; i < length; ++i) {
    const char c = kAlphabet[dice.below(kAlphabet.size())];
    picture.code += c;
    const double centre = (static_cast<double>(i) + 0.5) * cell + dice.between(-0.05, 0.05) * cell;
    for (Stroke& stroke : place(c, centre, std::min(cell, 34.0), dice)) strokes.push_back(std::move(stroke));
  }
  for (int i = 0; i < options.noise_lines; ++i) strokes.push_back(noise(dice));
  for (std::size_t i = strokes.size(); i > 1; --i) std::swap(strokes[i - 1], strokes[dice.below(i)]);

  picture.svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"150\" height=\"50\" viewBox=\"0 0 150 50\">"
      "<rect width=\"150\" height=\"50\" fill=\"#f3f4f6\"/>"
      "<g fill=\"none\" stroke=\"#1f3a5f\" stroke-linecap=\"round\" stroke-linejoin=\"round\">";
  for (const Stroke& stroke : strokes) picture.svg += path_of(stroke, dice);
  picture.svg += "</g></svg>";
  return picture;
}

}  // namespace genauth::captcha
