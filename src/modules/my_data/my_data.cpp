#include "modules/my_data/my_data.h"

namespace genauth::my_data {

std::string login_url(std::string_view base_url, std::string_view app_id) {
  const std::size_t host = base_url.find("://");
  const std::size_t path = host == std::string_view::npos ? host : base_url.find('/', host + 3);
  return std::string(base_url.substr(0, path)) + "/" + std::string(app_id);
}

}  // namespace genauth::my_data
