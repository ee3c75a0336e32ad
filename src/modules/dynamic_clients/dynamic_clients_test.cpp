#include "modules/dynamic_clients/dynamic_clients.h"

#include <doctest/doctest.h>

#include "db/testing.h"
#include "modules/pools/pools.h"

namespace genauth::dynamic_clients {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000, kDay = 86'400'000;

struct World {
  db::Database& database;
  crypto::Sealer sealer = *crypto::Sealer::create(std::string(32, 'k'));
  pools::Pool pool;

  explicit World(db::Database& on) : database(on) {
    pool = database.write([](db::Tx& tx) { return pools::create(tx, "Pool", {}, kNow); }).value();
  }
  Result<Made> make(std::string_view origin, std::string_view address = {},
                    std::string_view ip = "192.0.2.1") {
    applications::Settings settings;
    settings.origin = origin;
    settings.client_id = address;
    return database.write([&](db::Tx& tx) {
      return create(tx, sealer, {pool, "Client", "{}", settings, ip, kNow + 5}, kNow);
    });
  }
  std::size_t expired_at(std::int64_t now_ms) {
    return database.read([&](db::Session& session) { return expired(session, now_ms, 10); }).value().size();
  }
};

}  // namespace

TEST_CASE("a registration is looked after with its token alone") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Made made = world.make(kRegistration).value(), other = world.make(kRegistration).value();
    CHECK(made.token.size() == 43);
    const auto known = [&](const applications::Application& application, std::string_view token) {
      return database.read([&](db::Session& session) { return by_token(session, application, token); });
    };
    CHECK(known(made.application, made.token).value().created_at == kNow);
    for (const std::string& wrong : {other.token, std::string(), std::string("x")})
      CHECK_FALSE(known(made.application, wrong));
    applications::Application taken_over = made.application;
    taken_over.settings.origin = "operator";
    CHECK_FALSE(known(taken_over, made.token));
  });
}

TEST_CASE("a document has one client in a pool, and no token") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const char* const address = "https://client.example/app.json";
    const Made made = world.make(kDocument, address).value();
    CHECK(made.token.empty());
    CHECK_FALSE(world.make(kDocument, address));
    const auto known =
        database.read([&](db::Session& session) { return by_document(session, world.pool.id, address); });
    CHECK(known.value()->app_id == made.application.id);
    CHECK(known.value()->fresh_until == kNow + 5);
    CHECK_FALSE(database.read([&](db::Session& session) { return by_token(session, made.application, ""); })
                    .has_value());
  });
}

TEST_CASE("who makes too many waits, and a pool has an end") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    world.pool.settings.dynamic_clients_per_address = 2;
    world.pool.settings.dynamic_clients_max = 3;
    CHECK(world.make(kRegistration));
    CHECK(world.make(kRegistration));
    CHECK_FALSE(world.make(kRegistration));
    CHECK(world.make(kRegistration, "", "198.51.100.7"));
    CHECK_FALSE(world.make(kRegistration, "", "203.0.113.9"));
  });
}

TEST_CASE("what nobody uses expires, a document that never came to tokens after a day") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Made registered = world.make(kRegistration).value();
    const Made document = world.make(kDocument, "https://client.example/app.json").value();
    CHECK(world.expired_at(kNow + kDay) == 0);
    CHECK(world.expired_at(kNow + kDay + 1) == 1);
    const auto use = [&](const Made& client, std::int64_t now_ms) {
      return database.write(
          [&](db::Tx& tx) { return note_use(tx, world.pool, client.application.id, now_ms); });
    };
    CHECK(use(document, kNow + 1));
    CHECK(world.expired_at(kNow + 30 * kDay + 1) == 1);  // the registration
    CHECK(use(registered, kNow + 20 * kDay));
    CHECK(world.expired_at(kNow + 30 * kDay + 1) == 0);
    CHECK(world.expired_at(kNow + 50 * kDay + 1) == 2);
    const auto change = [&](auto&& done) {
      return database.write([&](db::Tx& tx) { return done(tx, world.pool.id, document.application.id); });
    };
    CHECK(change(keep));
    CHECK(world.expired_at(kNow + 50 * kDay + 1) == 1);
    CHECK(change(remove));
    CHECK_FALSE(database.read([&](db::Session& session) {
      return applications::load(session, world.sealer, world.pool.id, document.application.id);
    }));
  });
}

TEST_CASE("an initial access token is taken once, in its pool, for a week") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const auto token = [&] {
      return database.write([&](db::Tx& tx) { return invite(tx, world.sealer, world.pool.id, kNow); })
          .value();
    };
    const auto take = [&](std::string_view pool_id, const std::string& with, std::int64_t now_ms) {
      return database.write([&](db::Tx& tx) { return accept(tx, world.sealer, pool_id, with, now_ms); })
          .has_value();
    };
    const std::string first = token(), second = token();
    CHECK_FALSE(take("elsewhere", first, kNow));
    CHECK(take(world.pool.id, first, kNow));
    CHECK_FALSE(take(world.pool.id, first, kNow));
    CHECK_FALSE(take(world.pool.id, second, kNow + 7 * kDay + 1));
    CHECK_FALSE(take(world.pool.id, "", kNow));
  });
}

}  // namespace genauth::dynamic_clients
