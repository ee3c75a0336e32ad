#include "captcha/captcha.h"

#include <doctest/doctest.h>

#include <set>

#include "captcha/glyphs.h"

using namespace genauth;

namespace {

captcha::Random seeded(unsigned seed) {
  return [state = seed](std::size_t size) mutable {
    std::string bytes(size, '\0');
    for (char& c : bytes) {
      state = state * 1664525U + 1013904223U;
      c = static_cast<char>(state >> 24);
    }
    return bytes;
  };
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; at += part.size()) ++found;
  return found;
}

}  // namespace

TEST_CASE("every character of the alphabet has a shape inside its field") {
  for (const char c : captcha::kAlphabet) {
    CAPTURE(c);
    const auto strokes = captcha::strokes_of(c);
    REQUIRE_FALSE(strokes.empty());
    for (const auto& stroke : strokes) {
      CHECK(stroke.size() >= 2);
      for (const auto& point : stroke) {
        CHECK(point.x <= 6);
        CHECK(point.y <= 10);
      }
    }
  }
  CHECK(captcha::strokes_of('?').empty());
}

TEST_CASE("the alphabet leaves out what looks alike") {
  for (const char c : std::string_view("0OQ1IL5S2Z8B6G")) {
    if (c != 'L') CHECK(captcha::kAlphabet.find(c) == std::string_view::npos);
  }
}

TEST_CASE("a code has the length that was asked for, within bounds") {
  CHECK(captcha::make({.length = 6}).code.size() == 6);
  CHECK(captcha::make({.length = 0}).code.size() == 1);
  CHECK(captcha::make({.length = 100}).code.size() == 8);
}

TEST_CASE("the picture is made of paths only and does not name its code") {
  const captcha::Picture picture = captcha::make({}, seeded(7));
  CHECK(picture.svg.starts_with("<svg "));
  CHECK(picture.svg.ends_with("</svg>"));
  CHECK(picture.svg.size() < 8192);
  CHECK(count(picture.svg, "<path") >= 4 + 3);
  for (const char* part : {"<text", "<script", "href", "<style", "nan", "inf"})
    CHECK(count(picture.svg, part) == 0);
  CHECK(picture.svg.find(picture.code) == std::string::npos);
}

TEST_CASE("the same random bytes give the same picture, others another one") {
  CHECK(captcha::make({}, seeded(1)).svg == captcha::make({}, seeded(1)).svg);
  std::set<std::string> codes;
  for (unsigned seed = 0; seed < 200; ++seed) codes.insert(captcha::make({}, seeded(seed)).code);
  CHECK(codes.size() > 190);
}
