// Any bytes as a picture: never a crash, and what comes out is a JPEG of that size, upright and without
// metadata, which is read like any other.
#include <cstdio>
#include <cstdlib>

#include "image/image.h"

using namespace genauth;

namespace {

constexpr int kSide = 48;

void demand(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const int way = image::orientation(bytes);
  demand(way >= 1 && way <= 8, "an orientation is one of eight");
  const auto square = image::square_jpeg(bytes, kSide);
  if (!square) return 0;
  demand(square->starts_with("\xff\xd8\xff"), "what comes out is a JPEG");
  demand(image::orientation(*square) == 1, "nothing came along that would turn it");
  demand(image::square_jpeg(*square, kSide).has_value(), "what comes out can be read");
  return 0;
}
