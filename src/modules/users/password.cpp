#include "modules/users/password.h"

#include <algorithm>

#include "crypto/password.h"
#include "crypto/random.h"
#include "gen/errors/form.h"
#include "gen/errors/passwords.h"
#include "gen/errors/users.h"
#include "modules/passwords/passwords.h"
#include "modules/system/transport_keys.h"
#include "net/gate.h"

namespace genauth::users {
namespace {

constexpr std::string_view kLower = "abcdefghijkmnpqrstuvwxyz";  // none that looks like another
constexpr std::string_view kUpper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::string_view kDigits = "23456789";
constexpr std::string_view kSigns = "!#%+-=?@";
constexpr std::size_t kRandomLength = 16;

std::int64_t characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

// Each equally likely: bytes beyond the last whole multiple are thrown away.
char random_of(std::string_view choices) {
  const std::size_t usable = 256 - 256 % choices.size();
  while (true) {
    const auto byte = static_cast<unsigned char>(crypto::random_bytes(1).front());
    if (byte < usable) return choices[byte % choices.size()];
  }
}

std::size_t kinds_of(std::string_view password) {
  bool lower = false, upper = false, digit = false, other = false;
  for (const char c : password) {
    if (c >= 'a' && c <= 'z')
      lower = true;
    else if (c >= 'A' && c <= 'Z')
      upper = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      other = true;
  }
  return std::size_t{lower} + std::size_t{upper} + std::size_t{digit} + std::size_t{other};
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

std::string_view digest_by_size(std::size_t hex_digits) {
  switch (hex_digits) {
    case 32: return "md5";
    case 40: return "sha1";
    case 64: return "sha256";
    case 128: return "sha512";
    default: return "";
  }
}

}  // namespace

Result<void> check_password(std::string_view password, std::int64_t length_min) {
  const std::int64_t length = characters(password);
  if (length < length_min)
    return Error(errors::kPasswordTooShort).with_field("password").with_arg(std::to_string(length_min));
  if (length > kPasswordLengthMax)
    return Error(errors::kPasswordTooLong)
        .with_field("password")
        .with_arg(std::to_string(kPasswordLengthMax));
  return {};
}

std::vector<std::string> names_of(const User& user) {
  std::vector<std::string> names;
  for (const auto* name : {&user.username, &user.email, &user.phone, &user.external_id, &user.name})
    if (*name) names.push_back(**name);
  if (user.email) names.push_back(user.email->substr(0, user.email->find('@')));
  return names;
}

namespace {

Result<void> check_history(const api::Call& call, const pools::Settings& settings, const User& user,
                           std::string_view password) {
  if (user.id.empty() || !passwords::is_kept(settings)) return {};
  std::vector<std::string> hashes = TRY(call.database.read([&](db::Session& session) {
    return passwords::forbidden(session, settings, call.pool_id, user.id, call.now_ms);
  }));
  if (user.password_hash) hashes.push_back(*user.password_hash);
  const net::Gate::Slot slot = TRY(call.service<net::Gate>().enter(call.pool_id, call.envelope.client_ip));
  const auto& cost = call.service<const crypto::PasswordCost>();
  for (const std::string& hash : hashes)
    if (passwords::verify(hash, password, cost).ok) return errors::kPasswordUsedBefore;
  return {};
}

}  // namespace

Result<void> check_new_password(const api::Call& call, const pools::Settings& settings, const User& user,
                                std::string_view password, std::string field) {
  Result<void> checked = passwords::check(settings, password, names_of(user), call.envelope.language);
  if (checked) checked = check_history(call, settings, user, password);
  if (!checked) return std::move(checked).error().with_field(std::move(field));
  return {};
}

std::int64_t password_level(std::string_view password) {
  const std::int64_t length = characters(password);
  const std::size_t kinds = kinds_of(password);
  if (length >= 10 && kinds >= 3) return 3;
  if (length >= 8 && kinds >= 2) return 2;
  return 1;
}

std::string random_password() {
  const std::string all = std::string(kLower).append(kUpper).append(kDigits).append(kSigns);
  while (true) {
    std::string password;
    for (std::size_t i = 0; i < kRandomLength; ++i) password.push_back(random_of(all));
    if (kinds_of(password) == 4) return password;
  }
}

Result<std::string> imported_hash(std::string_view given, const std::optional<std::string>& salt) {
  if (crypto::is_password_hash(given)) return std::string(given);
  const std::string_view digest = digest_by_size(given.size());
  if (!digest.empty() && is_hex(given)) {
    std::string stored = "{" + std::string(digest);
    stored += salt && !salt->empty() ? "-ps}" + *salt + "$" : "}";
    stored += given;
    if (crypto::is_password_hash(stored)) return stored;
  }
  return Error(errors::kBadFormat).with_field("password").with_arg("a known password hash");
}

Result<std::string> hash_password(net::Gate& gate, const crypto::PasswordCost& cost, std::string_view pool_id,
                                  std::string_view client_ip, std::string_view password) {
  const net::Gate::Slot slot = TRY(gate.enter(pool_id, client_ip));
  return crypto::hash_password(passwords::normal(password), cost);
}

Result<std::string> hash_password(const api::Call& call, std::string_view password) {
  return hash_password(call.service<net::Gate>(), call.service<const crypto::PasswordCost>(), call.pool_id,
                       call.envelope.client_ip, password);
}

Result<std::optional<NewPassword>> make_password(const api::Call& call, const PasswordWish& wish,
                                                 const pools::Settings& settings, const User& user) {
  NewPassword made;
  std::string clear;
  if (wish.generate) {
    clear = made.generated = random_password();
  } else {
    if (!wish.given || wish.given->empty()) return std::optional<NewPassword>{};
    clear = TRY(call.service<system::TransportKeys>().decrypt(wish.encrypt_type, *wish.given));
    if (wish.is_hash) {
      made.hash = TRY(imported_hash(clear, wish.salt));
      return std::optional(std::move(made));
    }
    TRY(check_new_password(call, settings, user, clear));
  }
  made.level = password_level(clear);
  made.hash = TRY(hash_password(call, clear));
  return std::optional(std::move(made));
}

}  // namespace genauth::users
