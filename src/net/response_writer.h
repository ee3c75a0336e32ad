// Response -> bytes of an HTTP/1.1 head (RFC 9112 §4). Pure; knows no socket.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "net/http_message.h"

namespace genauth::net {

// What the head depends on besides the response.
struct HeadContext {
  std::string_view date;   // IMF-fixdate
  bool keep_alive = true;  // false: "Connection: close"
  bool http10 = false;     // keep-alive must then be said
};

// False for a status outside 200..599, a header name that is no token, or a value with a control character:
// such a response must not leave, its bytes could be read as something else.
bool is_sendable(const Response& response);

// Appends status line, headers and the empty line.
void append_head(std::string& out, const Response& response, const HeadContext& context);

// Of both members that hold the body.
std::size_t body_size(const Response& response);

// 204 and 304 never carry a body (RFC 9110 §6.4.1).
bool may_have_body(int status);

std::string_view reason_phrase(int status);  // "" for one we do not know

}  // namespace genauth::net
