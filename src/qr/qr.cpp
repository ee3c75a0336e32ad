#include "qr/qr.h"

#include <qrencode.h>
#include <zlib.h>

#include <memory>

#include "base/encoding.h"

namespace genauth::qr {
namespace {

constexpr int kQuietModules = 4;  // ISO/IEC 18004 §6.3.8

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, Free>;

Code encoded(std::string_view text, QRecLevel level) {
  return Code(QRcode_encodeData(static_cast<int>(text.size()),
                                reinterpret_cast<const unsigned char*>(text.data()), 0, level));
}

bool is_set(const QRcode& code, int column, int row) {
  return (code.data[row * code.width + column] & 1) != 0;
}

void append_u32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 255);
}

// RFC 2083 §3.2: length, type, data, CRC of type and data.
void append_chunk(std::string& out, std::string_view type, std::string_view data) {
  append_u32(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t begin = out.size();
  out.append(type).append(data);
  const auto* bytes = reinterpret_cast<const Bytef*>(out.data() + begin);
  append_u32(out, static_cast<std::uint32_t>(crc32(0, bytes, static_cast<uInt>(out.size() - begin))));
}

std::string deflated(const std::string& raw) {
  uLongf size = compressBound(static_cast<uLong>(raw.size()));
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(raw.data()),
           static_cast<uLong>(raw.size()));
  out.resize(size);
  return out;
}

// Scan lines of one bit a pixel, each behind its filter byte (none); a set bit is white.
std::string scan_lines(const QRcode& code, int module_px, int side_px) {
  const auto is_black = [&](int x, int y) {
    const int column = x / module_px - kQuietModules, row = y / module_px - kQuietModules;
    if (column < 0 || row < 0 || column >= code.width || row >= code.width) return false;
    return is_set(code, column, row);
  };
  std::string lines;
  for (int y = 0; y < side_px; ++y) {
    std::string line(static_cast<std::size_t>((side_px + 7) / 8), '\0');
    for (int x = 0; x < side_px; ++x)
      if (!is_black(x, y)) line[static_cast<std::size_t>(x / 8)] |= static_cast<char>(128 >> x % 8);
    lines.append(1, '\0').append(line);
  }
  return lines;
}

// In the middle, a fifth of the side, on a white border of one module.
void append_logo(std::string& out, std::string_view logo_url, int width) {
  const int side = width / 5, begin = kQuietModules + (width - side) / 2;
  const auto box = [&](int grow) {
    const std::string at = std::to_string(begin - grow), size = std::to_string(side + 2 * grow);
    out.append(" x=\"").append(at).append("\" y=\"").append(at);
    out.append("\" width=\"").append(size).append("\" height=\"").append(size).append("\"");
  };
  out.append("<rect fill=\"#fff\"");
  box(1);
  out.append("/><image href=\"");
  for (const char c : logo_url) {
    if (c == '"') {
      out.append("&quot;");
    } else if (c == '<') {
      out.append("&lt;");
    } else if (c == '&') {
      out.append("&amp;");
    } else {
      out += c;
    }
  }
  out.append("\"");
  box(0);
  out.append("/>");
}

}  // namespace

std::optional<std::string> png(std::string_view text, int module_px) {
  const Code code = encoded(text, QR_ECLEVEL_M);
  if (!code) return std::nullopt;
  const int side_px = (code->width + 2 * kQuietModules) * module_px;
  std::string head;
  append_u32(head, static_cast<std::uint32_t>(side_px));
  append_u32(head, static_cast<std::uint32_t>(side_px));
  head.append("\x01\x00\x00\x00\x00", 5);  // one bit of grey, deflate, no interlace
  std::string out("\x89PNG\r\n\x1a\n", 8);
  append_chunk(out, "IHDR", head);
  append_chunk(out, "IDAT", deflated(scan_lines(*code, module_px, side_px)));
  append_chunk(out, "IEND", "");
  return out;
}

std::optional<std::string> svg(std::string_view text, std::string_view logo_url) {
  // A logo covers a ninth of the modules in its worst place; level H repairs up to 30 % (ISO/IEC 18004 §7.5).
  const Code code = encoded(text, logo_url.empty() ? QR_ECLEVEL_M : QR_ECLEVEL_H);
  if (!code) return std::nullopt;
  const std::string side = std::to_string(code->width + 2 * kQuietModules);
  std::string out = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )";
  out.append(side).append(" ").append(side).append(R"(" shape-rendering="crispEdges">)");
  out.append(R"(<path fill="#fff" d="M0 0h)").append(side).append("v").append(side);
  out.append("H0z\"/><path d=\"");
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      const int begin = column;
      while (column < code->width && is_set(*code, column, row)) ++column;
      if (column == begin) continue;
      out.append("M").append(std::to_string(begin + kQuietModules)).append(" ");
      out.append(std::to_string(row + kQuietModules)).append("h").append(std::to_string(column - begin));
      out.append("v1h-").append(std::to_string(column - begin)).append("z");
    }
  }
  out.append("\"/>");
  if (!logo_url.empty()) append_logo(out, logo_url, code->width);
  return out.append("</svg>");
}

std::optional<std::string> data_url(std::string_view text, int module_px) {
  const std::optional<std::string> picture = png(text, module_px);
  if (!picture) return std::nullopt;
  return "data:image/png;base64," + base64(*picture);
}

}  // namespace genauth::qr
