#include "json/document.h"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "gen/errors/core.h"

using namespace genauth;
using json::Document;
using json::Limits;
using json::ValueKind;

namespace {

std::string problem(std::string_view text, const Limits& limits = {}) {
  auto document = Document::parse(text, limits);
  if (document) return "";
  CHECK(document.error().code() == errors::kBodyNotJson);
  return document.error().arg();
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

TEST_CASE("refuses what is not JSON, and says where") {
  CHECK(problem("") == "unexpected end at byte 0");
  CHECK(problem("  ") == "unexpected end at byte 2");
  CHECK(problem("{") == "unexpected end at byte 1");
  CHECK(problem("{\"a\":1,}") == "expected a member name at byte 7");
  CHECK(problem("{\"a\" 1}") == "expected ':' at byte 5");
  CHECK(problem("{'a':1}") == "expected a member name at byte 1");
  CHECK(problem("[1 2]") == "expected ',' or ']' at byte 3");
  CHECK(problem("[1,]") == "unexpected character at byte 3");
  CHECK(problem("{}{}") == "unexpected character at byte 2");
  CHECK(problem("nul") == "unexpected character at byte 0");
  CHECK(problem("NaN") == "unexpected character at byte 0");
  CHECK(problem("\"a\nb\"") == "control character in a string at byte 2");
  CHECK(problem("\"abc") == "unexpected end at byte 4");
  CHECK(problem("\"\\x\"") == "bad escape at byte 2");
  CHECK(problem("\"\\u12g4\"") == "bad escape at byte 5");
}

TEST_CASE("refuses numbers that RFC 8259 does not know") {
  for (const char* text : {"01", "+1", ".5", "1.", "1e", "1e+", "-", "0x10", "1_000", "Infinity"}) {
    CAPTURE(text);
    CHECK(problem(text) != "");
  }
}

TEST_CASE("refuses invalid UTF-8 and lone surrogates") {
  CHECK(problem("\"\xff\"") == "not UTF-8");
  CHECK(problem("\"\xc0\x80\"") == "not UTF-8");
  CHECK(problem("\"\xed\xa0\x80\"") == "not UTF-8");
  CHECK(problem("\"\\ud800\"").starts_with("lone surrogate"));
  CHECK(problem("\"\\udc00\"").starts_with("lone surrogate"));
  CHECK(problem("\"\\ud800\\u0041\"").starts_with("lone surrogate"));
}

TEST_CASE("refuses what goes beyond the limits") {
  CHECK(problem(nested(33)).starts_with("nested too deeply"));
  CHECK(problem(nested(32)) == "");
  CHECK(problem(std::string(1'000'000, '[')).starts_with("nested too deeply"));
  CHECK(problem("[1,2,3,4]", {.max_members = 3}).starts_with("too many members"));
  CHECK(problem("[1,2,3]", {.max_members = 3}) == "");
  CHECK(problem(R"({"a":[1,2]})", {.max_members = 2}).starts_with("too many members"));
  auto large = Document::parse("[1,2,3]", {.max_bytes = 6});
  REQUIRE(!large);
  CHECK(large.error().code() == errors::kBodyTooLarge);
  CHECK(large.error().arg() == "6");
}

TEST_CASE("keeps the top-level members as they were sent") {
  const std::string text =
      R"({"a" : "x\u00e9\n", "o":{"k": [1, 2]}, "n":1.50, "b":true, "z":null, "k\u0065y":"v"})";
  auto document = Document::parse(text);
  REQUIRE(document);
  const auto members = document->members();
  REQUIRE(members.size() == 6);
  CHECK(members[0].key == "a");
  CHECK(members[0].raw == R"("x\u00e9\n")");
  CHECK(members[0].text == "xé\n");
  CHECK(members[0].kind == ValueKind::kString);
  CHECK(members[1].raw == R"({"k": [1, 2]})");
  CHECK(members[1].text == R"({"k": [1, 2]})");
  CHECK(members[2].text == "1.50");
  CHECK(members[3].kind == ValueKind::kBoolean);
  CHECK(members[4].text == "null");
  CHECK(members[5].key == "key");
}

TEST_CASE("of a repeated member the last value counts, at the place of the first") {
  auto document = Document::parse(R"({"a":1,"b":2,"\u0061":3})");
  REQUIRE(document);
  const auto members = document->members();
  REQUIRE(members.size() == 2);
  CHECK(members[0].key == "a");
  CHECK(members[0].raw == "3");
}

TEST_CASE("has no members where the top level is no object") {
  CHECK(Document::parse("[1]")->members().empty());
  CHECK(Document::parse("\"a\"")->members().empty());
  CHECK(Document::empty_object().members().empty());
}

TEST_CASE("decodes every escape") {
  auto document = Document::parse(R"("\"\\\/\b\f\n\r\t\u0000\u20ac\ud83d\ude00")");
  REQUIRE(document);
  CHECK(document->string(document->root()) == std::string("\"\\/\b\f\n\r\t\0€😀", 16));
}

TEST_CASE("takes white space away between tokens only") {
  auto document = Document::parse("{ \"a b\" : [ 1 , \"c \\\" d\\\\\" ] ,\n\t\"e\":{ } }");
  REQUIRE(document);
  CHECK(document->compact(document->root()) == R"({"a b":[1,"c \" d\\"],"e":{}})");
}

TEST_CASE("agrees with an independent parser on texts at the edge") {
  for (const char* text : {"[]",          "{}",          "0",        "-0",
                           "-0.0e-0",     "1E5",         "[[]]",     "[{}]",
                           "\"\\u0000\"", "[,]",         "{,}",      "--1",
                           "[1]]",        "tru",         "true ",    "\xef\xbb\xbf{}",
                           "\"\t\"",      "{\"a\"}",     "{\"a\":}", "{1:2}",
                           "\"\\ud83d\"", "[1e]",        "0.1e2",    "[0,]",
                           "/**/1",       "\"\\u00E9\"", "[-]",      "1 2",
                           "\x7f",        "\"\x7f\""}) {
    CAPTURE(text);
    boost::system::error_code error;
    boost::json::parse(std::string_view(text), error);
    CHECK(Document::parse(text).has_value() == !error);
  }
}
