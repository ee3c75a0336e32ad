#include "image/image.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace genauth::image {
namespace {

constexpr std::int64_t kPixelsMax = 16'000'000;
constexpr int kChannels = 3, kQuality = 88;
constexpr int kScansMax = 100;

struct Picture {
  int width = 0, height = 0;
  std::vector<unsigned char> rgb;  // rows without gaps
};

bool is_sound(std::int64_t width, std::int64_t height) {
  return width > 0 && height > 0 && width <= kPixelsMax && height <= kPixelsMax / width;
}

Picture blank(int width, int height) {
  Picture made{width, height, {}};
  made.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * kChannels);
  return made;
}

std::optional<Picture> read_png(std::string_view bytes) {
  png_image reader{};
  reader.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, decltype(&png_image_free)> closes(&reader, png_image_free);
  if (png_image_begin_read_from_memory(&reader, bytes.data(), bytes.size()) == 0) return std::nullopt;
  if (!is_sound(reader.width, reader.height)) return std::nullopt;
  Picture picture = blank(static_cast<int>(reader.width), static_cast<int>(reader.height));
  reader.format = PNG_FORMAT_RGB;
  const png_color white = {255, 255, 255};
  if (png_image_finish_read(&reader, &white, picture.rgb.data(), 0, nullptr) == 0) return std::nullopt;
  return picture;
}

using Turbo = std::unique_ptr<void, decltype(&tjDestroy)>;

// A progressive picture comes in some ten scans, each of which goes over all of it: a few thousand of them,
// in as many bytes, would take as long as thousands of pictures.
bool has_few_scans(std::string_view bytes) {
  constexpr std::string_view kScan = "\xff\xda";  // stands nowhere within the data of one
  int count = 0;
  for (std::size_t at = 0; (at = bytes.find(kScan, at)) != bytes.npos; at += kScan.size())
    if (++count > kScansMax) return false;
  return true;
}

std::optional<Picture> read_jpeg(std::string_view bytes) {
  if (!has_few_scans(bytes)) return std::nullopt;
  const Turbo turbo(tjInitDecompress(), tjDestroy);
  if (!turbo) return std::nullopt;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto size = static_cast<unsigned long>(bytes.size());
  int width = 0, height = 0, subsampling = 0, colours = 0;
  if (tjDecompressHeader3(turbo.get(), data, size, &width, &height, &subsampling, &colours) != 0 ||
      !is_sound(width, height))
    return std::nullopt;
  Picture picture = blank(width, height);
  // A warning is a file that ends too early or is damaged: no picture either.
  if (tjDecompress2(turbo.get(), data, size, picture.rgb.data(), width, 0, height, TJPF_RGB,
                    TJFLAG_STOPONWARNING) != 0)
    return std::nullopt;
  return picture;
}

// The point of the picture as it lies that belongs to (x, y) of the picture as it is seen.
std::size_t place_of(const Picture& lying, int orientation, int x, int y) {
  const int right = lying.width - 1, bottom = lying.height - 1;
  int column = x, row = y;
  switch (orientation) {
    case 2: column = right - x; break;
    case 3: column = right - x, row = bottom - y; break;
    case 4: row = bottom - y; break;
    case 5: column = y, row = x; break;
    case 6: column = y, row = bottom - x; break;
    case 7: column = right - y, row = bottom - x; break;
    case 8: column = right - y, row = x; break;
    default: break;
  }
  return (static_cast<std::size_t>(row) * static_cast<std::size_t>(lying.width) +
          static_cast<std::size_t>(column)) *
         kChannels;
}

