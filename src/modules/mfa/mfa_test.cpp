// Rules of second factors without HTTP: what is demanded, what an mfaToken is, what a code is worth. Both
// engines.
#include <doctest/doctest.h>

#include "crypto/totp.h"
#include "db/testing.h"
#include "gen/errors/mfa.h"
#include "modules/mfa/attempts.h"
#include "modules/mfa/policy.h"
#include "modules/mfa/proofs.h"
#include "modules/users/otp.h"

namespace genauth::mfa {
namespace {

constexpr std::int64_t kNow = 1'800'000'000'000;
constexpr const char* kPool = "507f1f77bcf86cd799439011";
constexpr std::string_view kApp = "507f1f77bcf86cd799439021";
constexpr db::Sql kInsertPool{"test.insert_pool",
                              "insert into pools (id, name, status, created_at, settings) "
                              "values ($1, 'p', 'enabled', 1, '{}')"};
const std::string kSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

// There, and never asked.
class NoFaces final : public connectors::FaceService {
 public:
  Result<std::string> enroll(const connectors::FaceOwner&, std::span<const std::string>) const override {
    return errors::kFaceUnavailable;
  }
  Result<std::int64_t> compare(const connectors::FaceOwner&, std::string_view,
                               std::string_view) const override {
    return errors::kFaceUnavailable;
  }
  Result<void> forget(const connectors::FaceOwner&, std::string_view) const override { return {}; }
};

// A store with one user, and what works on it.
struct Scene {
  explicit Scene(db::Database& store) : database(store) {
    const auto made = database.write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.execute(kInsertPool, {kPool}));
      users::User wanted;
      wanted.pool_id = kPool;
      wanted.username = "ada";
      user = TRY(users::insert(tx, wanted, kNow));
      return {};
    });
    REQUIRE(made);
  }

  void give_authenticator() {
    users::Otp otp{.id = "otp", .confirmed = true, .created_at = kNow};
    otp.sealed_secret = proofs.seal_secret(owner(), kSecret);
    REQUIRE(database.write([&](db::Tx& tx) { return users::put_otp(tx, kPool, user.id, otp); }));
  }
  void give_factor(Type type) {
    const Factor factor{.type = type, .id = "f", .country_code = "+86", .phone = "13800138000"};
    REQUIRE(database.write([&](db::Tx& tx) { return enroll(tx, kPool, user.id, factor); }));
  }
  Owner owner() const { return {kPool, user.id}; }
  Plan plan(const std::vector<std::string>& channels = {}) {
    auto made = database.read([&](db::Session& session) {
      return plan_for(session, means, pool_settings, {application, "https://id.example.com"}, user, channels);
    });
    REQUIRE(made);
    return *std::move(made);
  }
  Result<void> spend(std::string_view code, std::int64_t now_ms) {
    return database.write([&](db::Tx& tx) { return proofs.spend_totp(tx, owner(), code, now_ms); });
  }

  db::Database& database;
  crypto::Sealer sealer = *crypto::Sealer::create(std::string(32, 'k'));
  tickets::Tickets tickets{sealer};
  codes::Codes codes{sealer};
  Attempts attempts{sealer, tickets};
  Proofs proofs{sealer, codes};
  Means means;
  pools::Settings pool_settings;
  applications::Application application;
  users::User user;
};

void on_each_engine(const std::function<void(Scene&)>& test) {
  db::testing::for_each_engine([&](db::Database& database) {
    Scene scene(database);
    test(scene);
  });
}

std::string code_at(std::int64_t now_ms) {
  return crypto::hotp("12345678901234567890", crypto::totp_step(now_ms));
}

struct Passkeys final : FactorSource {
  Type type() const override { return Type::kPasskey; }
  Result<bool> has(db::Session&, std::string_view, std::string_view, const Place&) const override {
    return true;
  }
};

}  // namespace

TEST_CASE("nothing is demanded of a user without factors where nobody demands one") {
  on_each_engine([](Scene& scene) { CHECK_FALSE(scene.plan().demanded); });
}

