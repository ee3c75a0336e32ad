#include "api/own_page.h"

namespace genauth::api {

bool is_own_page(const net::Request& request, std::string_view base_url) {
  const std::size_t host = base_url.find("://");
  if (host == std::string_view::npos) return false;
  const std::string_view own = base_url.substr(0, base_url.find('/', host + 3));
  if (const auto origin = request.header("origin"); origin && *origin != own) return false;
  const auto site = request.header("sec-fetch-site");
  return !site || *site == "same-origin";
}

}  // namespace genauth::api
