// The one tag of Exif (CIPA DC-008) that a picture must be turned by. Every offset in it is a stranger's
// word.
#include <cstddef>
#include <cstdint>

#include "image/image.h"

namespace genauth::image {
namespace {

constexpr int kUpright = 1, kOrientationMax = 8;
constexpr std::uint32_t kOrientationTag = 0x0112, kShort = 3;

// Reads in the byte order that the block names; 0 beyond its end, which no valid member has.
struct Block {
  std::string_view bytes;
  bool little = false;

  std::uint32_t at(std::size_t from, std::size_t count) const {
    if (from > bytes.size() || bytes.size() - from < count) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t place = little ? from + count - 1 - i : from + i;
      value = value << 8 | static_cast<unsigned char>(bytes[place]);
    }
    return value;
  }
};

int orientation_in(std::string_view tiff) {
  constexpr std::size_t kEntryBytes = 12;
  if (!tiff.starts_with("II") && !tiff.starts_with("MM")) return kUpright;
  const Block block{tiff, tiff.starts_with("II")};
  const std::size_t directory = block.at(4, 4);
  const std::size_t entries = block.at(directory, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntryBytes;
    if (entry >= tiff.size()) break;
    if (block.at(entry, 2) != kOrientationTag || block.at(entry + 2, 2) != kShort) continue;
    const int value = static_cast<int>(block.at(entry + 8, 2));
    return value >= kUpright && value <= kOrientationMax ? value : kUpright;
  }
  return kUpright;
}

}  // namespace

// ISO/IEC 10918-1, annex B: markers with their lengths, up to the first scan.
int orientation(std::string_view jpeg) {
  constexpr std::uint32_t kStart = 0xffd8, kApp1 = 0xffe1, kScan = 0xffda;
  constexpr std::string_view kExif("Exif\0\0", 6);
  const Block file{jpeg, false};
  if (file.at(0, 2) != kStart) return kUpright;
  for (std::size_t at = 2; at + 4 <= jpeg.size();) {
    const std::uint32_t marker = file.at(at, 2), length = file.at(at + 2, 2);
    if (marker < 0xff00 || marker == kScan || length < 2) break;
    const std::string_view segment = jpeg.substr(at + 4, length - 2);
    if (marker == kApp1 && segment.starts_with(kExif)) return orientation_in(segment.substr(kExif.size()));
    at += 2 + length;
  }
  return kUpright;
}

}  // namespace genauth::image
