// The endpoints over the real modules, without HTTP.
#include "app/oidc_adapter.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "base/encoding.h"
#include "db/testing.h"
#include "json/document.h"
#include "modules/access_keys/access_keys.h"
#include "modules/pools/pools.h"
#include "modules/sessions/sessions.h"
#include "modules/users/password.h"
#include "modules/users/users.h"
#include "oidc/endpoints.h"

using namespace genauth;
using oidc::Pairs;

namespace {

struct World {
  explicit World(const db::testing::Fixture& fixture) {
    char path[] = "/tmp/genauth-oidc-XXXXXX";
    folder = mkdtemp(path);
    config::Config config;
    config.dev = true;
    config.data.directory = folder;
    config.database.url = fixture.options().url;
    config.argon2 = {1024, 1};
    in = app::open_installation(std::move(config), app::Schema::kBringUpToDate).value();
    adapter.emplace(*in);
    const std::string hash =
        users::hash_password(*in->gate, in->password_cost, "pool", "ip", "right password").value();
    const std::int64_t now_ms = in->clock.now_ms();
    write([&](db::Tx& tx) -> Result<void> {
      const std::string pool_id = TRY(pools::create(tx, "pool", {}, now_ms)).id;
      applications::Settings settings;
      settings.password_grant = true;
      application = TRY(applications::create(tx, *in->sealer, {pool_id, "web", "Web", settings}, now_ms));
      other = TRY(applications::create(tx, *in->sealer, {pool_id, "other", "Other", settings}, now_ms));
      key = TRY(access_keys::create(tx, *in->sealer, {pool_id, "USER_POOL", "", ""}, now_ms));
      users::User wanted;
      wanted.pool_id = pool_id;
      wanted.username = "ann";
      wanted.password_hash = hash;
      user = TRY(users::insert(tx, wanted, now_ms));
      return {};
    });
  }
  ~World() {
    in.reset();
    std::filesystem::remove_all(folder);
  }

  template <class F>
  void write(F&& unit) {
    in->database->write(std::forward<F>(unit)).value();
  }

  // `form` and the credentials of `as`.
  template <class Endpoint>
  oidc::Response post(Endpoint endpoint, const applications::Application& as, Pairs form) {
    form.emplace_back("client_id", as.id);
    form.emplace_back("client_secret", as.secret);
    return post(endpoint, std::move(form));
  }
  template <class Endpoint>
  oidc::Response post(Endpoint endpoint, Pairs form, std::string authorization = {}) {
    oidc::Request request;
    request.method = "POST";
    request.authorization = authorization;
    request.form = std::move(form);
    request.issuer = "http://localhost/oidc";
    oidc::Ports ports = adapter->ports();
    return endpoint(request, ports);
  }
  oidc::Response by_password(std::string password = "right password",
                             std::string scope = "openid offline_access") {
    return post(oidc::token, application,
                {{"grant_type", "password"}, {"username", "ann"}, {"password", password}, {"scope", scope}});
  }
  bool is_active(const applications::Application& as, const std::string& token) {
    return post(oidc::introspection, as, {{"token", token}}).body.starts_with(R"({"active":true)");
  }
  int userinfo_status(const std::string& token) {
    return post(oidc::userinfo, Pairs{}, "Bearer " + token).status;
  }

  std::string folder;
  std::unique_ptr<app::Installation> in;
  std::optional<app::OidcAdapter> adapter;
  applications::Application application, other;
  access_keys::AccessKey key;
  users::User user;
};

void for_each_engine(const std::function<void(World&)>& test) {
  db::testing::for_each_empty_engine([&](db::testing::Fixture& fixture) {
    World world(fixture);
    test(world);
  });
}

std::string member(const oidc::Response& response, std::string_view name) {
  const auto document = json::Document::parse(response.body);
  REQUIRE(document.has_value());
  for (const auto& each : document->members()) {
    if (each.key == name) return each.text;
  }
  return {};
}

}  // namespace

TEST_CASE("password grant: refuses wrong, unknown and suspended alike until the password is right") {
  for_each_engine([](World& world) {
    const oidc::Response wrong = world.by_password("wrong");
    CHECK(wrong.status == 400);
    CHECK(member(wrong, "error") == "invalid_grant");
    const oidc::Response unknown =
        world.post(oidc::token, world.application,
                   {{"grant_type", "password"}, {"username", "nobody"}, {"password", "wrong"}});
    CHECK(unknown.body == wrong.body);
    world.user.status = users::Status::kSuspended;
    world.write([&](db::Tx& tx) { return users::update(tx, world.user, world.in->clock.now_ms()); });
    CHECK(world.by_password("wrong").body == wrong.body);
    CHECK(member(world.by_password(), "error") == "invalid_grant");
  });
}

