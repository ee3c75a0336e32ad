#include "image/image.h"

#include <doctest/doctest.h>

#include "qr/qr.h"

namespace genauth::image {
namespace {

std::string picture() {
  return *qr::png("a picture of a code", 8);
}

// An Exif block in front of a JPEG: one entry, the orientation.
std::string held(std::string jpeg, char orientation, bool little) {
  std::string tiff = little ? std::string("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18)
                            : std::string("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", 18);
  tiff.append(4, '\0');
  tiff[little ? 18 : 19] = orientation;
  const std::string body = std::string("Exif\0\0", 6) + tiff;
  const std::string segment = std::string("\xff\xe1") + '\0' + static_cast<char>(body.size() + 2) + body;
  return jpeg.insert(2, segment);
}

}  // namespace

TEST_CASE("a PNG and a JPEG become a small JPEG") {
  const auto once = square_jpeg(picture(), 320);
  REQUIRE(once);
  CHECK(once->starts_with("\xff\xd8\xff"));
  const auto twice = square_jpeg(*once, 64);
  REQUIRE(twice);
  CHECK(twice->starts_with("\xff\xd8\xff"));
  CHECK(twice->size() < once->size());
}

TEST_CASE("a whole picture is written anew in its own format, without what came along with it") {
  const auto png = rewritten(picture(), 4096);
  REQUIRE(png);
  CHECK(png->content_type == "image/png");
  CHECK(png->bytes.starts_with("\x89PNG"));
  CHECK(rewritten(png->bytes, 4096)->bytes == png->bytes);
  CHECK_FALSE(rewritten(picture(), 10));
  const auto jpeg = rewritten(held(*square_jpeg(picture(), 100), 6, false), 4096);
  REQUIRE(jpeg);
  CHECK(jpeg->content_type == "image/jpeg");
  CHECK(jpeg->bytes.find("Exif") == std::string::npos);
  for (const std::string_view wrong : {"", "GIF89a", "<svg/>", "\x89PNG", "\xff\xd8\xff"})
    CHECK_FALSE(rewritten(wrong, 4096));
  CHECK_FALSE(rewritten(picture().substr(0, picture().size() / 2), 4096));
}

TEST_CASE("nothing of what came along with the picture is kept") {
  const std::string camera = held(*square_jpeg(picture(), 100), 6, true);
  CHECK(camera.find("Exif") != std::string::npos);
  CHECK(square_jpeg(camera, 100)->find("Exif") == std::string::npos);
}

TEST_CASE("a picture is turned as its camera says, in either byte order") {
  const std::string upright = *square_jpeg(picture(), 100);
  CHECK(orientation(upright) == 1);
  for (char way = 2; way <= 8; ++way) {
    CAPTURE(static_cast<int>(way));
    CHECK(orientation(held(upright, way, true)) == way);
    CHECK(orientation(held(upright, way, false)) == way);
    // A QR code is the same no way round.
    CHECK(*square_jpeg(held(upright, way, true), 100) != *square_jpeg(upright, 100));
  }
  CHECK(orientation(held(upright, 9, true)) == 1);
  CHECK(orientation(held(upright, 0, true)) == 1);
}

TEST_CASE("what is no picture, or a broken one, is none") {
  CHECK_FALSE(square_jpeg("", 64));
  CHECK_FALSE(square_jpeg("GIF89a", 64));
  CHECK_FALSE(square_jpeg("<svg xmlns='http://www.w3.org/2000/svg'/>", 64));
  for (const std::string& whole : {picture(), *square_jpeg(picture(), 64)}) {
    CHECK(square_jpeg(whole, 32));
    for (std::size_t size = 0; size < whole.size() / 2; size += 7)
      CHECK_FALSE(square_jpeg(whole.substr(0, size), 32));
  }
}

TEST_CASE("a bomb of many pixels in few bytes is refused before it is unpacked") {
  std::string bomb = picture();
  bomb[16] = bomb[20] = 0x00, bomb[17] = bomb[21] = 0x01;  // 65,536 pixels and more each way
  CHECK_FALSE(square_jpeg(bomb, 64));
}

TEST_CASE("a picture of thousands of scans is refused before the first one is read") {
  std::string body;
  for (int i = 0; i < 99; ++i) body += "\xff\xda";  // and its own
  const auto with = [&](const std::string& scans) {
    return square_jpeg(square_jpeg(picture(), 64)->insert(2, std::string("\xff\xfe\x01\0", 4) + scans), 32);
  };
  body.resize(0x100 - 2, ' ');
  CHECK(with(body));
  body.replace(body.size() - 2, 2, "\xff\xda");
  CHECK_FALSE(with(body));
}

TEST_CASE("any byte may be wrong") {
  for (const std::string& whole : {picture(), held(*square_jpeg(picture(), 64), 6, true)})
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string broken = whole;
      broken[at] = static_cast<char>(broken[at] ^ 0x55);
      (void)square_jpeg(broken, 16);  // no crash, whatever it is
      (void)orientation(broken.substr(0, at));
    }
}

}  // namespace genauth::image
