// What answers about applications share.
#pragma once
#include <string>
#include <string_view>

namespace genauth::my_data {

// Where people sign in to an application: the origin that the caller used, and the application's path.
std::string login_url(std::string_view base_url, std::string_view app_id);

}  // namespace genauth::my_data
