#include "modules/keys/keys.h"

#include <doctest/doctest.h>

#include <thread>

#include "base/encoding.h"
#include "crypto/jwk.h"
#include "crypto/jws.h"
#include "crypto/seal.h"
#include "db/change_feed.h"
#include "db/testing.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"
#include "modules/keys/verified_cache.h"
#include "modules/pools/pools.h"

using namespace genauth;
using keys::Algorithm;

namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

struct World {
  explicit World(db::Database& db) : database(db) {}

  std::string new_pool() {
    return database.write([](db::Tx& tx) { return pools::create(tx, "pool", {}, kNow); }).value().id;
  }
  std::vector<keys::KeyInfo> list(std::string_view pool_id) {
    return database.read([&](db::Session& session) { return keys::list(session, pool_id); }).value();
  }
  Result<void> retire(std::string_view pool_id, std::string_view kid) {
    return database.write([&](db::Tx& tx) { return keys::retire(tx, pool_id, kid, kNow); });
  }

  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  FixedClock clock{kNow};
  keys::KeyRing ring{database, sealer, clock};
};

template <class T>
Code code_of(const Result<T>& result) {
  return result ? Code{} : result.error().code();
}

std::string with_header(std::string_view header_json, std::string_view token) {
  return base64url(header_json) + std::string(token.substr(token.find('.')));
}

}  // namespace

TEST_CASE("refuses to sign for a pool that does not exist, and leaves no key behind") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string nobody(24, 'a');
    CHECK(code_of(world.ring.sign(nobody, Algorithm::kRs256, "JWT", "{}")) == errors::kPoolNotFound);
    CHECK(code_of(world.ring.jwks_json(nobody)) == errors::kPoolNotFound);
    CHECK(code_of(world.ring.rotate(nobody, Algorithm::kRs256)) == errors::kPoolNotFound);
    CHECK(world.list(nobody).empty());
  });
}

TEST_CASE("signs with each algorithm, verifies, and lists RSA first in the JWKS") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string pool = world.new_pool();
    for (Algorithm algorithm : {Algorithm::kEdDsa, Algorithm::kEs256, Algorithm::kRs256}) {
      const std::string token = world.ring.sign(pool, algorithm, "at+jwt", R"({"a":1})").value();
      CHECK(world.ring.verify(pool, "at+jwt", token).value() == R"({"a":1})");
      CHECK(crypto::parse_jws(token)->alg == *crypto::alg_from_name(keys::name_of(algorithm)));
    }
    CHECK(world.list(pool).size() == 3);
    const std::string jwks = **world.ring.jwks_json(pool);
    const std::size_t rsa = jwks.find(R"("kty":"RSA")");
    CHECK(rsa < jwks.find(R"("kty":"EC")"));
    CHECK(jwks.find(R"("kty":"EC")") < jwks.find(R"("kty":"OKP")"));
    CHECK(jwks.find(R"("d":)") == std::string::npos);
  });
}

TEST_CASE("rotation: the old key verifies until it is retired, then its tokens are dead") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string pool = world.new_pool();
    const std::string old_token = world.ring.sign(pool, Algorithm::kRs256, "JWT", "{}").value();
    const std::string old_kid = crypto::parse_jws(old_token)->kid;
    const std::string kid = world.ring.rotate(pool, Algorithm::kRs256).value();
    const std::string token = world.ring.sign(pool, Algorithm::kRs256, "JWT", "{}").value();
    CHECK(crypto::parse_jws(token)->kid == kid);
    CHECK(world.ring.verify(pool, "JWT", old_token).has_value());
    const std::string jwks = **world.ring.jwks_json(pool);
    CHECK(jwks.find(kid) < jwks.find(old_kid));

    CHECK(code_of(world.retire(pool, kid)) == errors::kInvalidOperation);
    CHECK(code_of(world.retire(pool, "nobody")) == errors::kObjectNotFound);
    REQUIRE(world.retire(pool, old_kid).has_value());
    CHECK(code_of(world.ring.verify(pool, "JWT", old_token)) ==
          errors::kTokenInvalid);  // though it is remembered
    CHECK(world.ring.jwks_json(pool).value()->find(old_kid) == std::string::npos);
    CHECK(world.ring.verify(pool, "JWT", token).has_value());
  });
}

