#include "crypto/password.h"

#include <sodium.h>

#include <cstdlib>
#include <limits>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/log.h"
#include "crypto/hash_memory.h"
#include "crypto/password_import.h"
#include "gen/errors/core.h"
#include "gen/errors/users.h"

namespace genauth::crypto {
namespace {

constexpr std::int64_t kMaxMemoryKib = 1024 * 1024;  // of a stored hash, which may come from an import
constexpr std::int64_t kMaxPasses = 32;
constexpr std::int64_t kMaxWorkKib = 4 * kMaxMemoryKib;  // memory times passes: a few seconds at most

void require_sodium() {
  static const int kState = sodium_init();
  if (kState >= 0) return;
  log::error("crypto.sodium_failed");
  std::abort();
}

bool is_reasonable(std::int64_t memory_kib, std::int64_t passes) {
  return memory_kib >= 8 && memory_kib <= kMaxMemoryKib && passes >= 1 && passes <= kMaxPasses &&
         memory_kib * passes <= kMaxWorkKib;
}

std::size_t memory_bytes(const PasswordCost& cost) {
  return static_cast<std::size_t>(cost.memory_kib) * 1024;
}

// "$argon2id$v=19$m=19456,t=2,p=1$..." -> {m, t}; nullopt if it is not of that form. libsodium checks the
// rest.
std::optional<PasswordCost> argon2_cost(std::string_view stored) {
  if (stored.size() >= crypto_pwhash_STRBYTES) return std::nullopt;
  const auto take = [&](std::string_view prefix) {
    const bool found = stored.starts_with(prefix);
    if (found) stored.remove_prefix(prefix.size());
    return found;
  };
  const auto number = [&]() -> std::int64_t {
    const auto value = parse_int(stored.substr(0, stored.find_first_not_of("0123456789")));
    stored.remove_prefix(std::min(stored.find_first_not_of("0123456789"), stored.size()));
    return value.value_or(-1);
  };
  if (!take("$argon2id$v=19$") && !take("$argon2i$v=19$")) return std::nullopt;
  if (!take("m=")) return std::nullopt;
  const std::int64_t memory_kib = number();
  if (!take(",t=")) return std::nullopt;
  const std::int64_t passes = number();
  if (!take(",p=")) return std::nullopt;
  const std::int64_t lanes = number();
  if (lanes < 1 || lanes > 16 || memory_kib < 8 * lanes || !is_reasonable(memory_kib, passes))
    return std::nullopt;
  if (!take("$") || stored.find('$') == std::string_view::npos) return std::nullopt;
  return PasswordCost{memory_kib, static_cast<std::uint32_t>(passes)};
}

// Duration of one hash, the best of three: what disturbs a measurement only ever makes it longer.
double measure_ms(const PasswordCost& cost) {
  std::int64_t best_ns = std::numeric_limits<std::int64_t>::max();
  for (int round = 0; round < 3; ++round) {
    const std::int64_t start_ns = Clock::steady_ns();
    verify_nothing("calibration", cost);
    best_ns = std::min(best_ns, Clock::steady_ns() - start_ns);
  }
  return static_cast<double>(best_ns) / 1e6;
}

}  // namespace

Result<std::string> hash_password(std::string_view password, const PasswordCost& cost) {
  require_sodium();
  if (password.size() > kMaxPasswordBytes)
    return Error(errors::kPasswordTooLong).with_arg(std::to_string(kMaxPasswordBytes));
  if (!is_reasonable(cost.memory_kib, cost.passes))
    return Error(errors::kInternal, "password cost out of range");
  char out[crypto_pwhash_STRBYTES];
  const HashMemory memory;
  if (crypto_pwhash_str_alg(out, password.data(), password.size(), cost.passes, memory_bytes(cost),
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return Error(errors::kInternal, "no memory for hashing a password");
  return std::string(out);
}

PasswordCheck verify_password(std::string_view stored, std::string_view password, const PasswordCost& cost) {
  require_sodium();
  if (password.size() > kMaxPasswordBytes) return {};
  if (!stored.starts_with("$argon2")) {
    const bool ok = verify_imported(stored, password);
    return {.ok = ok, .needs_rehash = ok};
  }
  if (!argon2_cost(stored)) return {};
  const std::string text(stored);
  const HashMemory memory;
  if (crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) != 0) return {};
  return {.ok = true,
          .needs_rehash = crypto_pwhash_str_needs_rehash(text.c_str(), cost.passes, memory_bytes(cost)) != 0};
}

void verify_nothing(std::string_view password, const PasswordCost& cost) {
  require_sodium();
  if (password.size() > kMaxPasswordBytes) return;
  static constexpr unsigned char kSalt[crypto_pwhash_SALTBYTES] = {};
  unsigned char out[32];
  const HashMemory memory;
  // A failure (no memory) makes this quicker, exactly as it does for a real account.
  [[maybe_unused]] const int failed =
      crypto_pwhash(out, sizeof out, password.data(), password.size(), kSalt, cost.passes, memory_bytes(cost),
                    crypto_pwhash_ALG_ARGON2ID13);
}

bool is_password_hash(std::string_view stored) {
  return argon2_cost(stored).has_value() || is_imported_hash(stored);
}

PasswordCost calibrate_password_cost(std::int64_t target_ms) {
  constexpr std::int64_t kMemoryCapKib = 64 * 1024;
  PasswordCost cost;
  const double affordable = static_cast<double>(target_ms) / measure_ms(cost);  // in units of the default
  if (affordable <= 1) return cost;
  const auto grown_kib = static_cast<std::int64_t>(static_cast<double>(cost.memory_kib) * affordable);
  cost.memory_kib =
      std::min(kMemoryCapKib, grown_kib / 1024 * 1024);  // whole MiB: a number that people can read
  cost.memory_kib = std::max(cost.memory_kib, PasswordCost{}.memory_kib);
  if (cost.memory_kib < kMemoryCapKib) return cost;
  // Memory has a cost of its own, so measure again before deciding on passes.
  const double passes = static_cast<double>(target_ms) / measure_ms(cost) * cost.passes;
  cost.passes = static_cast<std::uint32_t>(std::clamp(passes, 2.0, static_cast<double>(kMaxPasses)));
  return cost;
}

}  // namespace genauth::crypto
