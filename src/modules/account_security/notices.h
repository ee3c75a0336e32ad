// Messages about changes of an account, in four languages. The one home of these texts. Inside
// src/modules/account_security only.
#pragma once
#include <string>
#include <string_view>

#include "locale/language.h"
#include "modules/account_security/account_security.h"
#include "modules/messages/messages.h"

namespace genauth::account_security {

struct NoticeText {
  std::string subject, text;
};
// `link` may be empty: then nothing is said of it.
NoticeText notice_text(Change change, locale::Language language, std::string_view link);

// The page behind the link.
struct NotMePage {
  std::string_view title, question, button, done, done_reset;
};
NotMePage not_me_page(locale::Language language);

}  // namespace genauth::account_security
