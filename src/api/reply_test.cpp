#include "api/reply.h"

#include <doctest/doctest.h>

#include "api/cookie.h"

namespace genauth::api {

TEST_CASE("a cookie is found by its whole name, and not where it stands twice") {
  CHECK(find_cookie("a=1; __Host-b=two; c=3", "__Host-b") == "two");
  CHECK(find_cookie("ab=1", "a") == std::nullopt);
  CHECK(find_cookie("", "a") == std::nullopt);
  CHECK(find_cookie("a=1; a=2", "a") == std::nullopt);
}

TEST_CASE("a cookie of ours is secure and belongs to one host") {
  CHECK(set_cookie_line({.name = "__Host-x", .value = "v", .max_age_s = 60}) ==
        "__Host-x=v; Path=/; Secure; SameSite=Lax; HttpOnly; Max-Age=60");
}

TEST_CASE("a page escapes its title and forbids scripts and frames") {
  const Reply reply = page(locale::Language::kEnUs, "<b>", "<p>hello</p>");
  CHECK(reply.body.find("<title>&lt;b&gt;</title>") != std::string::npos);
  CHECK(reply.headers.front().second.find("default-src 'none'") == 0);
}

TEST_CASE("a file's name cannot break out of its header") {
  const Reply reply = file("image/png", "x", "a\"\r\nb.png");
  CHECK(reply.headers.front().second == "attachment; filename=\"ab.png\"");
}

TEST_CASE("a redirect becomes a GET and leaves no trace") {
  const Reply reply = redirect("https://example.com/?a=1");
  CHECK(reply.status == 303);
  CHECK(reply.headers[0].second == "https://example.com/?a=1");
  CHECK(reply.headers[1].second == "no-store");
}

}  // namespace genauth::api
