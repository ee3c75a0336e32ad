#include "crypto/flat_json.h"

#include <doctest/doctest.h>

using namespace genauth::crypto;

TEST_CASE("refuses what is not one strict JSON object") {
  const std::string_view bad[] = {
      "",
      " ",
      "null",
      "[]",
      "\"a\"",
      "{",
      "}",
      "{}}",
      "{} x",
      "{,}",
      R"({"a"})",
      R"({"a":})",
      R"({"a":1,})",
      R"({a:1})",
      R"({'a':1})",
      R"({"a":1 "b":2})",
      R"({"a":01})",
      R"({"a":+1})",
      R"({"a":1.})",
      R"({"a":.5})",
      R"({"a":1e})",
      R"({"a":-})",
      R"({"a":NaN})",
      R"({"a":True})",
      R"({"a":tru})",
      R"({"a":"b)",
      R"({"a":"\x"})",
      R"({"a":"\u12"})",
      R"({"a":"\u12g4"})",
      R"({"a":"\ud800"})",
      R"({"a":"\udc00"})",
      R"({"a":"\ud800\u0041"})",
      R"({"a":"\)",
      "{\"a\":\"\n\"}",
      "{\"a\":\"\xff\"}",
      "{\"a\":\"\xc0\x80\"}",
      R"({"a":[})",
      R"({"a":[1,]})",
      R"({"a":{"b"}})",
      R"({"a":[1}})",
      "\xef\xbb\xbf{}",
      R"({"a":1/**/})",
      R"({"a":[[[[[[[[[[1]]]]]]]]]]})",
      std::string_view("{\"a\":\0}", 7),
      std::string_view("{}\0", 3),
  };
  for (const std::string_view json : bad) {
    CAPTURE(json);
    CHECK_FALSE(FlatJson::parse(json));
  }
}

TEST_CASE("refuses a name that stands twice, also when it is escaped") {
  CHECK_FALSE(FlatJson::parse(R"({"alg":"RS256","alg":"none"})"));
  CHECK_FALSE(FlatJson::parse(R"({"alg":"RS256","\u0061lg":"none"})"));
}

TEST_CASE("refuses more members than any header has") {
  std::string json = "{";
  for (int i = 0; i < 65; ++i) {
    if (i > 0) json += ',';
    json += '"' + std::to_string(i) + "\":1";
  }
  CHECK_FALSE(FlatJson::parse(json += '}'));
}

TEST_CASE("reads members of every kind") {
  const auto json = FlatJson::parse(
      " {\"s\" : \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u5bc6\\ud83d\\ude00密\", \"n\":-1.5e+10,\t\"z\":0,"
      "\"t\":true,\"o\":{\"x\":[1,\"]\",{}]},\"a\":[ ],\"\":null}\r\n");
  REQUIRE(json);
  CHECK(*json->string("s") == "a\"\\/\b\f\n\r\té密😀密");
  CHECK(json->find("n")->text == "-1.5e+10");
  CHECK(json->find("n")->kind == FlatJson::Kind::kNumber);
  CHECK(json->find("t")->kind == FlatJson::Kind::kLiteral);
  CHECK(json->find("o")->text == R"({"x":[1,"]",{}]})");
  CHECK(json->find("")->text == "null");
  CHECK(json->string("n") == nullptr);
  CHECK(json->string("absent") == nullptr);
  CHECK(json->members().size() == 7);
  CHECK(FlatJson::parse("{}")->members().empty());
}
