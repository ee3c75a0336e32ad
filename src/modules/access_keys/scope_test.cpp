#include "modules/access_keys/scope.h"

#include <doctest/doctest.h>

namespace genauth::access_keys {

TEST_CASE("a word of scope has one to three parts") {
  for (const char* word : {"book", "book:read", "book:1:read", "*", "*:*", "*:*:*", "book:*", "a/b:1.2:x-y"})
    CHECK_MESSAGE(is_scope_word(word), word);
  for (const char* word :
       {"", ":", "book:", ":read", "book::read", "a:b:c:d", "two words", "a\"b", "a\\b", "\xc3\xa4"})
    CHECK_FALSE_MESSAGE(is_scope_word(word), word);
  CHECK_FALSE(is_scope_word(std::string(256, 'a')));
}

TEST_CASE("what is granted of all covers one, and never the other way round") {
  struct Row {
    const char *granted, *wanted;
    bool covered;
  };
  const Row rows[] = {
      {"book:1:read", "book:1:read", true},
      {"book:1:read", "book:2:read", false},
      {"book:1:read", "book:1:write", false},
      {"book:1:read", "book:read", false},
      {"book:1:read", "book:*:read", false},
      {"book:1:*", "book:1:read", true},
      {"book:1:*", "book:1:*", true},
      {"book:*:read", "book:1:read", true},
      {"book:*:read", "book:read", true},
      {"book:read", "book:*:read", true},
      {"book:read", "book:7:read", true},
      {"book:read", "book:write", false},
      {"book:read", "book", false},
      {"book:read", "book:*", false},
      {"book", "book:1:read", true},
      {"book:*", "book", true},
      {"book:*:*", "book", true},
      {"book", "book:*:*", true},
      {"book", "books", false},
      {"book", "*", false},
      {"book", "*:*:*", false},
      {"*", "book:1:read", true},
      {"*:*", "book", true},
      {"*:*:*", "*", true},
      {"*", "*:*", true},
      {"*:read", "book:read", true},
      {"*:read", "book:write", false},
      {"*:*:read", "book:1:read", true},
      {"book:", "book:1:read", false},
      {"*", "a:b:c:d", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.granted);
    CAPTURE(row.wanted);
    CHECK(covers(row.granted, row.wanted) == row.covered);
  }
}

TEST_CASE("a request is divided into what is granted and what is rejected") {
  const Scope some = divide("book:1:read  order:write book:1:read book:write shelf", "book:read order");
  CHECK(some.granted == "book:1:read order:write");
  CHECK(some.rejected == "book:write shelf");
  CHECK(divide("", "book:read order").granted == "book:read order");
  CHECK(divide("", "").granted.empty());
  CHECK(divide("book", "").rejected == "book");
}

}  // namespace genauth::access_keys