TEST_CASE("sees a rotation by another process") {
  db::testing::for_each_empty_engine([](db::testing::Fixture& fixture) {
    REQUIRE(db::migrate(*fixture.open_again(), db::migrations(), kNow, false).has_value());
    World here(fixture.database());
    const std::string pool = here.new_pool();
    REQUIRE(here.ring.jwks_json(pool).has_value());
    const auto second = fixture.open_again();
    World there(*second);
    REQUIRE(there.ring.rotate(pool, Algorithm::kRs256).has_value());
    const std::string token = there.ring.sign(pool, Algorithm::kRs256, "JWT", "{}").value();
    // The change feed may not have told yet; the unknown kid alone makes the ring look, once its copy is a
    // second old.
    const std::int64_t deadline_ns = Clock::steady_ns() + 5'000'000'000;
    while (!here.ring.verify(pool, "JWT", token) && Clock::steady_ns() < deadline_ns)
      std::this_thread::yield();
    CHECK(here.ring.verify(pool, "JWT", token).has_value());
  });
}

TEST_CASE("believes nothing that it remembers while the change log cannot be confirmed") {
  db::testing::for_each_empty_engine([](db::testing::Fixture& fixture) {
    REQUIRE(db::migrate(*fixture.open_again(), db::migrations(), kNow, false).has_value());
    World here(fixture.database());
    const std::string pool = here.new_pool();
    const std::string token = here.ring.sign(pool, Algorithm::kRs256, "JWT", "{}").value();
    const std::string kid = here.list(pool).front().id;
    const auto second = fixture.open_again();
    World there(*second);
    REQUIRE(there.ring.rotate(pool, Algorithm::kRs256).has_value());
    REQUIRE(there.retire(pool, kid).has_value());
    CHECK(here.ring.verify(pool, "JWT", token).has_value());  // nobody has told us
    const std::int64_t now_ms = Clock::steady_ns() / 1'000'000;
    fixture.database().subscribers()->confirm(now_ms - db::Subscribers::kTrustMs - 1);
    CHECK(!here.ring.verify(pool, "JWT", token).has_value());
  });
}

TEST_CASE("remembers a good signature, and only a good one") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string pool = world.new_pool();
    const std::string token = world.ring.sign(pool, Algorithm::kRs256, "JWT", R"({"sub":"u"})").value();
    for (int i = 0; i < 3; ++i) CHECK(world.ring.verify(pool, "JWT", token).has_value());
    CHECK(world.ring.verifications() == 1);
    CHECK(code_of(world.ring.verify(pool, "other", token)) == errors::kTokenInvalid);
    std::string forged = token;
    forged[forged.size() - 10] = forged[forged.size() - 10] == 'A' ? 'B' : 'A';
    for (int i = 0; i < 2; ++i)
      CHECK(code_of(world.ring.verify(pool, "JWT", forged)) == errors::kTokenInvalid);
    CHECK(world.ring.verifications() == 3);
  });
}

