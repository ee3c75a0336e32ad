#include "modules/authorization_codes/authorization_codes.h"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "base/encoding.h"
#include "db/testing.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"

namespace genauth::authorization_codes {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;
const std::string kKey(32, 'k'), kNewKey(32, 'n');

crypto::Sealer sealer_with(std::string_view key, const std::vector<std::string>& older = {}) {
  return crypto::Sealer::create(key, older).value();
}

Grant grant() {
  Grant grant;
  grant.redirect_uri = "https://app.example.com/callback";
  grant.scope = "openid";
  grant.issuer = "https://example.com/oidc";
  grant.user_id = "ann";
  grant.amr = std::vector<std::string>{"pwd"};
  return grant;
}

std::string issue(const Codes& codes) {
  return codes.issue("pool", "app", grant(), kNow);
}

genauth::Code refusal(const Codes& codes, std::string_view code, std::string_view pool_id = "pool",
                      std::string_view app_id = "app", std::int64_t now_ms = kNow) {
  const Result<Code> found = codes.look(pool_id, app_id, code, now_ms);
  return found ? errors::kInternal : found.error().code();
}

Result<void> spend(db::Database& database, const Code& code, std::string_view session_id) {
  return database.write([&](db::Tx& tx) {
    return authorization_codes::spend(tx, "pool", code.id, code.expires_at, session_id, kNow);
  });
}

}  // namespace

TEST_CASE("a code brings back what was agreed, for its application and for ten minutes") {
  const Codes codes(sealer_with(kKey));
  const std::string code = issue(codes);
  const Result<Code> found = codes.look("pool", "app", code, kNow + kLifeMs - 1);
  REQUIRE(found);
  CHECK(found->grant.redirect_uri == grant().redirect_uri);
  CHECK(found->grant.amr == grant().amr);
  CHECK(found->expires_at == kNow + kLifeMs);
  CHECK(refusal(codes, "nonsense") == errors::kTokenInvalid);
  CHECK(refusal(codes, "") == errors::kTokenInvalid);
  CHECK(refusal(codes, std::string(100'000, 'A')) == errors::kTokenInvalid);
  CHECK(refusal(codes, code, "elsewhere") == errors::kTokenInvalid);
  CHECK(refusal(codes, code, "pool", "other") == errors::kTokenInvalid);
  CHECK(refusal(codes, code, "pool", "app", kNow + kLifeMs) == errors::kTokenExpired);
}

TEST_CASE("a code that is changed anywhere is none, and there is one way to write it") {
  const Codes codes(sealer_with(kKey));
  const std::string code = issue(codes), bytes = *unbase64url(code);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK(refusal(codes, base64url(changed)) == errors::kTokenInvalid);
  }
  for (std::size_t length = 0; length < code.size(); ++length)
    CHECK(refusal(codes, code.substr(0, length)) == errors::kTokenInvalid);
  CHECK(refusal(codes, code + "x") == errors::kTokenInvalid);
  CHECK(refusal(codes, code + "=") == errors::kTokenInvalid);
}

TEST_CASE("a code tells nothing, and no two are alike") {
  const Codes codes(sealer_with(kKey));
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string bytes = *unbase64url(issue(codes));
    CHECK(bytes.find("ann") == std::string::npos);
    CHECK(seen.insert(bytes.substr(bytes.size() - 16)).second);
  }
}

TEST_CASE("codes outlive a change of the master key, and are worth nothing to another installation") {
  const std::string code = issue(Codes(sealer_with(kKey)));
  CHECK(Codes(sealer_with(kNewKey, {kKey})).look("pool", "app", code, kNow));
  CHECK(refusal(Codes(sealer_with(kNewKey)), code) == errors::kTokenInvalid);
}

TEST_CASE(
    "code replay: 64 racers with one code: exactly one spends it, and the others learn that it is used") {
  db::testing::for_each_engine([](db::Database& database) {
    const Codes codes(sealer_with(kKey));
    const Code code = codes.look("pool", "app", issue(codes), kNow).value();
    std::atomic<int> won = 0, used = 0;
    std::vector<std::thread> racers;
    for (int i = 0; i < 64; ++i)
      racers.emplace_back([&] {
        const Result<void> spent = spend(database, code, "session");
        if (spent) ++won;
        if (!spent && spent.error().code() == errors::kTokenInvalid) ++used;
      });
    for (std::thread& racer : racers) racer.join();
    CHECK(won == 1);
    CHECK(used == 63);
  });
}

TEST_CASE("spent codes are swept when nobody can bring them again, whatever the clocks say") {
  db::testing::for_each_engine([](db::Database& database) {
    const Codes codes(sealer_with(kKey));
    const Code code = codes.look("pool", "app", issue(codes), kNow).value();
    CHECK(spend(database, code, "session"));
    const auto sweep_at = [&](std::int64_t now_ms) {
      return database.write([&](db::Tx& tx) { return sweep(tx, now_ms, 10); }).value();
    };
    CHECK(sweep_at(kNow + kLifeMs + 60'000) == 0);
    CHECK(sweep_at(kNow + kLifeMs + 600'001) == 1);
  });
}

}  // namespace genauth::authorization_codes
