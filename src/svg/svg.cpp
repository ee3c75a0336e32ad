#include "svg/svg.h"

#include <algorithm>

#include "xml/document.h"

namespace genauth::svg {
namespace {

constexpr std::string_view kNamespace = "http://www.w3.org/2000/svg";
constexpr int kDepthMax = 32;
constexpr std::size_t kElementsMax = 10'000, kValueMax = 100'000;

// Names with a blank on both sides of each.
constexpr std::string_view kElements =
    " circle clipPath defs desc ellipse g line linearGradient path polygon polyline radialGradient rect stop "
    "svg "
    "text title tspan ";
constexpr std::string_view kTexts = " desc text title tspan ";
constexpr std::string_view kAttributes[] = {"clip-path",
                                            "clip-rule",
                                            "clipPathUnits",
                                            "cx",
                                            "cy",
                                            "d",
                                            "dominant-baseline",
                                            "dx",
                                            "dy",
                                            "fill",
                                            "fill-opacity",
                                            "fill-rule",
                                            "font-family",
                                            "font-size",
                                            "font-style",
                                            "font-weight",
                                            "fx",
                                            "fy",
                                            "gradientTransform",
                                            "gradientUnits",
                                            "height",
                                            "id",
                                            "letter-spacing",
                                            "offset",
                                            "opacity",
                                            "points",
                                            "preserveAspectRatio",
                                            "r",
                                            "rx",
                                            "ry",
                                            "spreadMethod",
                                            "stop-color",
                                            "stop-opacity",
                                            "stroke",
                                            "stroke-dasharray",
                                            "stroke-dashoffset",
                                            "stroke-linecap",
                                            "stroke-linejoin",
                                            "stroke-miterlimit",
                                            "stroke-opacity",
                                            "stroke-width",
                                            "text-anchor",
                                            "transform",
                                            "viewBox",
                                            "width",
                                            "x",
                                            "x1",
                                            "x2",
                                            "y",
                                            "y1",
                                            "y2"};

bool is_in(std::string_view all, std::string_view name) {
  return !name.empty() && all.find(" " + std::string(name) + " ") != std::string_view::npos;
}

bool is_plain(char c) {
  const char letter = static_cast<char>(c | 0x20);
  return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// Numbers, names, colours and paths; a parenthesis only behind a name that computes, or url(#id) as the
// whole.
bool is_value(std::string_view value) {
  if (value.size() > kValueMax) return false;
  if (value.starts_with("url(#") && value.ends_with(")"))
    return std::ranges::all_of(value.substr(5, value.size() - 6), is_plain);
  constexpr std::string_view kMarks = " \t\n\r.,#%+/'()";
  const bool is_good = std::ranges::all_of(value, [&](char c) {
    return is_plain(c) || kMarks.find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80;
  });
  if (!is_good) return false;
  constexpr std::string_view kFunctions = " rgb rgba hsl hsla matrix translate scale rotate skewX skewY ";
  for (std::size_t at = value.find('('); at != std::string_view::npos; at = value.find('(', at + 1)) {
    std::size_t from = at;
    while (from > 0 && is_plain(value[from - 1])) --from;
    if (!is_in(kFunctions, value.substr(from, at - from))) return false;
  }
  return true;
}

bool write(std::string& out, const xml::Element& element, int depth) {
  if (depth > kDepthMax) return false;
  const std::string name(element.name());
  if (element.ns() != kNamespace || !is_in(kElements, name)) return true;  // left out, with all that is in it
  out += "<" + name;
  if (depth == 0) out += " xmlns=\"" + std::string(kNamespace) + "\"";
  for (const std::string_view attribute : kAttributes) {
    const auto value = element.attribute(attribute);
    if (value && is_value(*value)) out += " " + std::string(attribute) + "=\"" + xml::escaped(*value) + "\"";
  }
  out += ">";
  const std::vector<xml::Element> children = element.children();
  if (children.empty() && is_in(kTexts, name)) out += xml::escaped(element.text());
  for (const xml::Element& child : children)
    if (!write(out, child, depth + 1)) return false;
  out += "</" + name + ">";
  return true;
}

}  // namespace

std::optional<std::string> clean(std::string_view drawing) {
  const auto document = xml::Document::parse(drawing);
  if (!document || !document->root().is(kNamespace, "svg")) return std::nullopt;
  if (document->elements().size() > kElementsMax) return std::nullopt;
  std::string out;
  if (!write(out, document->root(), 0)) return std::nullopt;
  return out;
}

}  // namespace genauth::svg
