#include "modules/used_proofs/used_proofs.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "db/testing.h"

namespace genauth::used_proofs {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;

bool first(db::Database& database, std::string_view pool_id, std::string_view space, std::string_view key) {
  return database.write([&](db::Tx& tx) { return first_use(tx, pool_id, space, key, kNow + 1); }).value();
}

}  // namespace

TEST_CASE("a proof counts once, in its pool and space") {
  db::testing::for_each_engine([](db::Database& database) {
    CHECK(first(database, "pool", "assertion app", "j1"));
    CHECK_FALSE(first(database, "pool", "assertion app", "j1"));
    CHECK(first(database, "pool", "assertion app", "j2"));
    CHECK(first(database, "pool", "assertion other", "j1"));
    CHECK(first(database, "elsewhere", "assertion app", "j1"));
    CHECK(first(database, "pool", "assertion ap", "pj1"));
  });
}

TEST_CASE("of 64 who bring the same proof at once exactly one counts") {
  db::testing::for_each_engine([](db::Database& database) {
    std::atomic<int> counted = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 64; ++i)
      clients.emplace_back([&] { counted += first(database, "pool", "dpop key", "raced") ? 1 : 0; });
    for (std::thread& each : clients) each.join();
    CHECK(counted == 1);
  });
}

TEST_CASE("what is over is swept") {
  db::testing::for_each_engine([](db::Database& database) {
    CHECK(first(database, "pool", "s", "k"));
    const auto swept = [&](std::int64_t now_ms) {
      return database.write([&](db::Tx& tx) { return sweep(tx, now_ms, 100); }).value();
    };
    CHECK(swept(kNow) == 0);
    CHECK(swept(kNow + 2) == 1);
    CHECK(first(database, "pool", "s", "k"));
  });
}

}  // namespace genauth::used_proofs
