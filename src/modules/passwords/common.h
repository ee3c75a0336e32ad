// Passwords that everybody tries first. Inside src/modules/passwords only.
#pragma once
#include <string_view>

namespace genauth::passwords {

// The whole password is one entry of the bundled list (libzxcvbn: the 10,000 most common passwords, names and
// frequent words, also in capitals or with digits for letters), one repeated piece, one run of a keyboard or
// of an alphabet, or one date.
bool is_common(std::string_view password);

}  // namespace genauth::passwords
