// Text inside of HTML. Pure, thread-safe.
#pragma once
#include <string>
#include <string_view>

namespace genauth {

// For element content and for attribute values in either kind of quotes.
std::string escape_html(std::string_view text);

}  // namespace genauth
