#include "api/permission.h"

#include <algorithm>
#include <string>

#include "base/words.h"

namespace genauth::api {

bool permits(std::string_view granted, std::string_view permission) {
  if (permission.empty()) return true;
  const std::string family = std::string(permission.substr(0, permission.find(':'))) + ":*";
  return std::ranges::any_of(words_in(granted), [&](std::string_view word) {
    return word == kEverything || word == permission || word == family;
  });
}

}  // namespace genauth::api
