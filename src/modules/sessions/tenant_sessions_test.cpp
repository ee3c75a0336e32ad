#include "gen/errors/access.h"
#include "modules/sessions/sessions.h"
#include "modules/sessions/testing.h"
#include "modules/tenants/tenants.h"

using namespace genauth;
using namespace genauth::sessions;
using namespace genauth::sessions::testing;

namespace {

// Somebody signed in to a tenant.
struct Member {
  explicit Member(db::Database& database) : world(database) {
    tenants::Tenant wanted;
    wanted.code = "acme";
    world
        .write([&](db::Tx& tx) -> Result<void> {
          tenant = TRY(tenants::insert(tx, world.pool_id, wanted, world.now_ms));
          return tenants::put_member(tx, world.pool_id, tenant, world.user.id, false, world.now_ms);
        })
        .value();
    Grant grant = world.grant(world.application, "openid offline_access");
    grant.tenant_id = tenant.id;
    tokens = world.issue(grant).tokens;
    REQUIRE(stands());
  }

  template <class F>
  void change(F&& unit) {
    world.write(std::forward<F>(unit)).value();
  }
  bool stands() {
    const bool live = world.check(tokens.access_token).has_value();
    CHECK(world.refresh(world.application, tokens.refresh_token).has_value() == live);
    const auto listed = world.read([&](db::Session& session) {
      return live_of_user(session, world.pool_id, world.user.id, world.now_ms);
    });
    CHECK(listed.value().size() == (live ? 1 : 0));
    return live;
  }

  World world;
  tenants::Tenant tenant;
  TokenSet tokens;
};

}  // namespace

TEST_CASE("a session of a tenant ends with the membership and with the tenant") {
  db::testing::for_each_engine([](db::Database& database) {
    Member removed(database);
    removed.change([&](db::Tx& tx) {
      return tenants::remove_member(tx, removed.world.pool_id, removed.tenant.id, removed.world.user.id);
    });
    CHECK_FALSE(removed.stands());
    Member left(database);
    left.change([&](db::Tx& tx) { return tenants::remove(tx, left.world.pool_id, left.tenant.id); });
    CHECK_FALSE(left.stands());
  });
}

TEST_CASE("a session of a tenant ends when the tenant is disabled, and when its time is over") {
  db::testing::for_each_engine([](db::Database& database) {
    Member disabled(database);
    disabled.tenant.enabled = false;
    disabled.change([&](db::Tx& tx) {
      return tenants::update(tx, disabled.world.pool_id, disabled.tenant, disabled.world.now_ms);
    });
    CHECK_FALSE(disabled.stands());
    Member expired(database);
    expired.tenant.expires_at = kStart + 1000;
    expired.change([&](db::Tx& tx) {
      return tenants::update(tx, expired.world.pool_id, expired.tenant, expired.world.now_ms);
    });
    expired.world.now_ms = kStart + 999;
    CHECK(expired.stands());
    expired.world.now_ms = kStart + 1000;
    CHECK_FALSE(expired.stands());
    CHECK(code_of(expired.world.check(expired.tokens.access_token)) == errors::kTokenInvalid);
  });
}
