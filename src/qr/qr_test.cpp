#include "qr/qr.h"

#include <doctest/doctest.h>

#include "base/encoding.h"

using namespace genauth;

namespace {

std::uint32_t u32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

TEST_CASE("the picture is a PNG whose side is the code with its quiet zone") {
  const auto picture = qr::png("otpauth://totp/GenAuth:ada?secret=GEZDGNBVGY3TQOJQ");
  REQUIRE(picture);
  CHECK(picture->substr(0, 8) == std::string("\x89PNG\r\n\x1a\n", 8));
  CHECK(picture->substr(12, 4) == "IHDR");
  CHECK(u32(*picture, 16) == u32(*picture, 20));
  CHECK((u32(*picture, 16) / 4 - 8 - 17) % 4 == 0);  // a version of QR codes has 17 + 4 v modules
  CHECK(picture->substr(picture->size() - 8, 4) == "IEND");
}

TEST_CASE("a data URL holds the same picture") {
  const auto url = qr::data_url("x", 2);
  REQUIRE(url);
  CHECK(url->starts_with("data:image/png;base64,"));
  CHECK(unbase64(url->substr(22)) == qr::png("x", 2));
}

TEST_CASE("a text that fits into no QR code gives none") {
  CHECK(qr::png(std::string(2300, 'x')));
  CHECK_FALSE(qr::png(std::string(3000, 'x')));
}

TEST_CASE("the drawing has the same modules and takes a logo without losing its way out of quotes") {
  const auto plain = qr::svg("https://example.com/");
  REQUIRE(plain);
  CHECK(plain->starts_with("<svg "));
  CHECK(plain->ends_with("</svg>"));
  CHECK(plain->find("<image") == std::string::npos);
  const auto merged = qr::svg("https://example.com/", "data:image/png;base64,AA\"><script>");
  REQUIRE(merged);
  CHECK(merged->find("<script>") == std::string::npos);
  CHECK(merged->find("&quot;>&lt;script>") != std::string::npos);
  CHECK(merged->size() > plain->size());  // more redundancy under the logo
}
