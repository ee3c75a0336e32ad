// Header lines of a mail. Private to this folder; pure functions.
#pragma once
#include <string>
#include <string_view>

namespace genauth::net {

bool has_control_character(std::string_view text);

// Text as a header value: itself if it is short printable ASCII, else RFC 2047 encoded-words of at most 75
// characters, folded. The text is UTF-8 and has no control character.
std::string mail_text(std::string_view utf8);

// `Name <address>`, or the address alone.
std::string mail_mailbox(std::string_view name, std::string_view address);

}  // namespace genauth::net
