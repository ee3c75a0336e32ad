// Users: the people of a pool. The public door of the module: finding, creating, changing and removing them,
// the rules about their names, passwords and state. Nobody else knows the tables.
//
// Every function takes the pool first and never looks beyond it. Functions that take a db::Session read and
// work inside and outside of a unit; those that take a db::Tx write, keep the pool's user counter and the
// search index right in the same unit, and may be run twice like every unit. None of them does slow work:
// hash a password before the unit (password.h). Views need to live during the call only. All functions are
// thread-safe for distinct sessions.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/users/credentials.h"

namespace genauth::users {

// Only Activated may sign in.
enum class Status : std::uint8_t { kActivated, kSuspended, kDeactivated, kResigned, kArchived };
std::string_view text(Status status);  // "Activated", as on the wire and in the table
std::optional<Status> parse_status(std::string_view text);

// How many bytes customData, metadataSource and what a source told of an identity may each take.
constexpr std::size_t kFreeDataMax = 64 * 1024;

// One row. Optional texts are absent, never empty. Times are epoch milliseconds. customData, metadataSource
// and registerSource are compact JSON: two objects and an array of strings.
struct User {
  std::string pool_id, id;
  Status status = Status::kActivated;
  std::optional<std::int64_t> status_changed_at;
  std::string work_status = "Active";          // Active | Closed
  std::optional<std::string> username, email;  // email in lower case
  bool email_verified = false;
  std::optional<std::string> phone, phone_country_code;  // national digits, "+86"; both or neither
  bool phone_verified = false;
  std::optional<std::string> external_id;
  std::optional<std::string> name, nickname, photo;
  std::string gender = "U";  // M | F | U | W
  std::optional<std::string> birthdate, country, province, city, address, street_address, postal_code,
      company;
  std::optional<std::string> browser, device, given_name, family_name, middle_name, profile,
      preferred_username;
  std::optional<std::string> website, zoneinfo, locale, formatted, region, identity_number;
  std::optional<std::string> password_hash;
  std::optional<std::int64_t> password_set_at, password_level;  // level: 1 low, 2 middle, 3 high
  bool reset_password_first = false, reset_password_next = false;
  std::string source_type = "register";  // excel | register | adminCreated | sync | workflow
  std::optional<std::string> source_id;
  std::string register_source = "[]", custom_data = "{}", metadata_source = "{}";
  std::int64_t logins_count = 0;
  std::optional<std::int64_t> last_login_at;
  std::optional<std::string> last_ip, last_login_app;
  std::optional<std::int64_t> last_mfa_at;
  std::int64_t created_at = 0, updated_at = 0;
  // When number and address last came onto the account or changed there; absent: never since it was made.
  // Kept by the functions that write them.
  std::optional<std::int64_t> phone_changed_at = {}, email_changed_at = {};
};

// An account at an identity source outside that signs this user in. Tokens are sealed (see crypto/seal.h).
struct Identity {
  std::string id, user_id, ext_idp_id, provider, type, user_id_in_idp;
  std::string user_info = "{}", origin_conn_ids = "[]";    // JSON
  std::optional<std::string> access_token, refresh_token;  // sealed
  std::int64_t created_at = 0;
  std::string issuer = {};  // who vouches for the id, where a source may have several
};

// --- finding
// -----------------------------------------------------------------------------------------------------
using Found = Result<std::optional<User>>;
Found find(db::Session& session, std::string_view pool_id, std::string_view user_id);
// That one of the next two is about to be asked (Session::expect).
void expect_by_email(db::Session& session, std::string_view pool_id, std::string_view email);
void expect_by_phone(db::Session& session, std::string_view pool_id, std::string_view country_code,
                     std::string_view number);
Found find_by_username(db::Session& session, std::string_view pool_id, std::string_view username);
Found find_by_email(db::Session& session, std::string_view pool_id, std::string_view email);  // any case
Found find_by_phone(db::Session& session, std::string_view pool_id, std::string_view country_code,
                    std::string_view number);
Found find_by_external_id(db::Session& session, std::string_view pool_id, std::string_view external_id);
// `ext_idp_id` may be empty: then any identity of `provider` with that id (sync relations).
Found find_by_identity(db::Session& session, std::string_view pool_id, std::string_view ext_idp_id,
                       std::string_view provider, std::string_view user_id_in_idp);
// What a person types into one field: an e-mail address, a phone number ("+1 650…" or a national one, which
// means +86) or a user name. The three forms exclude each other (see check_username).
Found find_by_account(db::Session& session, std::string_view pool_id, std::string_view account);
// A phone number as typed, with or without a country code; spaces, hyphens and brackets are ignored.
Found find_by_phone_text(db::Session& session, std::string_view pool_id, std::string_view phone);

// Somebody whose password has an age: active, with an e-mail address to write to.
struct PasswordAge {
  std::string id, account, email, locale;
  std::int64_t set_at = 0;
};
// Those whose password was set later than `after` (by time, then by id) and not after `until_ms`, in that
// order.
Result<std::vector<PasswordAge>> password_ages(db::Session& session, std::string_view pool_id,
                                               std::pair<std::int64_t, std::string_view> after,
                                               std::int64_t until_ms, std::int64_t limit);

Result<std::vector<Identity>> identities(db::Session& session, std::string_view pool_id,
                                         std::string_view user_id);

// The check of every request that carries a user's token: one short row by primary key. nullopt: no such
// user.
Result<std::optional<Status>> state(db::Session& session, std::string_view pool_id, std::string_view user_id);

// kUserDisabled unless the status is Activated.
Result<void> may_sign_in(const User& user);

// --- ways to sign in
// ---------------------------------------------------------------------------------------------
enum class LoginMethod : std::uint8_t { kPhone, kEmail, kPassword, kUsername, kIdentity };
// Whether the user could still sign in after `removed` is gone: a code to the phone or the e-mail address, a
// password together with a name to go with it, an identity (kIdentity means that one of them goes), or what
// `keepers` know of. No account is ever left without; callers answer kLastLoginMethod.
Result<bool> has_other_login_method(db::Session& session, const CredentialKeepers& keepers, const User& user,
                                    LoginMethod removed);

// --- writing
// ----------------------------------------------------------------------------------------------------- All
// of these: kUsernameTaken, kEmailTaken, kPhoneTaken, kExternalIdTaken (field set to the member's wire name)
// on a clash with another user of the pool; race-safe on both engines.

// Inserts as given, except that an empty id and zero created_at/updated_at are filled from `now_ms`, and the
// e-mail address is put in lower case. Gives back the row as stored.
Result<User> insert(db::Tx& tx, User user, std::int64_t now_ms);
// Writes every column but created_at, logins and last_*; read the user in the same unit and change that. Sets
// updated_at, and status_changed_at when the status differs. kUserNotFound if it is gone.
Result<void> update(db::Tx& tx, User user, std::int64_t now_ms);
// Gives a phone to a user who has none: kPhoneAlreadyBound, kPhoneTaken, kUserNotFound.
Result<void> bind_phone(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                        std::string_view country_code, std::string_view number, std::int64_t now_ms);
// Sets or replaces it: kPhoneTaken, kUserNotFound.
Result<void> set_phone(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                       std::string_view country_code, std::string_view number, bool verified,
                       std::int64_t now_ms);
// kUserNotFound; kPhoneNotBound when there is none.
Result<void> clear_phone(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t now_ms);
// The number or address counts as one that was always there: it came back to its owner.
Result<void> trust_phone(db::Tx& tx, std::string_view pool_id, std::string_view user_id);
Result<void> trust_email(db::Tx& tx, std::string_view pool_id, std::string_view user_id);
// Sets or replaces it: kEmailTaken, kUserNotFound.
Result<void> set_email(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view email,
                       bool verified, std::int64_t now_ms);
// kUserNotFound; kEmailNotBound when there is none.
Result<void> clear_email(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t now_ms);
// A code that arrived proves the address it went to, if that is the user's still; else nothing happens.
Result<void> mark_phone_verified(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                 std::string_view country_code, std::string_view number, std::int64_t now_ms);
Result<void> mark_email_verified(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                 std::string_view email, std::int64_t now_ms);
// Also ends "must set a new password".
Result<void> set_password(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view hash, std::int64_t level, std::int64_t now_ms);
// No password signs in until a new one is set; what it was stays in the history.
Result<void> clear_password(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                            std::int64_t now_ms);
// The same password hashed anew with today's parameters: nothing but the hash changes, and nothing at all if
// the user has another one than `old_hash` by now.
Result<void> replace_password_hash(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                   std::string_view old_hash, std::string_view hash);
Result<void> record_login(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view app_id, std::string_view client_ip, std::int64_t now_ms);
// The user with identities and one-time-password secret. False if there was none.
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view user_id);

// kConflict if that account of the source belongs to a user already.
Result<void> insert_identity(db::Tx& tx, std::string_view pool_id, const Identity& identity);

// --- rules about names
// ------------------------------------------------------------------------------------------- 1 to 64
// characters, no white space or control characters, neither an e-mail address nor a phone number, so that one
// text never means two accounts. kUsernameInvalid.
Result<void> check_username(std::string_view username);
// RFC 5321 §4.1.2 without quoted local parts and address literals, 254 bytes at most. kEmailInvalid.
Result<void> check_email(std::string_view email);
std::string normal_email(std::string_view email);  // what is stored and compared: lower case
std::string normal_username(
    std::string_view username);  // the same: Unicode NFC, so that what looks alike is alike
// One text for all spellings by which find_by_account() finds one account, whether there is one or not: what
// counters and decoys go by, so that they tell nobody of an account.
std::string account_key(std::string_view account);
bool looks_like_phone(
    std::string_view text);  // an optional +, then 5 to 20 digits, spaces, hyphens, brackets

}  // namespace genauth::users
