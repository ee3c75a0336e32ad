#include "webauthn/cbor.h"

#include <doctest/doctest.h>

#include "base/encoding.h"

namespace genauth::webauthn::cbor {
namespace {

bool accepts(std::string_view digits, Order order = Order::kAny) {
  const std::string bytes = unhex(digits).value();
  return decode(bytes, order).has_value();
}

}  // namespace

TEST_CASE("reads integers, strings, arrays and maps") {
  // {1: -7, "a": [h'0102', "é", true, null]}
  const std::string bytes = unhex("a2012661618442010262c3a9f5f6").value();
  const Outcome<Value> map = decode(bytes, Order::kCanonical);
  REQUIRE(map);
  CHECK(map->find(1)->integer_or(0) == -7);
  const Value* list = map->find("a");
  REQUIRE(list != nullptr);
  REQUIRE(list->items.size() == 4);
  CHECK(list->items[0].bytes == "\x01\x02");
  CHECK(list->items[1].bytes == "é");
  CHECK(list->items[2].is(Type::kTrue));
  CHECK(list->items[3].is(Type::kNull));
  CHECK(map->find(2) == nullptr);
  CHECK(map->find("b") == nullptr);
}

TEST_CASE("reads the largest integers and does not wrap them") {
  const std::string bytes = unhex("823bffffffffffffffff1bffffffffffffffff").value();
  const Outcome<Value> list = decode(bytes, Order::kAny);
  REQUIRE(list);
  CHECK(list->items[0].integer_or(5) == 5);
  CHECK(list->items[1].integer_or(5) == 5);
}

TEST_CASE("refuses integers and lengths that are not in their shortest form") {
  for (const char* digits : {"1817", "190017", "1900ff", "1a0000ffff", "1b00000000ffffffff", "5817", "b800"})
    CHECK_FALSE(accepts(digits));
  for (const char* digits : {"1818", "190100", "1a00010000", "1b0000000100000000"}) CHECK(accepts(digits));
}

TEST_CASE("refuses indefinite lengths, tags, floats and reserved values") {
  for (const char* digits :
       {"5fff", "9fff", "bfff", "c000", "f90000", "fb0000000000000000", "f7", "e0", "f800", "1c", "ff"})
    CHECK_FALSE(accepts(digits));
}

TEST_CASE("refuses what is cut off, too long or followed by something") {
  for (const char* digits :
       {"", "18", "42ff", "81", "a101", "0000", "9bffffffffffffffff", "5bffffffffffffffff"})
    CHECK_FALSE(accepts(digits));
}

TEST_CASE("refuses keys that stand twice, out of order, or are neither integer nor text") {
  CHECK_FALSE(accepts("a201020103"));
  CHECK_FALSE(accepts("a24101024102"));
  CHECK(accepts("a202000100"));
  CHECK_FALSE(accepts("a202000100", Order::kCanonical));
  CHECK_FALSE(accepts("a220000100", Order::kCanonical));  // -1 before 1
  CHECK(accepts("a201002000", Order::kCanonical));
  CHECK(accepts("a261620062616100", Order::kCanonical));  // the shorter key first
}

TEST_CASE("refuses text that is not UTF-8 and nesting without end") {
  CHECK_FALSE(accepts("61ff"));
  std::string deep(40, '\x81');
  deep += '\0';
  CHECK_FALSE(decode(deep, Order::kAny));
  std::string wide = unhex("990400").value() + std::string(0x400, '\0');
  CHECK_FALSE(decode(wide, Order::kAny));
}

}  // namespace genauth::webauthn::cbor
