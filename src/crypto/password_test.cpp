#include "crypto/password.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "base/clock.h"
#include "crypto/hash_memory.h"
#include "crypto/password_import.h"
#include "crypto/password_vectors.h"
#include "gen/errors/core.h"
#include "gen/errors/users.h"

using namespace genauth;
using namespace genauth::crypto;

namespace {
constexpr char kPassword[] = "correct horse 密码";
constexpr PasswordCost kCheap{.memory_kib = 64, .passes = 1};

constexpr const char* kImported[] = {
    vectors::kBcrypt,     vectors::kBcrypt2a, vectors::kSha512Crypt, vectors::kSha256Crypt,
    vectors::kMd5Crypt,   vectors::kYescrypt, vectors::kDjango,      vectors::kSsha,
    vectors::kMd5,        vectors::kSha256ps, vectors::kSha512sp,    vectors::kHmacSha1,
    vectors::kHmacSha256, vectors::kSsha256,  vectors::kSha,         vectors::kSmd5,
};
}  // namespace

TEST_CASE("refuses a password beyond the limit before doing any work") {
  const std::string limit(kMaxPasswordBytes, 'a'), beyond(kMaxPasswordBytes + 1, 'a');
  CHECK(hash_password(beyond, kCheap).error().code() == errors::kPasswordTooLong);
  const std::string stored = *hash_password(limit, kCheap);
  CHECK(verify_password(stored, limit, kCheap).ok);
  CHECK_FALSE(verify_password(stored, beyond, kCheap).ok);
}

TEST_CASE("hashes are the same in memory that others have worked in, and it is given back when told") {
  constexpr PasswordCost kOnePass{.memory_kib = 1024, .passes = 1},
      kTwoPasses{.memory_kib = 2048, .passes = 2};
  release_hash_memory();
  CHECK(HashMemory::kept_bytes() == 0);
  const std::string one = *hash_password(kPassword, kOnePass), two = *hash_password("another", kTwoPasses);
  CHECK(HashMemory::kept_bytes() == (1024 + 2048) * 1024);  // 0: the linker was not told to wrap
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        const bool heard = verify_password(one, kPassword).ok && verify_password(two, "another").ok;
        if (heard && !verify_password(one, "another").ok && !verify_password(two, kPassword).ok) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == 80);
  CHECK(HashMemory::kept_bytes() <= 4 * (1024 + 2048) * 1024);  // no more than worked at once
  release_hash_memory();
  CHECK(HashMemory::kept_bytes() == 0);
  CHECK(verify_password(one, kPassword).ok);
}

TEST_CASE("refuses a cost that Argon2 does not allow") {
  CHECK(hash_password("a", {.memory_kib = 0, .passes = 1}).error().code() == errors::kInternal);
  CHECK(hash_password("a", {.memory_kib = 64, .passes = 0}).error().code() == errors::kInternal);
}

TEST_CASE("never accepts a stored text that is broken, unknown or too expensive") {
  for (const char* stored : {"",
                             "plain",
                             "$",
                             "$argon2id$",
                             "$argon2id$v=19$m=64,t=1,p=1$",
                             "$argon2id$v=19$m=64,t=1,p=1$$",
                             "$argon2d$v=19$m=64,t=1,p=1$c29tZXNhbHQ$aaaa",
                             "$argon2id$v=19$m=99999999,t=9,p=1$c29tZXNhbHRzb21l$aaaa",
                             "$argon2id$v=19$m=1048576,t=32,p=1$c29tZXNhbHRzb21lc2FsdA$aaaa",
                             "$2b$31$aBU04mI1E8zl0HnUgI0UUeuum3BaC3Fyi5TJe334d5fWukBfnmLwe",
                             "$2b$05$short",
                             "$5$",
                             "$6$rounds=",
                             "$y$",
                             "$6$rounds=999999999$salt$x",
                             "*0",
                             "*1",
                             "{md5}",
                             "{md5}zz",
                             "{nothing}00",
                             "{md5",
                             "{ssha}",
                             "{ssha}AAAA",
                             "{md5-ps}2046dfe39b3122ba0a14fa71caf049f6",
                             "{md5}salt$2046dfe39b3122ba0a14fa71caf049f6",
                             "pbkdf2_sha256$",
                             "pbkdf2_sha256$1000$salt$",
                             "pbkdf2_sha256$0$salt$Nqp7SeLliwv7AIXmLYIitLr/Vweb3Z+clegstjwwrbk=",
                             "pbkdf2_sha256$999999999$salt$Nqp7SeLliwv7AIXmLYIitLr/Vweb3Z+clegstjwwrbk=",
                             "pbkdf2_md5$1$a$AAAA"}) {
    CAPTURE(stored);
    CHECK_FALSE(verify_password(stored, kPassword).ok);
    CHECK_FALSE(verify_password(stored, "").ok);
  }
  CHECK_FALSE(is_password_hash("$2b$31$aBU04mI1E8zl0HnUgI0UUeuum3BaC3Fyi5TJe334d5fWukBfnmLwe"));
  CHECK_FALSE(is_password_hash("$argon2id$v=19$m=99999999,t=9,p=1$c29tZXNhbHRzb21l$aaaa"));
  CHECK_FALSE(is_password_hash("plain"));
}