TEST_CASE(
    "password grant: tokens that work until they are revoked, the user is gone or the application is off") {
  for_each_engine([](World& world) {
    const oidc::Response issued = world.by_password();
    REQUIRE(issued.status == 200);
    const std::string access = member(issued, "access_token"), refresh = member(issued, "refresh_token");
    CHECK(world.userinfo_status(access) == 200);
    CHECK(world.is_active(world.application, access));
    CHECK(world.is_active(world.application, refresh));
    CHECK_FALSE(world.is_active(world.other, access));
    CHECK_FALSE(world.is_active(world.other, refresh));
    CHECK_FALSE(world.is_active(world.application, member(issued, "id_token")));

    CHECK(world.post(oidc::revocation, world.other, {{"token", access}}).status == 200);
    CHECK(world.is_active(world.application, access));
    CHECK(world.post(oidc::revocation, world.application, {{"token", access}}).status == 200);
    CHECK_FALSE(world.is_active(world.application, access));
    CHECK(world.userinfo_status(access) == 401);

    const std::string next = member(world.by_password(), "access_token");
    world.application.status = "disabled";
    world.write([&](db::Tx& tx) { return applications::update(tx, world.application, 1); });
    CHECK(world.userinfo_status(next) == 401);
    CHECK(member(world.by_password(), "error") == "invalid_client");
    world.application.status = "enabled";
    world.write([&](db::Tx& tx) { return applications::update(tx, world.application, 2); });
    CHECK(world.userinfo_status(next) == 200);
    world.write([&](db::Tx& tx) { return users::remove(tx, world.user.pool_id, world.user.id); });
    CHECK(world.userinfo_status(next) == 401);
    CHECK_FALSE(world.is_active(world.application, refresh));
  });
}

TEST_CASE("refresh grant: renews for its client, never widens, ends with its revocation") {
  for_each_engine([](World& world) {
    const std::string refresh = member(world.by_password(), "refresh_token");
    const auto renew = [&](const applications::Application& as, Pairs more = {}) {
      more.insert(more.end(), {{"grant_type", "refresh_token"}, {"refresh_token", refresh}});
      return world.post(oidc::token, as, std::move(more));
    };
    CHECK(member(renew(world.application), "refresh_token") == refresh);
    CHECK(member(renew(world.application, {{"scope", "openid"}}), "scope") == "openid");
    CHECK(member(renew(world.application, {{"scope", "openid email"}}), "error") == "invalid_scope");
    CHECK(member(renew(world.other), "error") == "invalid_grant");
    CHECK(world.post(oidc::revocation, world.application, {{"token", refresh}}).status == 200);
    CHECK(member(renew(world.application), "error") == "invalid_grant");
  });
}

TEST_CASE("client_credentials: an access key gets a token that no user operation takes") {
  for_each_engine([](World& world) {
    const auto ask = [&](const std::string& secret) {
      return world.post(oidc::token, Pairs{{"grant_type", "client_credentials"},
                                           {"client_id", world.key.id},
                                           {"client_secret", secret},
                                           {"scope", "book:read"}});
    };
    CHECK(member(ask("wrong"), "error") == "invalid_client");
    const oidc::Response issued = ask(world.key.secret);
    REQUIRE(issued.status == 200);
    CHECK(member(issued, "scope").empty());
    CHECK(member(issued, "rejected_scope") == "book:read");
    CHECK(world.userinfo_status(member(issued, "access_token")) == 401);
    CHECK(world.is_active(world.application, member(issued, "access_token")));
    world.write(
        [&](db::Tx& tx) { return access_keys::set_enabled(tx, world.key.pool_id, world.key.id, false); });
    CHECK_FALSE(world.is_active(world.application, member(issued, "access_token")));
    CHECK(member(ask(world.key.secret), "error") == "invalid_client");
  });
}

TEST_CASE("jwks: by application, and the oldest pool's where none is named") {
  for_each_engine([](World& world) {
    const auto keys = [&](std::string_view client_id) {
      oidc::Request request;
      request.method = "GET";
      request.client_id = client_id;
      oidc::Ports ports = world.adapter->ports();
      return oidc::jwks(request, ports);
    };
    CHECK(keys("nobody").status == 404);
    const oidc::Response named = keys(world.application.id);
    CHECK(named.status == 200);
    CHECK(keys("").body == named.body);
  });
}
