// Pictures of an application's hosted pages, which this server shows itself.
#pragma once
#include <string>
#include <string_view>

namespace genauth::application_pictures {

// The path of an address that is one of ours ("/application-pictures/…"), at whatever host; empty for any
// other.
std::string path_in(std::string_view address);

}  // namespace genauth::application_pictures
