#include "text/unicode.h"

#include <doctest/doctest.h>

namespace genauth::text {
namespace {

TEST_CASE("an accent typed as one character or as two is one text") {
  CHECK(nfc("cafe\xCC\x81 noir") == "caf\xC3\xA9 noir");
  CHECK(nfc("caf\xC3\xA9 noir") == "caf\xC3\xA9 noir");
  CHECK(nfc("plain") == "plain");
  CHECK(nfc("").empty());
  CHECK(nfc("\xFF\xFE") == "\xFF\xFE");  // not UTF-8
}

TEST_CASE("scripts that no language mixes are told from those that some do") {
  for (const char* mixed : {"p\xD0\xB0ypal",  // Cyrillic a
                            "adm\xCE\xB9n",   // Greek iota
                            "user\xD9\xA1"
                            "2",                  // a digit of Arabic beside one of ours
                            "\xD0\xB0\xCE\xB1"})  // Cyrillic and Greek
    CHECK_MESSAGE(mixes_scripts(mixed), mixed);
  for (const char* fine : {"paypal", "", "Zo\xC3\xAB", "\xE7\x8E\x8B\xE5\xB0\x8F\xE6\x98\x8E",
                           "wang\xE7\x8E\x8B"
                           "88",
                           "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD",
                           "\xE3\x81\x82\xE3\x82\xA2\xE4\xBA\x9C"
                           "a",
                           "\xED\x95\x9C\xEA\xB8\x80"
                           "kim",
                           "\xFF"})
    CHECK_MESSAGE(!mixes_scripts(fine), fine);
}

}  // namespace
}  // namespace genauth::text
