// Sends one mail through one submission server. libcurl stands behind it; its headers stay in the .cpp file.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/egress.h"

namespace genauth::net {

enum class SmtpSecurity : std::uint8_t {
  kStartTls,  // required: a server that does not offer it gets nothing
  kTls,       // from the first byte (port 465)
  kPlain,     // unprotected, the credentials too: a relay on this machine, or development
};

struct SmtpServer {
  std::string host;
  std::uint16_t port = 587;
  SmtpSecurity security = SmtpSecurity::kStartTls;
  std::string username = {}, password = {};  // no authentication if the username is empty
  std::string ca_file = {};                  // PEM; instead of the system's authorities if not empty
  int connect_timeout_ms = 1500;
  int timeout_ms = 3000;
};

// A message in UTF-8. Neither the addresses nor the subject and name may hold a control character.
struct Mail {
  std::string from_address, from_name;  // the name may be empty
  std::string to_address;
  std::string subject;
  std::string text, html;  // either may be empty; both make a multipart/alternative
  std::string message_id;  // "…@host" without angle brackets; the same one again marks a repetition
  std::int64_t date_ms = 0;
};

// Hands the mail over. Errors:
//   kEmailInvalid         an address is malformed (field: "from" or "to")
//   kBadFormat            a control character in subject, name or message id (field says which)
//   kProviderRefused      the server refused for good: 5xx, wrong credentials (arg: its own words)
//   kProviderUnreachable  anything else; sending again may help (arg: host)
// Thread-safe; blocks for up to timeout_ms.
Result<void> send_mail(const SmtpServer& server, const Mail& mail, const Egress& egress);

// The part of RFC 5321's Mailbox that is in use: dot-string local part, host name with a dot, ASCII, 254
// bytes.
bool is_mail_address(std::string_view text);

}  // namespace genauth::net
