#include "net/response_writer.h"

#include <doctest/doctest.h>

using namespace genauth::net;

namespace {
std::string head_of(const Response& response, HeadContext context = {.date = "D"}) {
  std::string out;
  append_head(out, response, context);
  return out;
}
}  // namespace

TEST_CASE("a response that could break the framing is not sendable") {
  CHECK_FALSE(is_sendable({.status = 100}));
  CHECK_FALSE(is_sendable({.status = 600}));
  CHECK_FALSE(is_sendable({.content_type = "text/plain\r\nX: y"}));
  for (const std::string& value : {std::string("a\r\nb"), std::string("a\nb"), std::string("a\rb"),
                                   std::string(1, '\0'), std::string("\x7f")}) {
    CHECK_FALSE(is_sendable({.headers = {{"X", value}}}));
  }
  for (const char* name : {"", "X Y", "X:", "X\r\nY", "\xc3\xa9"})
    CHECK_FALSE(is_sendable({.headers = {{name, "v"}}}));
  CHECK(is_sendable(
      {.content_type = "text/html; charset=utf-8", .headers = {{"X-Tab", "a\tb é"}, {"Empty", ""}}}));
}

TEST_CASE("the head is complete and the framing is ours") {
  CHECK(head_of({.content_type = "t/p", .body = "12", .headers = {{"X", "y"}, {"X", "z"}}}) ==
        "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: t/p\r\nContent-Length: 2\r\nX: y\r\nX: z\r\n\r\n");
  CHECK(head_of({.status = 404,
                 .headers = {{"content-length", "9"},
                             {"TRANSFER-ENCODING", "chunked"},
                             {"Connection", "upgrade"},
                             {"date", "then"},
                             {"Keep-Alive", "timeout=1"}}}) ==
        "HTTP/1.1 404 Not Found\r\nDate: D\r\nContent-Length: 0\r\n\r\n");
  CHECK(head_of({.status = 299}, {.date = "D", .keep_alive = false}) ==
        "HTTP/1.1 299 \r\nDate: D\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  CHECK(head_of({.status = 204, .body = "x"}, {.date = "D", .http10 = true}) ==
        "HTTP/1.1 204 No Content\r\nDate: D\r\nConnection: keep-alive\r\n\r\n");
}
