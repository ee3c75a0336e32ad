// Picture codes: a few characters that a person can read and a simple program cannot, as an SVG image.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace genauth::captcha {

// Every character that a code can have: none looks like another, also not in the other case.
inline constexpr std::string_view kAlphabet = "ACDEFHJKLMNPRTUVWXY3479";

struct Picture {
  std::string code;  // upper case; compare without case
  std::string svg;   // 150 x 50, a few kilobytes, no text elements, no scripts, no references
};

struct Options {
  std::size_t length = 4;  // characters of the code, 1 to 8
  int noise_lines = 3;     // lines that belong to no character
};

// Gives n random bytes. A test injects its own to get the same picture again.
using Random = std::function<std::string(std::size_t n)>;

// Thread-safe. The strokes of all characters and the noise lines stand in the image in random order and in
// the same style, so that the file does not tell what belongs together.
Picture make(const Options& options = {});
Picture make(const Options& options, const Random& random);

}  // namespace genauth::captcha
