#include "json/value.h"

#include <doctest/doctest.h>

#include "gen/errors/form.h"

using namespace genauth;
using json::Value;

TEST_CASE("a value refuses broken text and numbers that nothing holds") {
  CHECK(!Value::parse("{"));
  CHECK(!Value::parse(json::Raw{}));
  CHECK(Value::parse("1e999").error().code() == errors::kMustBeNumber);
}

TEST_CASE("a value gives nothing when asked for another kind") {
  const Value value = Value::parse("\"text\"").value();
  CHECK(!value.integer());
  CHECK(!value.boolean());
  CHECK(!value.number());
  CHECK(!value.find("member"));
}

TEST_CASE("a value writes what it read") {
  const std::string text = R"({"b":[1,-2.5,"\"",true,null,{}],"a":9007199254740993})";
  CHECK(Value::parse(text)->text() == text);
}

TEST_CASE("numbers are whole where they fit") {
  CHECK(*Value::parse("9223372036854775807")->integer() == 9223372036854775807);
  CHECK(!Value::parse("9223372036854775808")->integer());
  CHECK(*Value::parse("9223372036854775808")->number() == 9223372036854775808.0);
  CHECK(*Value::parse("3")->number() == 3.0);
  CHECK(Value::parse("-0e5")->text() == "0");
}

TEST_CASE("members are found, replaced and removed") {
  Value value = Value::parse(R"({"a":1,"b":2,"a":3})").value();
  CHECK(*value.find("a") == Value(3));
  value.set("b", "x");
  value.set("c", Value::Array{1, 2});
  CHECK(value.text() == R"({"a":3,"b":"x","c":[1,2]})");
  CHECK(value.erase("a"));
  CHECK(!value.erase("a"));
  CHECK(value.raw().text == R"({"b":"x","c":[1,2]})");
}
