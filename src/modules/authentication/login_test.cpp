#include "modules/authentication/login.h"

#include <doctest/doctest.h>

#include "db/testing.h"
#include "gen/errors/access.h"
#include "gen/errors/mfa.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "modules/tickets/tickets.h"

namespace genauth::authentication {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

// Demands something of everybody until it was met, and remembers what it was told.
struct Gatekeeper : LoginStep {
  explicit Gatekeeper(const tickets::Tickets& with) : tickets(with) {}
  std::string_view name() const override { return "gate"; }
  Result<std::optional<Demand>> examine(db::Session&, const Attempt& attempt,
                                        const pools::Settings&) const override {
    if (!closed || attempt.facts.multi_factor) return std::optional<Demand>();
    return std::optional(
        Demand{errors::kPasswordResetRequired, [this, attempt](db::Tx& tx) -> Result<std::string> {
                 return tickets.issue(tx, {attempt.facts.pool_id, "gate", "", ""},
                                      json::encode(attempt.facts), 1000, kNow);
               }});
  }
  Result<void> signed_in(db::Tx&, const Attempt&, const sessions::Draft&) const override {
    ++sign_ins;
    return {};
  }
  Result<void> failed(db::Tx&, const Failure& failure) const override {
    last_failure = failure.user_id;
    return {};
  }
  const tickets::Tickets& tickets;
  bool closed = true;
  mutable int sign_ins = 0;
  mutable std::string last_failure;
};

struct World {
  explicit World(db::Database& db) : database(db) {
    database
        .write([&](db::Tx& tx) -> Result<void> {
          pool_id = TRY(pools::create(tx, "pool", {}, kNow)).id;
          app_id = TRY(applications::create(tx, sealer, {pool_id, "web-" + pool_id, "Web", {}}, kNow)).id;
          users::User wanted;
          wanted.pool_id = pool_id;
          wanted.username = "ann";
          wanted.password_hash = "hash";
          user = TRY(users::insert(tx, wanted, kNow));
          return {};
        })
        .value();
    login.add(gate);
  }
  Attempt attempt() {
    Attempt made;
    made.application = directory.find(app_id).value();
    made.user = user;
    made.now_ms = kNow;
    made.facts.pool_id = pool_id;
    made.facts.app_id = app_id;
    made.facts.user_id = user.id;
    return made;
  }

  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  FixedClock clock{kNow};
  keys::KeyRing ring{database, sealer, clock};
  applications::Directory directory{database, sealer};
  tickets::Tickets tickets{sealer};
  Gatekeeper gate{tickets};
  Login login{database, ring, sealer};
  std::string pool_id, app_id;
  users::User user;
};

}  // namespace

TEST_CASE("a demand stops the sign-in, spends the proof and leads on by what it gave") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    int spent = 0;
    Proof proof{"pwd", "PASSWORD"};
    proof.spend = [&](db::Tx&) { return ++spent, Result<void>(); };
    const auto stopped = world.login.complete(world.attempt(), proof);
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code() == errors::kPasswordResetRequired);
    CHECK(spent == 1);
    CHECK(world.gate.sign_ins == 0);

    const std::string token = stopped.error().data_json();
    const auto ticket = database.write([&](db::Tx& tx) {
      return world.tickets.consume(tx, {world.pool_id, "gate", "", ""}, token, kNow);
    });
    REQUIRE(ticket);
    const json::Document document = json::Document::parse(ticket->payload).value();
    const auto facts = json::decode<dto::StoredLoginAttempt>(document).value();
    CHECK(facts.amr == std::vector<std::string>{"pwd"});
    const auto tokens = world.login.resume(facts, "gate", {"otp", "SMS"}, kNow, world.directory);
    REQUIRE(tokens);
    CHECK_FALSE(tokens->access_token.empty());
    CHECK(world.gate.sign_ins == 1);
  });
}

TEST_CASE("a password that was changed while it was checked, or since, signs nobody in") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Proof proof{"pwd", "PASSWORD"};
    const auto change = [&](std::int64_t now_ms) {
      return database.write([&](db::Tx& tx) {
        return users::set_password(tx, world.pool_id, world.user.id, "hash", 1, now_ms);
      });
    };
    REQUIRE(change(kNow - 2));
    world.user = **database.read(
        [&](db::Session& session) { return users::find(session, world.pool_id, world.user.id); });
    Attempt attempt = world.attempt();
    attempt.facts.satisfied = {"gate"};
    CHECK(world.login.complete(attempt, proof));
    REQUIRE(change(kNow - 1));
    const auto late = world.login.complete(attempt, proof);
    REQUIRE_FALSE(late);
    CHECK(late.error().code() == errors::kPasswordWrong);
    attempt.facts.password_set_at = kNow - 2;
    const auto resumed = world.login.resume(attempt.facts, "gate", {"otp", "SMS"}, kNow, world.directory);
    REQUIRE_FALSE(resumed);
    CHECK(resumed.error().code() == errors::kMfaTokenInvalid);
    CHECK(world.gate.sign_ins == 1);
  });
}

TEST_CASE("one proof may stand for two factors") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    CHECK_FALSE(world.login.complete(world.attempt(), {"hwk", "PASSKEY"}));
    CHECK(world.login.complete(world.attempt(), {"hwk", "PASSKEY", true}));
  });
}

TEST_CASE("a proof that cannot be spent gives no tokens, and a suspended person gets none either") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    world.gate.closed = false;
    Proof proof{"otp", "SMS"};
    proof.spend = [](db::Tx&) { return Result<void>(errors::kTokenInvalid); };
    CHECK(world.login.complete(world.attempt(), proof).error().code() == errors::kTokenInvalid);
    CHECK(world.gate.sign_ins == 0);
    world.user.status = users::Status::kSuspended;
    CHECK(world.login.complete(world.attempt(), {"otp", "SMS"}).error().code() == errors::kUserDisabled);
  });
}

TEST_CASE("the steps hear of failures") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    world.login.note_failure({.pool_id = world.pool_id,
                              .app_id = world.app_id,
                              .user_id = world.user.id,
                              .channel = "PASSWORD",
                              .client_ip = "",
                              .user_agent = "",
                              .code = errors::kPasswordWrong,
                              .now_ms = kNow});
    CHECK(world.gate.last_failure == world.user.id);
  });
}

}  // namespace genauth::authentication