TEST_CASE("a user's own authenticator is a demand of the user alone") {
  on_each_engine([](Scene& scene) {
    scene.give_authenticator();
    const Plan plan = scene.plan();
    CHECK(plan.demanded);
    CHECK(plan.personal);
    CHECK(plan.offered == std::vector{Type::kOtp});
    CHECK_FALSE(plan.may_enroll);
  });
}

TEST_CASE("an application's list comes first, then the pool's, without what the application disables") {
  on_each_engine([](Scene& scene) {
    scene.application.settings.mfa_factors = {"EMAIL"};
    scene.pool_settings.mfa_factors = {"SMS", "OTP"};
    scene.application.settings.mfa_disabled_factors = {"SMS"};
    const Plan plan = scene.plan();
    CHECK(plan.may_enroll);
    CHECK(plan.offered == std::vector{Type::kEmail, Type::kOtp});
    CHECK_FALSE(plan.personal);
  });
}

TEST_CASE("an application that disables everything does not end the pool's demand") {
  on_each_engine([](Scene& scene) {
    scene.pool_settings.mfa_factors = {"SMS"};
    scene.application.settings.mfa_disabled_factors = {"SMS"};
    CHECK(scene.plan().offered == std::vector{Type::kSms});
  });
}

TEST_CASE("what a user has set up is offered everywhere, so that nothing is set up around it") {
  on_each_engine([](Scene& scene) {
    scene.give_factor(Type::kSms);
    scene.application.settings.mfa_factors = {"OTP"};
    const Plan plan = scene.plan();
    CHECK(plan.offered == std::vector{Type::kSms});
    CHECK_FALSE(plan.may_enroll);
  });
}

TEST_CASE("the channel of the first factor is not offered as second") {
  on_each_engine([](Scene& scene) {
    scene.give_factor(Type::kSms);
    scene.give_authenticator();
    CHECK(scene.plan({"SMS"}).offered == std::vector{Type::kOtp});
    CHECK(scene.plan({"SMS", "OTP"}).offered.empty());
  });
}

TEST_CASE("a face is offered only where there is a service, a passkey wherever the user has one") {
  on_each_engine([](Scene& scene) {
    const Passkeys passkeys;
    scene.application.settings.mfa_factors = {"FACE", "OTP"};
    CHECK(scene.plan().offered == std::vector{Type::kOtp});
    const NoFaces service;
    scene.means.face = &service;
    CHECK(scene.plan().offered == std::vector{Type::kFace, Type::kOtp});
    scene.pool_settings.face_enabled = false;
    CHECK(scene.plan().offered == std::vector{Type::kOtp});
    scene.pool_settings.face_enabled = true;
    CHECK(scene.plan().offered == std::vector{Type::kFace, Type::kOtp});
    scene.means.sources = {&passkeys};
    CHECK(scene.plan().offered == std::vector{Type::kPasskey});
    CHECK(scene.plan({"PASSKEY"}).may_enroll);
  });
}

TEST_CASE("a passkey alone is no demand: it is a way to sign in") {
  on_each_engine([](Scene& scene) {
    const Passkeys passkeys;
    scene.means.sources = {&passkeys};
    CHECK_FALSE(scene.plan().demanded);
  });
}

