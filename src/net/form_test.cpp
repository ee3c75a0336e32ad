#include "net/form.h"

#include <doctest/doctest.h>

using namespace genauth::net;

TEST_CASE("refuses broken escapes, text that is not UTF-8, and NUL") {
  for (const char* text :
       {"a=%", "a=%4", "a=%zz", "%=1", "a=%ff", "a=\xff", "%c0%af=1", "a=%ed%a0%80", "a=%00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_form(text));
  }
}

TEST_CASE("refuses more pairs than the limit, and takes as many") {
  CHECK(parse_form("a&b&c", 3)->size() == 3);
  CHECK_FALSE(parse_form("a&b&c&d", 3));
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "k=v&";
  CHECK(parse_form(many)->size() == 1000);
  CHECK_FALSE(parse_form(many + "k"));
}

TEST_CASE("keeps order and duplicates, decodes plus and escapes") {
  const Form expected{{"b", "x y"}, {"a", "1"}, {"a", "2"}, {"中", "é+"}, {"flag", ""}, {"", "v"}};
  CHECK(parse_form("b=x+y&a=1&a=2&%E4%B8%AD=%C3%A9%2B&flag&=v") == expected);
}

TEST_CASE("takes what the existing clients send") {
  CHECK(parse_form("") == Form{});
  CHECK(parse_form("&&") == Form{});
  CHECK(parse_form("a=1&b=2&") == Form{{"a", "1"}, {"b", "2"}});  // the Java SDK's trailing '&'
  CHECK(parse_form("redirect_uri=https://x.test:80/cb?q=1") ==
        Form{{"redirect_uri", "https://x.test:80/cb?q=1"}});
  CHECK(parse_form("userIds[]=a&userIds[]=b") == Form{{"userIds[]", "a"}, {"userIds[]", "b"}});
}
