// QR codes as pictures: the only folder that sees libqrencode.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace genauth::qr {

// A PNG (RFC 2083) in black and white with the quiet zone of four modules; `module_px` is the side of one
// module. Nullopt if the text does not fit into a QR code (about 2,300 bytes). Pure, thread-safe.
std::optional<std::string> png(std::string_view text, int module_px = 4);

// The same as a drawing for any size (SVG 1.1), and with a picture in its middle if `logo_url` names one: a
// data URL, since a drawing inside <img> may load nothing. The code then carries enough redundancy to be
// read.
std::optional<std::string> svg(std::string_view text, std::string_view logo_url = {});

// The PNG as "data:image/png;base64,…", for an <img>.
std::optional<std::string> data_url(std::string_view text, int module_px = 4);

}  // namespace genauth::qr