TEST_CASE("a code of an authenticator is good once, and none of before it is good after it") {
  on_each_engine([](Scene& scene) {
    scene.give_authenticator();
    CHECK(scene.spend(code_at(kNow), kNow));
    CHECK(scene.spend(code_at(kNow), kNow).error().code() == errors::kTotpWrong);
    CHECK(scene.spend(code_at(kNow - 30'000), kNow).error().code() == errors::kTotpWrong);
    CHECK(scene.spend(code_at(kNow + 30'000), kNow));
  });
}

TEST_CASE("a hundred failures lock an authenticator, a success before starts the count anew") {
  on_each_engine([](Scene& scene) {
    scene.give_authenticator();
    for (int i = 0; i < kFailuresMax - 1; ++i) CHECK_FALSE(scene.spend("x", kNow));
    CHECK(scene.spend(code_at(kNow), kNow));
    for (int i = 0; i < kFailuresMax; ++i) CHECK(scene.spend("x", kNow).error().code() == errors::kTotpWrong);
    const std::int64_t later = kNow + 86'400'000;
    CHECK(scene.spend(code_at(later), later).error().code() == errors::kFactorLocked);
    REQUIRE(scene.database.write([&](db::Tx& tx) { return unlock(tx, scene.owner()); }));
    CHECK(scene.spend(code_at(later), later));
  });
}

TEST_CASE("an mfaToken opens for its application alone, until it expires or is closed") {
  on_each_engine([](Scene& scene) {
    dto::StoredMfaAttempt state;
    state.offered = {"OTP"};
    state.login.emplace();
    state.login->pool_id = kPool;
    state.login->app_id = kApp;
    state.login->user_id = scene.user.id;
    const auto token = scene.database.write([&](db::Tx& tx) {
      return scene.attempts.issue(tx, {kPool, kApp, scene.user.id}, state, kNow);
    });
    REQUIRE(token);
    const auto open = [&](std::string_view pool, std::string_view app, std::string_view text,
                          std::int64_t now_ms) {
      return scene.database.read(
          [&](db::Session& session) { return scene.attempts.open(session, pool, app, text, now_ms); });
    };
    CHECK(peek_app(*token) == kApp);
    const auto opened = open(kPool, kApp, *token, kNow + kMfaTokenTtlMs - 1000);
    REQUIRE(opened);
    CHECK(opened->claims.sub == scene.user.id);
    CHECK_FALSE(open(kPool, kApp, *token, kNow + kMfaTokenTtlMs));
    CHECK_FALSE(open(kPool, "507f1f77bcf86cd799439022", *token, kNow));
    CHECK_FALSE(open("507f1f77bcf86cd799439012", kApp, *token, kNow));
    CHECK_FALSE(open(kPool, kApp, *token + "x", kNow));
    const auto close = [&] {
      return scene.database.write([&](db::Tx& tx) { return scene.attempts.close(tx, *opened, kNow); });
    };
    CHECK(close());
    CHECK(close().error().code() == errors::kMfaTokenInvalid);
    CHECK_FALSE(open(kPool, kApp, *token, kNow));
  });
}

TEST_CASE("five wrong codes void an mfaToken") {
  on_each_engine([](Scene& scene) {
    dto::StoredMfaAttempt state;
    state.purpose = "trigger";
    const auto token = scene.database.write([&](db::Tx& tx) {
      return scene.attempts.issue(tx, {kPool, kApp, scene.user.id}, state, kNow);
    });
    REQUIRE(token);
    const auto open = [&] {
      return scene.database.read(
          [&](db::Session& session) { return scene.attempts.open(session, kPool, kApp, *token, kNow); });
    };
    for (std::int64_t i = 0; i < kTriesPerToken; ++i) {
      const auto opened = open();
      REQUIRE(opened);
      REQUIRE(scene.database.write([&](db::Tx& tx) { return scene.attempts.count_failure(tx, *opened); }));
    }
    CHECK_FALSE(open());
  });
}

TEST_CASE("an account that gets its rightful owner loses every factor") {
  on_each_engine([](Scene& scene) {
    scene.give_authenticator();
    scene.give_factor(Type::kSms);
    CHECK(scene.plan().demanded);
    REQUIRE(scene.database.write([&](db::Tx& tx) { return forget_all(tx, kPool, scene.user.id, kNow); }));
    CHECK_FALSE(scene.plan().demanded);
  });
}

TEST_CASE("an address or a browser that is not known makes no place") {
  const crypto::Sealer sealer = *crypto::Sealer::create(std::string(32, 'k'));
  CHECK(place_digest(sealer, "", "browser").empty());
  CHECK(place_digest(sealer, "192.0.2.1", "").empty());
  CHECK(place_digest(sealer, "192.0.2.1", "browser") != place_digest(sealer, "192.0.2.2", "browser"));
}

}  // namespace genauth::mfa
