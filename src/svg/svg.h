// Drawings of strangers (SVG), read and written anew: shapes, text and gradients, and nothing that runs,
// loads or links.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace genauth::svg {

// Keeps the elements and attributes that draw, of SVG's own namespace; leaves out scripts, styles, events,
// animations, foreign content, links and references to anything but what stands in the drawing itself.
// Nullopt for what is no SVG, has a DTD, is too large (xml::kBytesMax) or has more than 10,000 elements.
// Cleaning twice changes nothing. Pure, thread-safe.
std::optional<std::string> clean(std::string_view drawing);

}  // namespace genauth::svg
