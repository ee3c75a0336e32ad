// One pool with two applications and a user, over a fresh database: what the tests of this module share.
#pragma once
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "base/encoding.h"
#include "base/id.h"
#include "crypto/jws.h"
#include "crypto/seal.h"
#include "db/testing.h"
#include "modules/applications/applications.h"
#include "modules/keys/keys.h"
#include "modules/pools/pools.h"
#include "modules/sessions/sessions.h"
#include "modules/users/users.h"

namespace genauth::sessions::testing {

constexpr std::int64_t kStart = 1'790'000'000'000;

template <class T>
Code code_of(const Result<T>& result) {
  return result ? Code{} : result.error().code();
}

inline std::string payload_of(std::string_view token) {
  return crypto::parse_jws(token)->payload;
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct World {
  explicit World(db::Database& db) : database(db) {
    database
        .write([&](db::Tx& tx) -> Result<void> {
          pool_id = TRY(pools::create(tx, "pool", {}, now_ms)).id;
          application = TRY(applications::create(tx, sealer, {pool_id, "web-" + pool_id, "Web", {}}, now_ms));
          applications::Settings settings;
          settings.token_auth_method = "none";
          public_application =
              TRY(applications::create(tx, sealer, {pool_id, "spa-" + pool_id, "Page", settings}, now_ms));
          users::User wanted;
          wanted.pool_id = pool_id;
          wanted.username = "ann";
          wanted.name = "Ann";
          wanted.email = "ann@example.com";
          user = TRY(users::insert(tx, wanted, now_ms));
          return {};
        })
        .value();
  }

  template <class F>
  auto write(F&& unit) {
    return database.write(std::forward<F>(unit));
  }
  template <class F>
  auto read(F&& unit) {
    return database.read(std::forward<F>(unit));
  }

  Grant grant(const applications::Application& to, std::string scope) {
    Grant wanted{.pool_id = pool_id, .application = to, .user = user, .scope = std::move(scope)};
    wanted.issuer = "https://web.example.com/oidc";
    wanted.client_ip = "192.0.2.1";
    wanted.user_agent = "test";
    wanted.now_ms = now_ms;
    return wanted;
  }
  Draft issue(const Grant& wanted) {
    Draft made = draft(ring, sealer, wanted).value();
    write([&](db::Tx& tx) { return save(tx, made); }).value();
    return made;
  }
  TokenSet sign_in(const applications::Application& to, std::string scope = "openid offline_access") {
    return issue(grant(to, std::move(scope))).tokens;
  }

  Result<Verified> check(std::string_view token) {
    Verified verified = TRY(verify(ring, pool_id, token, now_ms));
    TRY(read([&](db::Session& session) { return check_alive(session, verified, now_ms); }));
    return verified;
  }

  Result<TokenSet> refresh(const applications::Application& as, std::string_view token,
                           std::string scope = {}) {
    const Renewal renewal = TRY(read(
        [&](db::Session& session) { return inspect_refresh_token(session, pool_id, as.id, token, now_ms); }));
    Grant wanted = grant(as, std::move(scope));
    wanted.renewal = &renewal;
    const Draft made = TRY(draft(ring, sealer, wanted));
    return write([&](db::Tx& tx) { return redeem(tx, sealer, made); });
  }

  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  FixedClock clock{kStart};
  keys::KeyRing ring{database, sealer, clock};
  std::int64_t now_ms = kStart;
  std::string pool_id;
  applications::Application application, public_application;
  users::User user;
};

}  // namespace genauth::sessions::testing
