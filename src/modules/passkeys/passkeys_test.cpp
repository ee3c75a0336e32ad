#include "modules/passkeys/passkeys.h"

#include <doctest/doctest.h>

#include "crypto/seal.h"
#include "db/testing.h"
#include "gen/errors/codes.h"
#include "gen/errors/passkeys.h"
#include "modules/passkeys/decoys.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::passkeys {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

// A pool with one account that has a user name and no password: passkeys are its only way in.
struct World {
  explicit World(db::Database& db) : database(db) {
    pool_id = database.write([](db::Tx& tx) { return pools::create(tx, "Pool", {}, kNow); }).value().id;
    users::User user;
    user.pool_id = pool_id;
    user.username = "ann";
    user_id = database.write([&](db::Tx& tx) { return users::insert(tx, user, kNow); }).value().id;
  }
  Passkey made(std::string_view id) const {
    Passkey passkey;
    passkey.pool_id = pool_id;
    passkey.credential_id = id;
    passkey.user_id = user_id;
    passkey.rp_id = "example.com";
    passkey.public_key = std::string("\0\x01", 2);
    passkey.transports = {"usb", "nfc"};
    passkey.authenticator_code = "other";
    passkey.created_at = kNow;
    return passkey;
  }
  Result<void> insert(std::string_view id) {
    return database.write([&](db::Tx& tx) { return passkeys::insert(tx, made(id)); });
  }
  Result<void> use(std::int64_t count) {
    return database.write(
        [&](db::Tx& tx) { return record_use(tx, pool_id, "one", count, true, kNow + count); });
  }
  Result<void> remove(const std::vector<std::string>& ids) {
    return database.write([&](db::Tx& tx) { return remove_own(tx, pool_id, user_id, ids); });
  }
  std::vector<Passkey> all() {
    return database.read([&](db::Session& session) { return list(session, pool_id, user_id); }).value();
  }
  db::Database& database;
  std::string pool_id, user_id;
};

}  // namespace

TEST_CASE("a passkey is kept as it came and belongs to one account") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    CHECK(world.insert("one"));
    CHECK(world.insert("one").error().code() == errors::kPasskeyTaken);
    REQUIRE(world.all().size() == 1);
    const Passkey kept = world.all().front();
    CHECK(kept.public_key == std::string("\0\x01", 2));
    CHECK(kept.transports == std::vector<std::string>{"usb", "nfc"});
    CHECK_FALSE(kept.last_used_at);
    CHECK_FALSE(kept.suspected_at);
  });
}

TEST_CASE("a counter only grows, and those that do not count stay at zero") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    CHECK(world.insert("one"));
    CHECK(world.use(0));
    CHECK(world.use(0));
    CHECK(world.use(5));
    for (const std::int64_t count : {0, 4, 5})
      CHECK(world.use(count).error().code() == errors::kPasskeyCopied);
    CHECK(world.use(6));
    CHECK(world.all().front().sign_count == 6);
  });
}

TEST_CASE("an account has at most twenty, and never loses its last way in") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (std::size_t i = 0; i < kMaxPerUser; ++i) CHECK(world.insert("key" + std::to_string(i)));
    CHECK(world.insert("late").error().code() == errors::kPasskeyLimit);
    std::vector<std::string> ids;
    for (const Passkey& passkey : world.all()) ids.push_back(passkey.credential_id);
    CHECK(world.remove(ids).error().code() == errors::kLastLoginMethod);
    CHECK(world.all().size() == kMaxPerUser);
    ids.pop_back();
    CHECK(world.remove(ids));
    CHECK(world.all().size() == 1);
    CHECK(world.remove({world.all().front().credential_id}).error().code() == errors::kLastLoginMethod);
  });
}

TEST_CASE("decoys stay the same, differ by account, pool and relying party, and need the master key") {
  const crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  const crypto::Sealer other = crypto::Sealer::create(std::string(32, 'o')).value();
  const auto id = [](const crypto::Sealer& with, const char* pool, const char* rp, const char* account) {
    return decoys_for(with, pool, rp, account).front().id;
  };
  const std::string first = id(sealer, "pool", "a.example", "Ann@Example.com");
  CHECK(first == id(sealer, "pool", "a.example", "ann@EXAMPLE.com"));
  CHECK(first != id(sealer, "pool", "a.example", "bob@example.com"));
  CHECK(first != id(sealer, "other", "a.example", "ann@example.com"));
  CHECK(first != id(sealer, "pool", "b.example", "ann@example.com"));
  CHECK(first != id(other, "pool", "a.example", "ann@example.com"));
  CHECK(id(sealer, "pool", "a", "138-0013-8000") == id(sealer, "pool", "a", "+86 138 0013 8000"));
}

}  // namespace genauth::passkeys
