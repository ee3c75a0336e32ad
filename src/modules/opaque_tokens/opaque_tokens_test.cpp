#include "modules/opaque_tokens/opaque_tokens.h"

#include <doctest/doctest.h>

#include "db/testing.h"

namespace genauth::opaque_tokens {

TEST_CASE(
    "an opaque token is 40 hexadecimal digits, found as long as it lives, and erased by its application") {
  db::testing::for_each_engine([](db::Database& database) {
    const std::string text = generate();
    CHECK(has_form(text));
    CHECK_FALSE(text == generate());
    const Token token{"pool", "app", "ann", "s1", "user", "https://x/oauth", "t", "k", 1000, 2000};
    REQUIRE(database.write([&](db::Tx& tx) { return insert(tx, text, token); }));
    const auto known = [&](std::string_view shown, std::int64_t now_ms) {
      return database.read([&](db::Session& session) { return find(session, shown, now_ms); }).value();
    };
    REQUIRE(known(text, 1500));
    CHECK(known(text, 1500)->user_id == "ann");
    CHECK(known(text, 1500)->issuer == "https://x/oauth");
    CHECK(known(text, 1500)->expires_at == 2000);
    CHECK_FALSE(known(text, 2000));
    CHECK_FALSE(known(std::string(40, 'a'), 1500));
    CHECK_FALSE(known(std::string(40, 'A'), 1500));
    CHECK_FALSE(known("", 1500));
    REQUIRE(database.write([&](db::Tx& tx) { return erase(tx, "pool", "other", text); }));
    CHECK(known(text, 1500));
    REQUIRE(database.write([&](db::Tx& tx) { return erase(tx, "pool", "app", text); }));
    CHECK_FALSE(known(text, 1500));
  });
}

TEST_CASE("opaque tokens that are over are swept") {
  db::testing::for_each_engine([](db::Database& database) {
    REQUIRE(database.write([&](db::Tx& tx) {
      return insert(tx, generate(), {"pool", "app", "ann", "s1", "user", "", "", "", 1000, 2000});
    }));
    const auto swept = [&](std::int64_t now_ms) {
      return database.write([&](db::Tx& tx) { return sweep(tx, now_ms, 100); }).value();
    };
    CHECK(swept(1999) == 0);
    CHECK(swept(2001) == 1);
  });
}

}  // namespace genauth::opaque_tokens
