// Sending a code: who may have one how often, what the message says, and the order of commit and delivery.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "api/call.h"
#include "modules/codes/budgets.h"
#include "modules/codes/codes.h"
#include "modules/messages/messages.h"

namespace genauth::codes {

// A code on its way: `message` lacks only the code and the text made of it.
struct Sending {
  Purpose purpose;
  messages::Message message;
  std::string captcha_token = {}, captcha_code = {};  // as the caller gave them
  std::string words = {};  // the channel whose template the mail takes; empty: that of the purpose
  bool later = false;      // the outbox delivers: for calls that must not wait for a vendor
};

// Throttles, makes the code, writes it and its message, commits; then calls the vendor. When the vendor
// refuses, the code is taken back and its error returned.
//   kThrottled / kEmailThrottled (arg: seconds), kSmsDailyCap, kCountryNotAllowed, kProviderRefused,
//   kCaptchaRequired, kCaptchaWrong
Result<void> send_code(api::Call& call, Sending sending);

// Subject and text for a channel in the four languages.
void write_text(messages::Message& message, locale::Language language, std::int64_t ttl_ms);

}  // namespace genauth::codes