TEST_CASE("attack: algorithm confusion, none, missing kid, crit and another pool's key are refused") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string pool = world.new_pool(), other = world.new_pool();
    const std::string token = world.ring.sign(pool, Algorithm::kRs256, "JWT", R"({"sub":"u"})").value();
    const std::string kid = crypto::parse_jws(token)->kid;
    const auto refused = [&](const std::string& forged) {
      CHECK(code_of(world.ring.verify(pool, "JWT", forged)) == errors::kTokenInvalid);
    };
    // The public key as HMAC secret, in the forms that an attacker can fetch.
    const std::string jwks = **world.ring.jwks_json(pool);
    const std::string jwk = jwks.substr(9, jwks.size() - 11);
    const std::string pem = crypto::parse_jwk(jwk).value().key.pem();
    for (const std::string& secret : {pem, jwk, jwks}) {
      refused(crypto::sign_hs256(secret, kid, R"({"sub":"u"})").value());
    }
    const std::string body = token.substr(token.find('.'));
    for (const char* alg : {"none", "None", "NONE", ""}) {
      const std::string header = std::string(R"({"alg":")") + alg + R"(","typ":"JWT","kid":")" + kid + "\"}";
      refused(with_header(header, token));
      refused(base64url(header) + body.substr(0, body.find('.', 1) + 1));
    }
    refused(with_header(R"({"alg":"ES256","typ":"JWT","kid":")" + kid + "\"}", token));
    refused(with_header(R"({"alg":"RS256","typ":"JWT"})", token));
    refused(
        with_header(R"({"alg":"RS256","typ":"JWT","crit":["b64"],"b64":false,"kid":")" + kid + "\"}", token));
    refused("");
    refused("..");
    refused("a.b.c");
    refused(world.ring.sign(other, Algorithm::kRs256, "JWT", R"({"sub":"u"})").value());
    // A key of the attacker's own, under a kid of ours.
    const crypto::PrivateKey own = crypto::PrivateKey::generate(crypto::KeyType::kP256);
    refused(crypto::sign(crypto::Alg::kEs256, own, kid, R"({"sub":"u"})").value());
  });
}

TEST_CASE("a key sealed under another master key is an error, not a new key") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string pool = world.new_pool();
    REQUIRE(world.ring.jwks_json(pool).has_value());
    const crypto::Sealer other = crypto::Sealer::create(std::string(32, 'x')).value();
    keys::KeyRing ring(database, other, world.clock);
    CHECK(code_of(ring.sign(pool, Algorithm::kRs256, "JWT", "{}")) == errors::kInternal);
    CHECK(world.list(pool).size() == 1);
  });
}

TEST_CASE("the memory of signatures is bounded and keeps what is in use") {
  keys::VerifiedCache cache(1600);
  const auto digest = [](int number) {
    std::string bytes(32, '\0');
    std::memcpy(bytes.data(), &number, sizeof number);
    bytes.back() = static_cast<char>(number);
    return bytes;
  };
  cache.add(digest(-1));
  for (int i = 0; i < 20'000; ++i) {
    cache.add(digest(i));
    if (i % 10 == 0) CHECK(cache.contains(digest(-1)));
  }
  CHECK(cache.size() <= 1700);
  CHECK(cache.contains(digest(19'999)));
  CHECK_FALSE(cache.contains(digest(0)));
}

TEST_CASE("a pairwise subject is the same for ever, another one in each sector and pool, and no id of ours") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string pool = world.new_pool(), other = world.new_pool();
    const auto subject = [](keys::KeyRing& ring, std::string_view of, const char* sector, const char* user) {
      return ring.pairwise_subject(of, sector, user).value();
    };
    const std::string known = subject(world.ring, pool, "a.example", "u1");
    CHECK(unbase64url(known)->size() == 32);
    CHECK(known == subject(world.ring, pool, "a.example", "u1"));
    keys::KeyRing another(database, world.sealer, world.clock);  // another process, or this one started again
    CHECK(known == subject(another, pool, "a.example", "u1"));
    CHECK(known != subject(world.ring, pool, "b.example", "u1"));
    CHECK(known != subject(world.ring, pool, "a.example", "u2"));
    CHECK(known != subject(world.ring, other, "a.example", "u1"));
    CHECK(known == subject(another, pool, "a.example", "u1"));
  });
}

TEST_CASE("two processes that need the first pairwise subject at once agree on it") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string pool = world.new_pool();
    std::vector<std::string> made(8);
    std::vector<std::thread> threads;
    for (std::string& each : made)
      threads.emplace_back([&] {
        keys::KeyRing ring(database, world.sealer, world.clock);
        each = ring.pairwise_subject(pool, "a.example", "u1").value();
      });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& each : made) CHECK(each == made.front());
  });
}