// Each point is the mean of those that fall onto it; a smaller picture is enlarged by repeating its points.
Picture square_of(const Picture& lying, int orientation, int side) {
  const bool turned = orientation >= 5;
  const int width = turned ? lying.height : lying.width, height = turned ? lying.width : lying.height;
  const std::int64_t edge = std::min(width, height);
  const std::int64_t left = (width - edge) / 2, top = (height - edge) / 2;
  Picture made = blank(side, side);
  const auto from = [&](int at) { return at * edge / side; };
  const auto to = [&](int at) { return std::max(from(at) + 1, (at + 1) * edge / side); };
  std::size_t out = 0;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      std::uint64_t sums[kChannels] = {}, count = 0;
      for (std::int64_t row = from(y); row < to(y); ++row)
        for (std::int64_t column = from(x); column < to(x); ++column, ++count) {
          const std::size_t at =
              place_of(lying, orientation, static_cast<int>(left + column), static_cast<int>(top + row));
          for (std::size_t i = 0; i < kChannels; ++i) sums[i] += lying.rgb[at + i];
        }
      for (const std::uint64_t sum : sums) made.rgb[out++] = static_cast<unsigned char>(sum / count);
    }
  return made;
}

std::optional<std::string> write_jpeg(const Picture& picture) {
  const Turbo turbo(tjInitCompress(), tjDestroy);
  if (!turbo) return std::nullopt;
  unsigned char* data = nullptr;
  unsigned long size = 0;
  const int done = tjCompress2(turbo.get(), picture.rgb.data(), picture.width, 0, picture.height, TJPF_RGB,
                               &data, &size, TJSAMP_420, kQuality, 0);
  const std::unique_ptr<unsigned char, decltype(&tjFree)> owned(data, tjFree);
  if (done != 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(data), size);
}

// As it is seen.
Picture turned(const Picture& lying, int orientation) {
  const bool is_across = orientation >= 5;
  Picture made = blank(is_across ? lying.height : lying.width, is_across ? lying.width : lying.height);
  std::size_t out = 0;
  for (int y = 0; y < made.height; ++y)
    for (int x = 0; x < made.width; ++x, out += kChannels)
      std::memcpy(made.rgb.data() + out, lying.rgb.data() + place_of(lying, orientation, x, y), kChannels);
  return made;
}

bool is_within(std::int64_t width, std::int64_t height, int side_max) {
  return is_sound(width, height) && width <= side_max && height <= side_max;
}

std::optional<std::string> png_anew(std::string_view bytes, int side_max) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, decltype(&png_image_free)> closes(&image, png_image_free);
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return std::nullopt;
  if (!is_within(image.width, image.height, side_max)) return std::nullopt;
  image.format = PNG_FORMAT_RGBA;
  std::vector<unsigned char> points(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, points.data(), 0, nullptr) == 0) return std::nullopt;
  png_image writer{};
  writer.version = PNG_IMAGE_VERSION;
  writer.width = image.width;
  writer.height = image.height;
  writer.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&writer, nullptr, &size, 0, points.data(), 0, nullptr) == 0)
    return std::nullopt;
  std::string out(size, '\0');
  if (png_image_write_to_memory(&writer, out.data(), &size, 0, points.data(), 0, nullptr) == 0)
    return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace

std::optional<Rewritten> rewritten(std::string_view bytes, int side_max) {
  if (bytes.starts_with("\x89PNG")) {
    auto png = png_anew(bytes, side_max);
    if (!png) return std::nullopt;
    return Rewritten{"image/png", *std::move(png)};
  }
  if (!bytes.starts_with("\xff\xd8")) return std::nullopt;
  const auto read = read_jpeg(bytes);
  if (!read || !is_within(read->width, read->height, side_max)) return std::nullopt;
  auto jpeg = write_jpeg(turned(*read, orientation(bytes)));
  if (!jpeg) return std::nullopt;
  return Rewritten{"image/jpeg", *std::move(jpeg)};
}

std::optional<std::string> square_jpeg(std::string_view bytes, int side) {
  const bool is_png = bytes.starts_with("\x89PNG");
  const std::optional<Picture> read = is_png ? read_png(bytes) : read_jpeg(bytes);
  if (!read) return std::nullopt;
  return write_jpeg(square_of(*read, is_png ? 1 : orientation(bytes), side));
}

}  // namespace genauth::image