TEST_CASE("accepts the right password and nothing near it") {
  const std::string stored = *hash_password(kPassword, kCheap);
  CHECK(stored.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
  CHECK(is_password_hash(stored));
  CHECK(verify_password(stored, kPassword, kCheap).ok);
  CHECK_FALSE(verify_password(stored, kPassword, kCheap).needs_rehash);
  CHECK_FALSE(verify_password(stored, "correct horse", kCheap).ok);
  CHECK_FALSE(verify_password(stored, "correct horse 密码 ", kCheap).ok);
  CHECK_FALSE(verify_password(stored, "", kCheap).ok);
  CHECK(*hash_password(kPassword, kCheap) != stored);
}

TEST_CASE("tells a zero byte in a password from its end") {
  const std::string with_zero("ab\0cd", 5);
  const std::string stored = *hash_password(with_zero, kCheap);
  CHECK(verify_password(stored, with_zero, kCheap).ok);
  CHECK_FALSE(verify_password(stored, "ab", kCheap).ok);
  CHECK_FALSE(verify_imported(vectors::kBcrypt, std::string(kPassword) + std::string("\0x", 2)));
}

TEST_CASE("asks for a new hash when the cost has changed") {
  const std::string stored = *hash_password(kPassword, kCheap);
  CHECK(verify_password(stored, kPassword, {.memory_kib = 128, .passes = 1}).needs_rehash);
  CHECK(verify_password(stored, kPassword, {.memory_kib = 64, .passes = 2}).needs_rehash);
  CHECK_FALSE(verify_password(stored, "wrong", {.memory_kib = 64, .passes = 2}).needs_rehash);
}

TEST_CASE("verifies Argon2 hashes of the reference implementation") {
  CHECK(verify_password(vectors::kArgon2id, kPassword).ok);
  CHECK_FALSE(verify_password(vectors::kArgon2id, kPassword).needs_rehash);
  CHECK_FALSE(verify_password(vectors::kArgon2id, "wrong").ok);
  CHECK(verify_password(vectors::kArgon2idLanes, kPassword).ok);
  CHECK(verify_password(vectors::kArgon2i, kPassword).ok);
  CHECK(verify_password(vectors::kArgon2i, kPassword).needs_rehash);
}

TEST_CASE("verifies every imported form, asks for a new hash, and refuses a wrong password") {
  for (const char* stored : kImported) {
    CAPTURE(stored);
    CHECK(is_imported_hash(stored));
    CHECK(is_password_hash(stored));
    const PasswordCheck check = verify_password(stored, kPassword);
    CHECK(check.ok);
    CHECK(check.needs_rehash);
    CHECK_FALSE(verify_password(stored, "wrong").ok);
    CHECK_FALSE(verify_password(stored, "wrong").needs_rehash);
    CHECK_FALSE(verify_password(stored, "").ok);
  }
}

TEST_CASE("refuses every imported form that was cut short") {
  for (const std::string_view stored : kImported)
    for (std::size_t size = 0; size < stored.size(); size += 3) {
      const bool only_padding_is_cut =
          stored[0] == '{' && stored.substr(size).find_first_not_of('=') == stored.npos;
      if (only_padding_is_cut) continue;
      CAPTURE(stored);
      CAPTURE(size);
      CHECK_FALSE(verify_imported(stored.substr(0, size), kPassword));
    }
}

TEST_CASE("verifying nothing costs about what verifying something costs") {
  const PasswordCost cost{.memory_kib = 8192, .passes = 2};
  const std::string stored = *hash_password(kPassword, cost);
  const auto best_ns = [](const auto& work) {
    std::int64_t best = std::numeric_limits<std::int64_t>::max();
    for (int i = 0; i < 5; ++i) {
      const std::int64_t start_ns = Clock::steady_ns();
      work();
      best = std::min(best, Clock::steady_ns() - start_ns);
    }
    return static_cast<double>(best);
  };
  const double real = best_ns([&] { CHECK_FALSE(verify_password(stored, "wrong", cost).ok); });
  const double nothing = best_ns([&] { verify_nothing("wrong", cost); });
  CHECK(nothing / real > 0.5);
  CHECK(nothing / real < 2.0);
}

TEST_CASE("calibration never goes below the default cost and stays within what it may store") {
  const PasswordCost low = calibrate_password_cost(0);
  CHECK(low == PasswordCost{});
  const PasswordCost some = calibrate_password_cost(60);
  CHECK(some.memory_kib >= PasswordCost{}.memory_kib);
  CHECK(some.memory_kib <= 64 * 1024);
  CHECK(some.passes >= 2);
}
