#include "docs/docs.h"

#include <doctest/doctest.h>

#include "docs/archive.h"

namespace genauth::docs {

TEST_CASE("knows nothing outside its own paths") {
  CHECK_FALSE(find(""));
  CHECK_FALSE(find("/"));
  CHECK_FALSE(find("/docs/operations/no-such-thing"));
  CHECK_FALSE(find("/docs/../etc/passwd"));
  CHECK_FALSE(find("/docs2"));
}

TEST_CASE("finds the start page with and without a slash") {
  const auto page = find("/docs");
  REQUIRE(page);
  CHECK(page->content_type == "text/html; charset=utf-8");
  CHECK(find("/docs/")->gzip.data() == page->gzip.data());
}

TEST_CASE("unpacks every page to its size") {
  std::size_t total = 0;
  for (const Entry& entry : entries()) {
    CAPTURE(entry.path);
    const auto answer = find(entry.path);
    REQUIRE(answer);
    CHECK(plain(*answer).size() == entry.plain_size);
    total += entry.size;
  }
  CHECK(total <= 8'000'000);
}

TEST_CASE("a page names its operation and its method in every language") {
  const std::string page = plain(*find("/docs/operations/bind-phone"));
  for (const auto* text :
       {"<h1>Bind Phone", "bind_phone", "bindPhone", "passCode", "/docs/operations/unbind-phone"})
    CHECK_MESSAGE(page.find(text) != std::string::npos, text);
}

TEST_CASE("takes gzip only from clients that say so") {
  CHECK_FALSE(takes_gzip(""));
  CHECK_FALSE(takes_gzip("identity"));
  CHECK_FALSE(takes_gzip("gzip;q=0"));
  CHECK_FALSE(takes_gzip("*, gzip; q=0.000"));
  CHECK_FALSE(takes_gzip("xgzip, deflate"));
  CHECK(takes_gzip("gzip"));
  CHECK(takes_gzip("deflate, GZIP;q=0.5, br"));
  CHECK(takes_gzip("*"));
}

TEST_CASE("a tag matches in a list, weak or strong") {
  CHECK_FALSE(matches("", "\"a\""));
  CHECK_FALSE(matches("\"b\", \"aa\"", "\"a\""));
  CHECK(matches("\"b\", W/\"a\"", "\"a\""));
  CHECK(matches("*", "\"a\""));
}

}  // namespace genauth::docs
