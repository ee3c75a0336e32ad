#include "modules/consents/consents.h"

#include <doctest/doctest.h>

#include "db/testing.h"

namespace genauth::consents {

TEST_CASE("consents add up, belong to one person and application, and can be taken back") {
  db::testing::for_each_engine([](db::Database& database) {
    const auto allow = [&](std::string_view scope) {
      return database.write([&](db::Tx& tx) { return grant(tx, "pool", "ann", "app", scope, 1); });
    };
    const auto scope_of = [&](std::string_view user_id, std::string_view app_id) {
      return database
          .read([&](db::Session& session) { return granted_scope(session, "pool", user_id, app_id); })
          .value();
    };
    CHECK(scope_of("ann", "app").empty());
    CHECK(allow("openid  profile"));
    CHECK(allow("profile email"));
    CHECK(scope_of("ann", "app") == "openid profile email");
    CHECK(scope_of("bob", "app").empty());
    CHECK(scope_of("ann", "other").empty());
    CHECK(database.write([](db::Tx& tx) { return revoke(tx, "pool", "ann", "app"); }));
    CHECK(scope_of("ann", "app").empty());
  });
}

}  // namespace genauth::consents
