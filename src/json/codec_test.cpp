#include "json/codec.h"

#include <doctest/doctest.h>

#include <cstddef>

#include "gen/errors/form.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"

using namespace genauth;
using json::Kind;
using json::Member;
using json::Type;

namespace {

struct Pet {
  std::string name;
  std::optional<std::vector<Pet>> children;
};

struct Order {
  std::string id;
  std::optional<std::string> size;
  std::int64_t count = 7;
  std::optional<std::int64_t> seconds;
  std::optional<double> weight;
  std::optional<bool> fragile;
  std::vector<Pet> pets;
  std::optional<std::vector<std::string>> notes;
  json::Raw extra;
  json::Raw custom;
};

constexpr Type kText{.kind = Kind::kString, .max_size = 5};
constexpr std::string_view kSizeValues[] = {"S", "M"};
constexpr Type kSize{.kind = Kind::kString, .values = kSizeValues};
constexpr Type kCount{.kind = Kind::kInteger, .min = 1, .max = 50};
constexpr Type kSeconds{.kind = Kind::kInteger, .min = -2147483648, .max = 2147483647};
constexpr Type kWeight{.kind = Kind::kNumber, .min = 0};
constexpr Type kFlag{.kind = Kind::kBoolean};
constexpr Type kRaw{.kind = Kind::kRaw};
constexpr Type kRawObject{.kind = Kind::kRawObject};
constexpr Type kNotes{
    .kind = Kind::kArray, .min_size = 1, .element = &kText, .array = &json::kArrayAccess<std::string>};
extern const Type kPets;
constexpr Member kPetMembers[] = {
    {"name", &kText, offsetof(Pet, name), true, nullptr},
    {"children", &kPets, offsetof(Pet, children), false, &json::kOptionalAccess<std::vector<Pet>>}};
constexpr Type kPet{.kind = Kind::kObject, .members = kPetMembers};
constexpr Type kPets{
    .kind = Kind::kArray, .max_size = 3, .element = &kPet, .array = &json::kArrayAccess<Pet>};
constexpr Member kOrderMembers[] = {
    {"id", &kText, offsetof(Order, id), true, nullptr},
    {"size", &kSize, offsetof(Order, size), false, &json::kOptionalAccess<std::string>},
    {"count", &kCount, offsetof(Order, count), false, nullptr},
    {"seconds", &kSeconds, offsetof(Order, seconds), false, &json::kOptionalAccess<std::int64_t>},
    {"weight", &kWeight, offsetof(Order, weight), false, &json::kOptionalAccess<double>},
    {"fragile", &kFlag, offsetof(Order, fragile), false, &json::kOptionalAccess<bool>},
    {"pets", &kPets, offsetof(Order, pets), true, nullptr},
    {"notes", &kNotes, offsetof(Order, notes), false, &json::kOptionalAccess<std::vector<std::string>>},
    {"extra", &kRaw, offsetof(Order, extra), false, nullptr},
    {"custom", &kRawObject, offsetof(Order, custom), false, nullptr}};
constexpr Type kOrder{.kind = Kind::kObject, .members = kOrderMembers};

struct Refusal {
  Code code;
  std::string field, arg;
  bool operator==(const Refusal&) const = default;
};

Refusal refusal(const Result<void>& result) {
  REQUIRE(!result);
  return {result.error().code(), result.error().field(), result.error().arg()};
}

Refusal refused(std::string_view text) {
  auto document = json::Document::parse(text);
  REQUIRE(document);
  Order order;
  return refusal(json::decode(kOrder, *document, &order));
}

Order accepted(std::string_view text) {
  auto document = json::Document::parse(text);
  REQUIRE(document);
  Order order;
  REQUIRE(json::decode(kOrder, *document, &order));
  return order;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

Order accepted_query(const Pairs& params, const Type& type) {
  Order order;
  REQUIRE(json::decode_query(type, params, &order));
  return order;
}

// Without the array of structs, which no query has.
constexpr Member kQueryMembers[] = {kOrderMembers[0], kOrderMembers[1], kOrderMembers[2],
                                    kOrderMembers[4], kOrderMembers[5], kOrderMembers[7]};
constexpr Type kQuery{.kind = Kind::kObject, .members = kQueryMembers};

Refusal refused_query(const Pairs& params) {
  Order order;
  return refusal(json::decode_query(kQuery, params, &order));
}

}  // namespace

TEST_CASE("refuses a body that is no object") {
  CHECK(refused("[]") == Refusal{errors::kMustBeObject, "body", ""});
  CHECK(refused("null") == Refusal{errors::kMustBeObject, "body", ""});
}

TEST_CASE("names the first missing member in the order of the contract") {
  CHECK(refused("{}") == Refusal{errors::kRequired, "id", ""});
  CHECK(refused(R"({"pets":7,"id":null})") == Refusal{errors::kRequired, "id", ""});
  CHECK(refused(R"({"id":""})") == Refusal{errors::kRequired, "id", ""});
  CHECK(refused(R"({"id":"a"})") == Refusal{errors::kRequired, "pets", ""});
}

TEST_CASE("refuses every wrong type") {
  CHECK(refused(R"({"id":1})") == Refusal{errors::kMustBeString, "id", ""});
  CHECK(refused(R"({"id":{}})") == Refusal{errors::kMustBeString, "id", ""});
  CHECK(refused(R"({"id":"a","count":"1"})") == Refusal{errors::kMustBeInteger, "count", ""});
  CHECK(refused(R"({"id":"a","count":1.5})") == Refusal{errors::kMustBeInteger, "count", ""});
  CHECK(refused(R"({"id":"a","weight":"1"})") == Refusal{errors::kMustBeNumber, "weight", ""});
  CHECK(refused(R"({"id":"a","weight":1e999})") == Refusal{errors::kMustBeNumber, "weight", ""});
  CHECK(refused(R"({"id":"a","fragile":"true"})") == Refusal{errors::kMustBeBoolean, "fragile", ""});
  CHECK(refused(R"({"id":"a","fragile":0})") == Refusal{errors::kMustBeBoolean, "fragile", ""});
  CHECK(refused(R"({"id":"a","pets":{}})") == Refusal{errors::kMustBeArray, "pets", ""});
  CHECK(refused(R"({"id":"a","pets":[1]})") == Refusal{errors::kMustBeObject, "pets.0", ""});
  CHECK(refused(R"({"id":"a","pets":[null]})") == Refusal{errors::kMustBeObject, "pets.0", ""});
  CHECK(refused(R"({"id":"a","pets":[],"custom":[]})") == Refusal{errors::kMustBeObject, "custom", ""});
}

TEST_CASE("refuses values outside their list or bounds") {
  CHECK(refused(R"({"id":"a","size":"L"})") == Refusal{errors::kMustBeOneOf, "size", "S, M"});
  CHECK(refused(R"({"id":"a","size":""})") == Refusal{errors::kMustBeOneOf, "size", "S, M"});
  CHECK(refused(R"({"id":"a","size":3})") == Refusal{errors::kMustBeOneOf, "size", "S, M"});
  CHECK(refused(R"({"id":"a","count":0})") == Refusal{errors::kTooSmall, "count", "1"});
  CHECK(refused(R"({"id":"a","count":51})") == Refusal{errors::kTooGreat, "count", "50"});
  CHECK(refused(R"({"id":"a","count":99999999999999999999})") == Refusal{errors::kTooGreat, "count", "50"});
  CHECK(refused(R"({"id":"a","seconds":2147483648})") == Refusal{errors::kTooGreat, "seconds", "2147483647"});
  CHECK(refused(R"({"id":"a","seconds":-1e300})") == Refusal{errors::kTooSmall, "seconds", "-2147483648"});
  CHECK(refused(R"({"id":"a","weight":-0.5})") == Refusal{errors::kTooSmall, "weight", "0"});
  CHECK(refused(R"({"id":"abcdef"})") == Refusal{errors::kTooLong, "id", "5"});
  CHECK(refused(R"({"id":"a","pets":[],"notes":[]})") == Refusal{errors::kTooFewElements, "notes", "1"});
  CHECK(refused(R"({"id":"a","pets":[{},{},{},{}]})") == Refusal{errors::kTooManyElements, "pets", "3"});
}

TEST_CASE("counts characters as JavaScript does") {
  CHECK(accepted(R"({"id":"中文中文中","pets":[]})").id == "中文中文中");
  CHECK(accepted(R"({"id":"😀😀a","pets":[]})").id == "😀😀a");
  CHECK(refused(R"({"id":"😀😀😀","pets":[]})") == Refusal{errors::kTooLong, "id", "5"});
}

TEST_CASE("gives the whole path of what is wrong inside") {
  CHECK(refused(R"({"id":"a","pets":[{"name":"x"},{"name":"y","children":[{"name":7}]}]})") ==
        Refusal{errors::kMustBeString, "pets.1.children.0.name", ""});
  CHECK(refused(R"({"id":"a","pets":[],"notes":["a",1]})") == Refusal{errors::kMustBeString, "notes.1", ""});
}

TEST_CASE("takes null and absence for the same, and keeps defaults") {
  const Order order = accepted(R"({"id":"a","pets":[],"size":null,"count":null,"extra":null})");
  CHECK(!order.size);
  CHECK(order.count == 7);
  CHECK(order.extra.empty());
}

TEST_CASE("fills everything, in any order, ignoring what it does not know") {
  const Order order =
      accepted(R"({"unknown":{"id":1},"custom":{ "x" : 1 },"extra":[1, 2],"notes":["n"],"fragile":true,
    "weight":1.5,"seconds":-3,"count":2.0,"size":"M","pets":[{"name":"p","children":[]}],"id":"a\u0042"})");
  CHECK(order.id == "aB");
  CHECK(order.size == "M");
  CHECK(order.count == 2);
  CHECK(order.seconds == -3);
  CHECK(order.weight == 1.5);
  CHECK(order.fragile == true);
  CHECK(order.pets.at(0).children->empty());
  CHECK(order.notes->at(0) == "n");
  CHECK(order.extra.text == "[1,2]");
  CHECK(order.custom.text == R"({"x":1})");
}

