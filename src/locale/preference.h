// Which of the four languages somebody prefers, if it is one of them.
#pragma once
#include <optional>
#include <string_view>

#include "locale/language.h"

namespace genauth::locale {

// As negotiate(), but nothing where neither header asks for one of the four.
std::optional<Language> asked_for(std::string_view own_header, std::string_view accept_language);

// The first of the four among tags with spaces between them, best first (OpenID Connect Core §3.1.2.1,
// ui_locales).
std::optional<Language> first_known(std::string_view tags);

}  // namespace genauth::locale
