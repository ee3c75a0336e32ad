#include "modules/access_keys/access_keys.h"

#include <doctest/doctest.h>

#include "api/call.h"
#include "db/testing.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/errors/users.h"
#include "gen/ops/access_keys.h"
#include "modules/users/users.h"

namespace genauth::access_keys {
namespace {

constexpr std::int64_t kNow = 1'760'000'000'000;
constexpr const char* kPool = "507f1f77bcf86cd799439011";
constexpr const char* kOtherPool = "507f1f77bcf86cd799439012";
constexpr db::Sql kInsertPool{"test.insert_pool",
                              "insert into pools (id, name, status, created_at, settings) "
                              "values ($1, 'p', 'enabled', 1, '{}')"};

const crypto::Sealer& sealer() {
  static const crypto::Sealer kSealer = *crypto::Sealer::create(std::string(32, 'k'));
  return kSealer;
}

void with_pools(const std::function<void(db::Database&)>& test) {
  db::testing::for_each_engine([&](db::Database& database) {
    REQUIRE(database.write([](db::Tx& tx) -> Result<void> {
      TRY(tx.execute(kInsertPool, {kPool}));
      TRY(tx.execute(kInsertPool, {kOtherPool}));
      return {};
    }));
    test(database);
  });
}

AccessKey make(db::Database& database, std::string_view type, const std::string& user_id = "") {
  const auto key = database.write([&](db::Tx& tx) {
    return create(tx, sealer(), {kPool, std::string(type), user_id, ""}, kNow);
  });
  REQUIRE(key);
  return *key;
}

Result<KeySecret> opened(db::Database& database, std::string_view id) {
  return database.read([&](db::Session& session) { return open_secret(session, sealer(), id); });
}

template <class T>
Code refusal(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().code();
}

TEST_CASE("refuses an unknown key") {
  with_pools([](db::Database& database) {
    CHECK(refusal(opened(database, "507f1f77bcf86cd799439099")) == errors::kAccessKeyInvalid);
    CHECK(refusal(opened(database, "")) == errors::kAccessKeyInvalid);
  });
}

TEST_CASE("gives the first key of a pool the pool's id and opens secrets again") {
  with_pools([](db::Database& database) {
    const AccessKey own = make(database, kPoolType), extra = make(database, kPoolType);
    CHECK(own.id == kPool);
    CHECK(extra.id != kPool);
    CHECK(own.secret.size() == 32);
    CHECK(own.secret != extra.secret);
    const auto secret = opened(database, kPool);
    REQUIRE(secret);
    CHECK(secret->secret == own.secret);
    CHECK(secret->pool_id == kPool);
    CHECK(secret->enabled);
    CHECK_FALSE(secret->last_used_at);
  });
}

TEST_CASE("refuses the key of a user who may not sign in any more") {
  with_pools([](db::Database& database) {
    users::User user;
    user.pool_id = kPool;
    user.username = "owner";
    const auto owner = database.write([&](db::Tx& tx) { return users::insert(tx, user, kNow); });
    REQUIRE(owner);
    const AccessKey key = make(database, "USER", owner->id);
    CHECK(opened(database, key.id)->enabled);
    REQUIRE(database.write([&](db::Tx& tx) {
      users::User suspended = *owner;
      suspended.status = users::Status::kSuspended;
      return users::update(tx, suspended, kNow);
    }));
    CHECK_FALSE(opened(database, key.id)->enabled);
    REQUIRE(database.write([&](db::Tx& tx) { return users::remove(tx, kPool, owner->id); }));
    CHECK_FALSE(opened(database, key.id)->enabled);
  });
}

TEST_CASE("disables and removes keys of its own pool only") {
  with_pools([](db::Database& database) {
    const AccessKey key = make(database, "USER");
    const auto disable = [&](const char* pool) {
      return *database.write([&](db::Tx& tx) { return set_enabled(tx, pool, key.id, false); });
    };
    const auto drop = [&](const char* pool) {
      return *database.write([&](db::Tx& tx) { return remove(tx, pool, key.id); });
    };
    CHECK_FALSE(disable(kOtherPool));
    CHECK(opened(database, key.id)->enabled);
    CHECK(disable(kPool));
    CHECK_FALSE(opened(database, key.id)->enabled);
    CHECK_FALSE(drop(kOtherPool));
    CHECK(drop(kPool));
    CHECK_FALSE(drop(kPool));
  });
}

TEST_CASE("writes the time of use at most once an hour") {
  with_pools([](db::Database& database) {
    const AccessKey key = make(database, "USER");
    const auto use = [&](std::int64_t now_ms) {
      REQUIRE(note_use(database, key.id, *opened(database, key.id), now_ms));
      return *opened(database, key.id)->last_used_at;
    };
    CHECK(use(kNow) == kNow);
    CHECK(use(kNow + 3'599'999) == kNow);
    CHECK(use(kNow + 3'600'000) == kNow + 3'600'000);
  });
}

// A management call of the pool kPool.
struct ManagementCall {
  explicit ManagementCall(db::Database& database)
      : call((services.add(sealer()), services), database, clock, operation) {
    call.pool_id = kPool;
  }
  api::Services services;
  FixedClock clock{kNow};
  api::Operation operation{};
  api::Call call;
};

TEST_CASE("refuses access keys for nobody and for what does not exist") {
  with_pools([](db::Database& database) {
    ManagementCall management(database);
    const auto create_with = [&](dto::CreateAccessKeyDto req) {
      return ops::create_access_key(management.call, req);
    };
    CHECK(refusal(create_with({"", {}, {}})) == errors::kRequired);
    CHECK(refusal(create_with({"has space", {}, {}})) == errors::kBadFormat);
    CHECK(refusal(create_with({"USER", "507f1f77bcf86cd799439099", {}})) == errors::kUserNotFound);
    CHECK(refusal(create_with({"TENANT", {}, "t1"})) == errors::kObjectNotFound);
    CHECK(refusal(ops::update_access_key(management.call, {false, "nope"})) == errors::kObjectNotFound);
    CHECK(refusal(ops::delete_access_key(management.call, {"nope"})) == errors::kObjectNotFound);
    CHECK(refusal(ops::get_access_key(management.call, {"u", "nope"})) == errors::kObjectNotFound);
    dto::GetAccessKeyListQuery query;
    query.status = std::vector<std::string>{"lost"};
    CHECK(refusal(ops::list_access_key(management.call, query)) == errors::kMustBeOneOf);
  });
}

TEST_CASE("creates, lists, updates and deletes access keys through its operations") {
  with_pools([](db::Database& database) {
    ManagementCall management(database);
    make(database, kPoolType);
    const auto made = ops::create_access_key(management.call, {"USER_POOL", {}, {}});
    REQUIRE(made);
    const dto::CreateAccessKeyRespDto& key = made->front();
    CHECK(key.accessKeySecret.size() == 32);
    CHECK(key.createdAt == "2025-10-09T08:53:20.000Z");
    CHECK(key.status == "activated");
    CHECK(key.lastDate.empty());
    CHECK(key.userPoolId == kPool);

    REQUIRE(ops::update_access_key(management.call, {false, key.accessKeyId}));
    const auto one = ops::get_access_key(management.call, {"anybody", key.accessKeyId});
    REQUIRE(one);
    CHECK(one->front().status == "revoked");
    const std::string masked = key.accessKeySecret.substr(0, 4) + std::string(28, '*');
    CHECK(one->front().accessKeySecret == masked);
    const auto listed = ops::list_access_key(management.call, {});
    REQUIRE(listed);
    for (const dto::ListAccessKeyRespDto& row : *listed) CHECK(row.accessKeySecret.ends_with("****"));

    const auto count = [&](std::optional<std::vector<std::string>> status) {
      dto::GetAccessKeyListQuery query;
      query.status = std::move(status);
      return ops::list_access_key(management.call, query)->size();
    };
    CHECK(count({}) == 2);
    CHECK(count({{"revoked"}}) == 1);
    CHECK(count({{"activated"}}) == 1);
    CHECK(count({{"activated", "revoked"}}) == 2);

    CHECK(refusal(ops::delete_access_key(management.call, {kPool})) == errors::kInvalidOperation);
    CHECK(ops::delete_access_key(management.call, {key.accessKeyId}));
    CHECK(count({}) == 1);
  });
}

TEST_CASE("gives no management token for a wrong secret, a disabled key or another pool") {
  with_pools([](db::Database& database) {
    ManagementCall management(database);
    const AccessKey key = make(database, "USER");
    const auto ask = [&](const std::string& secret) {
      return ops::get_management_token(management.call, {key.id, secret});
    };
    CHECK(refusal(ask("")) == errors::kAccessKeyInvalid);
    CHECK(refusal(ask(std::string(32, '0'))) == errors::kAccessKeyInvalid);
    management.call.pool_id = kOtherPool;
    CHECK(refusal(ask(key.secret)) == errors::kAccessKeyInvalid);
    management.call.pool_id = kPool;
    REQUIRE(database.write([&](db::Tx& tx) { return set_enabled(tx, kPool, key.id, false); }));
    CHECK(refusal(ask(key.secret)) == errors::kAccessKeyInvalid);
  });
}

}  // namespace
}  // namespace genauth::access_keys
