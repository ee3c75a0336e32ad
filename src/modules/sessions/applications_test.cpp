// Sessions by application: who is in it, and ending them when it goes.
#include <doctest/doctest.h>

#include "modules/sessions/testing.h"

using namespace genauth;
using namespace genauth::sessions;
using namespace genauth::sessions::testing;

TEST_CASE("the sessions of an application end a few at a time, and those of others stay") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (int i = 0; i < 5; ++i) world.sign_in(world.application);
    const TokenSet mine = world.sign_in(world.application), other = world.sign_in(world.public_application);
    const auto active = [&](const applications::Application& of) {
      return database
          .read([&](db::Session& session) {
            return active_users(session, world.pool_id, of.id, kStart, {10, 0});
          })
          .value();
    };
    CHECK(active(world.application).ids == std::vector<std::string>{world.user.id});
    CHECK(active(world.application).total == 1);
    std::vector<std::int64_t> counts;
    for (std::int64_t ended = 4; ended == 4; counts.push_back(ended))
      ended = database
                  .write([&](db::Tx& tx) {
                    return end_sessions_of_app(tx, world.pool_id, world.application.id, kStart, 4);
                  })
                  .value();
    CHECK(counts == std::vector<std::int64_t>{4, 2});
    CHECK(active(world.application).total == 0);
    CHECK(active(world.public_application).total == 1);
    CHECK_FALSE(world.check(mine.access_token).has_value());
    CHECK_FALSE(world.refresh(world.application, mine.refresh_token).has_value());
    CHECK(world.check(other.access_token).has_value());
  });
}
