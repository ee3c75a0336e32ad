// Passwords at rest: Argon2id for our own, and the forms that other systems leave behind for imported ones
// (password_import.h). Nothing here normalises Unicode; the caller hashes what it wants compared.
// All functions are thread-safe and slow on purpose: call them behind the hash gate, never on an event loop.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genauth::crypto {

constexpr std::size_t kMaxPasswordBytes = 1024;  // longer ones are refused before any work is done

// Argon2id's parameters (RFC 9106); parallelism is always 1. The default is the OWASP minimum.
struct PasswordCost {
  std::int64_t memory_kib = 19 * 1024;
  std::uint32_t passes = 2;
  bool operator==(const PasswordCost&) const = default;
};

// A PHC string, "$argon2id$v=19$m=19456,t=2,p=1$salt$hash", with a fresh salt.
// Refuses a password over kMaxPasswordBytes (errors::kPasswordTooLong) and a cost that Argon2 or the
// machine's memory does not allow (errors::kInternal).
Result<std::string> hash_password(std::string_view password, const PasswordCost& cost = {});

struct PasswordCheck {
  bool ok = false;
  bool needs_rehash = false;  // ok, but stored in an imported form or at another cost: hash again and store
};

// Any supported stored form. An unknown or broken form, or one whose cost is beyond reason, is never ok.
PasswordCheck verify_password(std::string_view stored, std::string_view password,
                              const PasswordCost& cost = {});

// Takes as long as verify_password() of one of our own hashes at `cost`. For accounts that do not exist or
// have no password, so that time does not tell them apart.
void verify_nothing(std::string_view password, const PasswordCost& cost = {});

// Hashing keeps the memory that it has worked in for the next time; this gives back what is not in use.
void release_hash_memory();

// True if verify_password() knows the form and its cost is within reason. For imports.
bool is_password_hash(std::string_view stored);

// The dearest cost that still hashes within `target_ms` on this machine: more memory first (up to 64 MiB),
// then more passes; never below the default. Takes about ten times the default's duration.
PasswordCost calibrate_password_cost(std::int64_t target_ms);

}  // namespace genauth::crypto
