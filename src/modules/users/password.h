// Passwords of users: what a new one must be, and how it gets into its stored form. All of it is done before
// a unit of work, because hashing takes tens of milliseconds. Thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "base/result.h"
#include "crypto/password.h"
#include "net/gate.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::users {

constexpr std::int64_t kPasswordLengthMax = 128;  // characters

// kPasswordTooShort (the pool says how many characters at least), kPasswordTooLong.
Result<void> check_password(std::string_view password, std::int64_t length_min);

// Every rule of the pool (modules/passwords), for a new password of `user`, who may not exist yet: the errors
// of passwords::check(), and kPasswordUsedBefore (hashes once per former password). `field` is its wire name.
Result<void> check_new_password(const api::Call& call, const pools::Settings& settings, const User& user,
                                std::string_view password, std::string field = "password");
// What the account is known by, for passwords::check().
std::vector<std::string> names_of(const User& user);

// 1 low, 2 middle, 3 high: by length and the kinds of characters.
std::int64_t password_level(std::string_view password);

// Sixteen characters, with a letter of each case, a digit and a sign; about 90 bits.
std::string random_password();

// The stored form of a hash that another system made, so that people keep their passwords: any form that
// crypto/password_import.h knows, or bare hex of MD5, SHA-1, SHA-256 or SHA-512 over the password followed by
// `salt` (which may be absent). kBadFormat otherwise.
Result<std::string> imported_hash(std::string_view given, const std::optional<std::string>& salt);

// Behind the gate that keeps hashing from taking all cores: kBusy when its queue is full. `pool_id` and
// `client_ip` are whose share of the queue it takes.
Result<std::string> hash_password(net::Gate& gate, const crypto::PasswordCost& cost, std::string_view pool_id,
                                  std::string_view client_ip, std::string_view password);
Result<std::string> hash_password(const api::Call& call, std::string_view password);

// What an administrator's request says about a new password.
struct PasswordWish {
  std::optional<std::string> given, salt;  // `salt` goes with an imported hash
  std::string encrypt_type = "none";       // none, rsa, sm2: how `given` travelled
  bool is_hash = false;                    // `given` is the hash of another system, kept as it is
  bool generate = false;                   // nobody chose one: make one up, whatever `given` says
};
struct NewPassword {
  std::string hash;
  std::optional<std::int64_t> level;  // unknown of an imported hash
  std::string generated;              // in clear, for the notice to its owner; empty unless made up here
};
// nullopt if the wish is for none. Errors of the functions above and of TransportKeys::decrypt().
Result<std::optional<NewPassword>> make_password(const api::Call& call, const PasswordWish& wish,
                                                 const pools::Settings& settings, const User& user);

}  // namespace genauth::users
