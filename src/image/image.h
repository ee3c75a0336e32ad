// Pictures of strangers, read and written anew: the only folder that sees libpng and libjpeg-turbo.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace genauth::image {

// The middle square of a PNG or JPEG picture, turned as its camera says (Exif, Orientation), `side` pixels
// wide, as a JPEG without any metadata. What was see-through is white. Nullopt for anything that is no such
// picture, is broken, or has more than 16 million pixels. Pure, thread-safe; takes some 10 ms, and 4 bytes of
// memory per pixel.
std::optional<std::string> square_jpeg(std::string_view bytes, int side);

struct Rewritten {
  std::string content_type, bytes;
};
// The whole of a PNG or JPEG picture, written anew in its own format without any metadata: a PNG with what is
// see-through, a JPEG turned as its camera says. Nullopt also for one that is wider or higher than
// `side_max`.
std::optional<Rewritten> rewritten(std::string_view bytes, int side_max);

// How its camera held it, 1 to 8 (TIFF 6.0, tag 274); 1 where a JPEG does not say.
int orientation(std::string_view jpeg);

}  // namespace genauth::image
