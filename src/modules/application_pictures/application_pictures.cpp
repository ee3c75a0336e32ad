#include "modules/application_pictures/application_pictures.h"

#include <algorithm>

namespace genauth::application_pictures {

std::string path_in(std::string_view address) {
  constexpr std::string_view kPlace = "/application-pictures/";
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::size_t from = address.find('/', scheme + 3);
  if (from == std::string_view::npos || !address.substr(from).starts_with(kPlace)) return {};
  const std::string_view path = address.substr(from);
  const bool is_plain = std::ranges::all_of(path, [](char c) {
    const char letter = static_cast<char>(c | 0x20);
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/';
  });
  return is_plain ? std::string(path) : std::string();
}

}  // namespace genauth::application_pictures
