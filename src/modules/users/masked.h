// Addresses as they are shown to who has not proved that they are theirs.
#pragma once
#include <string>
#include <string_view>

namespace genauth::users {

std::string masked_phone(std::string_view phone);  // 138****0000
std::string masked_email(std::string_view email);  // a***@example.com

}  // namespace genauth::users
