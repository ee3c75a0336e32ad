// What carries a message to a person: one interface for SMS, one for mail. Which vendor stands behind it is
// decided by factory.h.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genauth::connectors {

struct SmsMessage {
  std::string country_code;  // "+86"
  std::string national;      // "13800138000"
  std::string e164;          // "+8613800138000"
  std::string code;          // for vendors that fill a template
  std::int64_t ttl_minutes = 0;
  std::string text;      // the whole message, for vendors that take free text
  std::string language;  // "zh-CN"
  std::string scene;     // what it is for: "CHANNEL_BIND_PHONE"
};

struct MailMessage {
  std::string to, subject, text, html;  // html may be empty
  std::string from_name = {};           // instead of the configured one, if not empty
};

struct Receipt {
  std::string id;  // the vendor's own; may be empty
};

// Both are thread-safe, block for at most three seconds, and give the same errors:
//   kProviderRefused      the vendor said no and will say no again; arg: its code and words, cleaned for
//   display kProviderUnreachable  nobody knows whether the message left: no connection, a time-out, 5xx,
//   throttling, an open
//                         breaker. It may be sent again with the same key.
// idempotency_key: the same for every attempt at one message, up to 64 letters, digits and dashes. Vendors
// that know such keys use it to send once; the others get it as a reference.
class SmsSender {
 public:
  virtual ~SmsSender() = default;
  virtual Result<Receipt> send(const SmsMessage& message, std::string_view idempotency_key) const = 0;
};

class MailSender {
 public:
  virtual ~MailSender() = default;
  virtual Result<Receipt> send(const MailMessage& message, std::string_view idempotency_key) const = 0;
};

}  // namespace genauth::connectors
