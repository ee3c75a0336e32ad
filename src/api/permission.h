// What an access key may do: words such as "user:read", "user:*" and "*", separated by blanks, against the
// x-permission of an operation. Pure.
#pragma once
#include <string_view>

namespace genauth::api {

// Every right. Keys have it unless an operator takes it from them.
inline constexpr std::string_view kEverything = "*";

// An operation without a permission asks for none.
bool permits(std::string_view granted, std::string_view permission);

}  // namespace genauth::api
