// Second factors: what a user has set up, and what an administrator demands of single users. Rows and their
// names; what follows from them at a sign-in is in policy.h. Free functions are thread-safe for distinct
// sessions.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/applications/applications.h"

namespace genauth::mfa {

enum class Type : std::uint8_t { kOtp, kSms, kEmail, kFace, kPasskey };
std::string_view text(Type type);  // "OTP", as on the wire and in the tables
std::optional<Type> parse_type(std::string_view text);
// Unknown words are left out.
std::vector<Type> parse_types(const std::vector<std::string>& words);
bool contains(const std::vector<Type>& types, Type type);
void add_once(std::vector<Type>& types, Type type);

// Codes of SMS go to country_code and phone ("+86", national digits), those of EMAIL to email. `reference` is
// what a face recognition service calls the face.
struct Factor {
  Type type = Type::kOtp;
  std::string id = {}, country_code = {}, phone = {}, email = {}, reference = {};
  std::int64_t created_at = 0;
};

// What the user has set up and proved, at most one of each type. Passkeys are not here: see FactorSource.
Result<std::vector<Factor>> enrolled(db::Session& session, std::string_view pool_id,
                                     std::string_view user_id);
const Factor* find(const std::vector<Factor>& factors, Type type);

// kFactorEnrolled if there is one of that type. Not for OTP, whose row is that of users/otp.h.
Result<void> enroll(db::Tx& tx, std::string_view pool_id, std::string_view user_id, const Factor& factor);
// False if there was none. Any type but PASSKEY.
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view user_id, Type type);

// One of them, by its type and id (users/credentials.h); what the user does not have, and passkeys, are left.
Result<void> take_off(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view kind,
                      std::string_view id);

// All of them, for an account whose rightful owner has only now proved the address (users/credentials.h).
// What an administrator demands stays.
Result<void> forget_all(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t now_ms);

// The types that an administrator demands of this user, in order.
Result<std::vector<Type>> demands(db::Session& session, std::string_view pool_id, std::string_view user_id);
// That enrolled() and demands() are about to be asked (Session::expect).
void expect_plan(db::Session& session, std::string_view pool_id, std::string_view user_id);
Result<void> set_demands(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                         const std::vector<Type>& types, std::int64_t now_ms);

// Where this user has passed a second factor lately: `place` is a digest of address and browser.
Result<bool> passed_here(db::Session& session, std::string_view pool_id, std::string_view user_id,
                         std::string_view place, std::int64_t since_ms);
Result<void> note_place(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                        std::string_view place, std::int64_t now_ms, std::int64_t forget_before_ms);

// Where a factor is asked for. `url` is one by which the application is called there: passkeys belong to
// hosts.
struct Place {
  const applications::Application& application;
  std::string_view url;
};

// Second factors that another module keeps, such as passkeys. Thread-safe; lives as long as the server.
class FactorSource {
 public:
  virtual ~FactorSource() = default;
  virtual Type type() const = 0;
  // Whether the user has one that can be asked for there.
  virtual Result<bool> has(db::Session& session, std::string_view pool_id, std::string_view user_id,
                           const Place& place) const = 0;
};

}  // namespace genauth::mfa
