// Sending a code: who may have one how often, what the message says, and the order of commit and delivery.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "api/call.h"
#include "modules/codes/codes.h"
#include "modules/messages/messages.h"

namespace genauth::codes {

// Ceilings on sending; 0 is no limit. From the configuration (codes.*, rate.message_per_minute).
struct SendLimits {
  std::int64_t resend_ms = 60'000;  // between two messages to one recipient
  std::int64_t recipient_per_day = 20;
  std::int64_t address_per_minute = 10;  // of one client address
  std::int64_t address_per_day = 200;
  std::int64_t pool_per_day = 100'000;
  std::int64_t prefix_per_day = 2'000;  // of one pool to one country code other than +86
};

// A code on its way: `message` lacks only the code and the text made of it.
struct Sending {
  Purpose purpose;
  messages::Message message;
};

// Throttles, makes the code, writes it and its message, commits; then calls the vendor. When the vendor
// refuses, the code is taken back and its error returned.
//   kThrottled / kEmailThrottled (arg: seconds), kSmsDailyCap, kProviderRefused
Result<void> send_code(api::Call& call, Sending sending);

// Subject and text for a channel in the four languages.
void write_text(messages::Message& message, locale::Language language, std::int64_t ttl_ms);

}  // namespace genauth::codes