TEST_CASE("of a repeated member the last value is decoded") {
  CHECK(accepted(R"({"id":1,"id":"b","pets":[]})").id == "b");
}

TEST_CASE("writes what it reads, and leaves out what is absent") {
  const std::string text =
      R"({"id":"a\"\\\n\u0001é","size":"S","count":3,"weight":0.1,"fragile":false,"pets":[{"name":"p"}],)"
      R"("notes":["x","y"],"extra":null,"custom":{}})";
  auto document = json::Document::parse(text);
  REQUIRE(document);
  Order order;
  order.id = "a\"\\\n\x01é";
  order.size = "S";
  order.count = 3;
  order.weight = 0.1;
  order.fragile = false;
  order.pets.push_back({"p", {}});
  order.notes = {"x", "y"};
  order.extra.text = "null";
  order.custom.text = "{}";
  std::string out;
  json::encode(kOrder, &order, out);
  CHECK(out == text);
}

TEST_CASE("refuses query parameters of the wrong form") {
  CHECK(refused_query({}) == Refusal{errors::kRequired, "id", ""});
  CHECK(refused_query({{"id", ""}}) == Refusal{errors::kRequired, "id", ""});
  CHECK(refused_query({{"id", "a"}, {"count", "x"}}) == Refusal{errors::kMustBeInteger, "count", ""});
  CHECK(refused_query({{"id", "a"}, {"count", " 1"}}) == Refusal{errors::kMustBeInteger, "count", ""});
  CHECK(refused_query({{"id", "a"}, {"count", "51"}}) == Refusal{errors::kTooGreat, "count", "50"});
  CHECK(refused_query({{"id", "a"}, {"weight", "inf"}}) == Refusal{errors::kMustBeNumber, "weight", ""});
  CHECK(refused_query({{"id", "a"}, {"fragile", "yes"}}) == Refusal{errors::kMustBeBoolean, "fragile", ""});
  CHECK(refused_query({{"id", "a"}, {"size", "L"}}) == Refusal{errors::kMustBeOneOf, "size", "S, M"});
  CHECK(refused_query({{"id", "a"}, {"notes[]", "toolong"}}) == Refusal{errors::kTooLong, "notes.0", "5"});
}

TEST_CASE("reads booleans in any case and takes empty for absent") {
  const Order order = accepted_query({{"id", "a"}, {"fragile", "True"}, {"count", ""}, {"size", ""}}, kQuery);
  CHECK(order.fragile == true);
  CHECK(order.count == 7);
  CHECK(!order.size);
}

TEST_CASE("reads arrays in all three forms") {
  const std::vector<std::string> two = {"a", "b"};
  CHECK(accepted_query({{"id", "x"}, {"notes[]", "a"}, {"notes[]", "b"}}, kQuery).notes == two);
  CHECK(accepted_query({{"id", "x"}, {"notes", "a"}, {"notes", "b"}}, kQuery).notes == two);
  CHECK(accepted_query({{"id", "x"}, {"notes", "a,b"}}, kQuery).notes == two);
  CHECK(accepted_query({{"id", "x"}, {"notes[]", "a,b"}}, kQuery).notes == std::vector<std::string>{"a,b"});
  CHECK(accepted_query({{"id", "x"}, {"notes", ",a,,"}}, kQuery).notes == std::vector<std::string>{"a"});
  CHECK(!accepted_query({{"id", "x"}, {"notes", ""}}, kQuery).notes);
}
