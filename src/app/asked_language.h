// The language that a request asks for.
#pragma once
#include <optional>
#include <string_view>

#include "locale/preference.h"
#include "net/http_message.h"

namespace genauth::app {

// As the SDKs say it.
inline std::string_view language_header(const net::Request& request) {
  if (const auto value = request.header("x-authing-lang")) return *value;
  return request.header("x-genauth-lang").value_or("");
}

// Nothing where it asks for none of the four.
inline std::optional<locale::Language> asked_language(const net::Request& request) {
  return locale::asked_for(language_header(request), request.header("accept-language").value_or(""));
}

}  // namespace genauth::app
