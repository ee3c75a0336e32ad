// What the message and the page say, in the language of who reads them. Inside src/modules/email_links only.
#pragma once
#include <string_view>

#include "locale/language.h"

namespace genauth::email_links {

struct Words {
  std::string_view subject, text;  // of the message; the link follows the text
  std::string_view title, question, button, done;
};
const Words& words_of(locale::Language language);

}  // namespace genauth::email_links
