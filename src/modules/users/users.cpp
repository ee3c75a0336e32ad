#include "modules/users/users.h"

#include <array>

#include "base/id.h"
#include "gen/errors/account.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/errors/users.h"
#include "gen/sql/users.h"
#include "modules/passwords/passwords.h"
#include "modules/users/search.h"
#include "modules/users/users_store.h"

namespace genauth::users {
namespace {

constexpr std::array<std::string_view, 5> kStatusTexts = {"Activated", "Suspended", "Deactivated", "Resigned",
                                                          "Archived"};

using MaybeId = Result<std::optional<std::string>>;

// Which unique column of `user` belongs to somebody else. `before` is the stored row, whose values need no
// look.
Result<void> refuse_clash(db::Session& session, const User& user, const User& before) {
  const auto check = [&](bool changed, Code code, const char* field, const auto& look) -> Result<void> {
    if (!changed) return {};
    const std::optional<std::string> owner = TRY(look());
    if (owner && *owner != user.id) return Error(code).with_field(field);
    return {};
  };
  const auto by = [&](const db::Sql& sql, const std::optional<std::string>& key) {
    return [&session, &user, &sql, &key]() -> MaybeId {
      return store::find_id(session, sql, {user.pool_id, *key});
    };
  };
  TRY(check(user.username && user.username != before.username, errors::kUsernameTaken, "username",
            by(sql::find_user_id_by_username, user.username)));
  TRY(check(user.email && user.email != before.email, errors::kEmailTaken, "email",
            by(sql::find_user_id_by_email, user.email)));
  const bool phone_changed =
      user.phone && (user.phone != before.phone || user.phone_country_code != before.phone_country_code);
  TRY(check(phone_changed, errors::kPhoneTaken, "phone", [&]() -> MaybeId {
    return store::find_id(session, sql::find_user_id_by_phone,
                          {user.pool_id, *user.phone_country_code, *user.phone});
  }));
  TRY(check(user.external_id && user.external_id != before.external_id, errors::kExternalIdTaken,
            "externalId", by(sql::find_user_id_by_external_id, user.external_id)));
  return {};
}

Result<User> must_find(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  std::optional<User> user = TRY(store::find(session, pool_id, user_id));
  if (!user) return errors::kUserNotFound;
  return *std::move(user);
}

Result<void> must_touch(Result<std::int64_t> rows) {
  if (TRY(std::move(rows)) == 0) return errors::kUserNotFound;
  return {};
}

// JSON text in which an escape stands for NUL: \u0000 after an even number of backslashes.
bool holds_nul(std::string_view json) {
  constexpr std::string_view kEscape = "\\u0000";
  for (auto at = json.find(kEscape); at != std::string_view::npos; at = json.find(kEscape, at + 1)) {
    std::size_t before = at;
    while (before > 0 && json[before - 1] == '\\') --before;
    if ((at - before) % 2 == 0) return true;
  }
  return false;
}

// What anybody may write of their own is kept small: it travels with every reading of the user. And
// PostgreSQL cannot look into JSON that holds a NUL: one such user would break searches of the whole pool.
Result<void> check_free_data(const User& user) {
  const char* long_field = user.custom_data.size() > kFreeDataMax       ? "customData"
                           : user.metadata_source.size() > kFreeDataMax ? "metadata"
                                                                        : nullptr;
  if (long_field != nullptr)
    return Error(errors::kTooLong).with_field(long_field).with_arg(std::to_string(kFreeDataMax));
  const char* field = holds_nul(user.custom_data)       ? "customData"
                      : holds_nul(user.metadata_source) ? "metadata"
                                                        : nullptr;
  if (field == nullptr) return {};
  return Error(errors::kBadFormat).with_field(field).with_arg("free of the character U+0000");
}

}  // namespace

std::string_view text(Status status) {
  return kStatusTexts[static_cast<std::size_t>(status)];
}

std::optional<Status> parse_status(std::string_view text) {
  for (std::size_t i = 0; i < kStatusTexts.size(); ++i)
    if (kStatusTexts[i] == text) return static_cast<Status>(i);
  return std::nullopt;
}

Found find(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  return store::find(session, pool_id, user_id);
}

Found find_by_username(db::Session& session, std::string_view pool_id, std::string_view username) {
  return store::find_one(session, sql::find_user_by_username, {pool_id, normal_username(username)});
}

Found find_by_email(db::Session& session, std::string_view pool_id, std::string_view email) {
  return store::find_one(session, sql::find_user_by_email, {pool_id, normal_email(email)});
}

Found find_by_external_id(db::Session& session, std::string_view pool_id, std::string_view external_id) {
  return store::find_one(session, sql::find_user_by_external_id, {pool_id, external_id});
}

Found find_by_phone(db::Session& session, std::string_view pool_id, std::string_view country_code,
                    std::string_view number) {
  return store::find_one(session, sql::find_user_by_phone, {pool_id, country_code, number});
}

void expect_by_email(db::Session& session, std::string_view pool_id, std::string_view email) {
  session.expect(sql::find_user_by_email, {pool_id, normal_email(email)});
}

void expect_by_phone(db::Session& session, std::string_view pool_id, std::string_view country_code,
                     std::string_view number) {
  session.expect(sql::find_user_by_phone, {pool_id, country_code, number});
}

Found find_by_identity(db::Session& session, std::string_view pool_id, std::string_view ext_idp_id,
                       std::string_view provider, std::string_view user_id_in_idp) {
  const auto id = TRY(store::find_id(session, sql::find_user_id_by_identity,
                                     {pool_id, ext_idp_id, provider, user_id_in_idp}));
  return id ? store::find(session, pool_id, *id) : Found(std::nullopt);
}

Found find_by_phone_text(db::Session& session, std::string_view pool_id, std::string_view phone) {
  if (!looks_like_phone(phone)) return Found(std::nullopt);
  std::string digits;
  for (const char c : phone)
    if (c >= '0' && c <= '9') digits.push_back(c);
  if (phone.front() != '+') return find_by_phone(session, pool_id, "+86", digits);
  // Country codes have one to three digits and none begins another, so at most one split is somebody's
  // number.
  for (std::size_t size = 1; size <= 3; ++size) {
    auto found = TRY(find_by_phone(session, pool_id, "+" + digits.substr(0, size), digits.substr(size)));
    if (found) return found;
  }
  return Found(std::nullopt);
}

Found find_by_account(db::Session& session, std::string_view pool_id, std::string_view account) {
  if (check_email(account)) return find_by_email(session, pool_id, account);
  if (looks_like_phone(account)) return find_by_phone_text(session, pool_id, account);
  return find_by_username(session, pool_id, account);
}

Result<std::vector<Identity>> identities(db::Session& session, std::string_view pool_id,
                                         std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::list_user_identities, {pool_id, user_id}));
  std::vector<Identity> all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    all.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6),
                   row.text(7), row.maybe_text(8), row.maybe_text(9), row.integer(10)});
  }
  return all;
}

Result<std::optional<Status>> state(db::Session& session, std::string_view pool_id,
                                    std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_user_status, {pool_id, user_id}));
  if (rows.empty()) return std::optional<Status>{};
  return std::optional<Status>(parse_status(rows.front().view(0)).value_or(Status::kSuspended));
}

Result<void> may_sign_in(const User& user) {
  if (user.status != Status::kActivated) return errors::kUserDisabled;
  return {};
}

Result<bool> has_other_login_method(db::Session& session, const CredentialKeepers& keepers, const User& user,
                                    LoginMethod removed) {
  const bool phone = user.phone && removed != LoginMethod::kPhone;
  const bool email = user.email && removed != LoginMethod::kEmail;
  const bool password = user.password_hash && removed != LoginMethod::kPassword;
  const bool username = user.username && removed != LoginMethod::kUsername;
  if (phone || email || (password && username)) return true;
  const db::Rows rows = TRY(session.query(sql::count_user_identities, {user.pool_id, user.id}));
  if (rows.front().integer(0) > (removed == LoginMethod::kIdentity ? 1 : 0)) return true;
  for (const HasCredential has : keepers.sign_in)
    if (TRY(has(session, user.pool_id, user.id))) return true;
  return false;
}

Result<User> insert(db::Tx& tx, User user, std::int64_t now_ms) {
  TRY(check_free_data(user));
  if (user.id.empty()) user.id = new_id(now_ms);
  if (user.created_at == 0) user.created_at = now_ms;
  if (user.updated_at == 0) user.updated_at = now_ms;
  if (user.email) user.email = normal_email(*user.email);
  if (user.username) user.username = normal_username(*user.username);
  if (!TRY(store::insert(tx, user))) {
    TRY(refuse_clash(tx, user, {}));
    return Error(errors::kUserExists, "the id of the new user is taken");
  }
  TRY(search::add(tx, user));
  TRY(tx.post(sql::add_to_user_count, {user.pool_id, 1}));
  return user;
}

Result<void> update(db::Tx& tx, User user, std::int64_t now_ms) {
  TRY(check_free_data(user));
  const User before = TRY(must_find(tx, user.pool_id, user.id));
  if (user.email) user.email = normal_email(*user.email);
  if (user.username) user.username = normal_username(*user.username);
  user.created_at = before.created_at;
  user.updated_at = now_ms;
  if (user.status != before.status) user.status_changed_at = now_ms;
  // Asked first, because a clash in an UPDATE would end the unit. Nobody comes between: SQLite has one
  // writer, and PostgreSQL's serializable isolation makes the later of two such units fail and run again.
  TRY(refuse_clash(tx, user, before));
  if (before.password_hash && before.password_hash != user.password_hash)
    TRY(passwords::remember(tx, user.pool_id, user.id, *before.password_hash, now_ms));
  if (!TRY(store::update(tx, user))) return errors::kUserNotFound;
  return search::refresh(tx, before, user);
}

Result<void> bind_phone(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                        std::string_view country_code, std::string_view number, std::int64_t now_ms) {
  const User before = TRY(must_find(tx, pool_id, user_id));
  if (before.phone) return errors::kPhoneAlreadyBound;
  User after = before;
  after.phone_country_code = country_code;
  after.phone = number;
  TRY(refuse_clash(tx, after, before));
  const std::int64_t rows =
      TRY(tx.execute(sql::bind_user_phone, {pool_id, user_id, country_code, number, now_ms}));
  if (rows == 0) return errors::kPhoneAlreadyBound;
  return search::refresh(tx, before, after);
}

Result<void> set_phone(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                       std::string_view country_code, std::string_view number, bool verified,
                       std::int64_t now_ms) {
  const User before = TRY(must_find(tx, pool_id, user_id));
  User after = before;
  after.phone_country_code = country_code;
  after.phone = number;
  TRY(refuse_clash(tx, after, before));
  TRY(must_touch(
      tx.execute(sql::set_user_phone, {pool_id, user_id, country_code, number, verified, now_ms})));
  return search::refresh(tx, before, after);
}

Result<void> clear_phone(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                         std::int64_t now_ms) {
  const User before = TRY(must_find(tx, pool_id, user_id));
  if (TRY(tx.execute(sql::clear_user_phone, {pool_id, user_id, now_ms})) == 0) return errors::kPhoneNotBound;
  User after = before;
  after.phone.reset();
  after.phone_country_code.reset();
  return search::refresh(tx, before, after);
}

Result<void> trust_phone(db::Tx& tx, std::string_view pool_id, std::string_view user_id) {
  return must_touch(tx.execute(sql::trust_user_phone, {pool_id, user_id}));
}

Result<void> trust_email(db::Tx& tx, std::string_view pool_id, std::string_view user_id) {
  return must_touch(tx.execute(sql::trust_user_email, {pool_id, user_id}));
}

Result<void> set_email(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view email,
                       bool verified, std::int64_t now_ms) {
  const User before = TRY(must_find(tx, pool_id, user_id));
  User after = before;
  after.email = normal_email(email);
  TRY(refuse_clash(tx, after, before));
  TRY(must_touch(tx.execute(sql::set_user_email, {pool_id, user_id, *after.email, verified, now_ms})));
  return search::refresh(tx, before, after);
}

Result<void> clear_email(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                         std::int64_t now_ms) {
  const User before = TRY(must_find(tx, pool_id, user_id));
  if (TRY(tx.execute(sql::clear_user_email, {pool_id, user_id, now_ms})) == 0) return errors::kEmailNotBound;
  User after = before;
  after.email.reset();
  return search::refresh(tx, before, after);
}

Result<void> mark_phone_verified(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                 std::string_view country_code, std::string_view number,
                                 std::int64_t now_ms) {
  return tx.post(sql::mark_user_phone_verified, {pool_id, user_id, now_ms, country_code, number});
}

Result<void> mark_email_verified(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                 std::string_view email, std::int64_t now_ms) {
  return tx.post(sql::mark_user_email_verified, {pool_id, user_id, now_ms, normal_email(email)});
}

Result<void> set_password(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view hash, std::int64_t level, std::int64_t now_ms) {
  const User before = TRY(must_find(tx, pool_id, user_id));
  if (before.password_hash) TRY(passwords::remember(tx, pool_id, user_id, *before.password_hash, now_ms));
  return must_touch(tx.execute(sql::set_user_password, {pool_id, user_id, hash, level, now_ms}));
}

Result<void> clear_password(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                            std::int64_t now_ms) {
  const User before = TRY(must_find(tx, pool_id, user_id));
  if (before.password_hash) TRY(passwords::remember(tx, pool_id, user_id, *before.password_hash, now_ms));
  return must_touch(tx.execute(sql::clear_user_password, {pool_id, user_id, now_ms}));
}

Result<void> replace_password_hash(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                   std::string_view old_hash, std::string_view hash) {
  TRY(tx.post(sql::replace_user_password_hash, {pool_id, user_id, hash, old_hash}));
  return {};
}

Result<void> record_login(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                          std::string_view app_id, std::string_view client_ip, std::int64_t now_ms) {
  if (TRY(tx.changes_one(sql::record_user_login, {pool_id, user_id, now_ms, client_ip, app_id}))) return {};
  return TRY(state(tx, pool_id, user_id)) ? errors::kUserDisabled : errors::kUserNotFound;
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view user_id) {
  const std::optional<User> user = TRY(store::find(tx, pool_id, user_id));
  if (!user) return false;
  TRY(search::remove(tx, *user));
  TRY(tx.post(sql::delete_user, {pool_id, user_id}));
  TRY(tx.post(sql::add_to_user_count, {pool_id, -1}));
  return true;
}

Result<void> insert_identity(db::Tx& tx, std::string_view pool_id, const Identity& identity) {
  const auto sealed = [](const std::optional<std::string>& token) {
    return token ? std::optional<db::Blob>(db::Blob{*token}) : std::nullopt;
  };
  const std::int64_t rows = TRY(tx.execute(
      sql::insert_user_identity,
      {pool_id, identity.id, identity.user_id, identity.ext_idp_id, identity.provider, identity.type,
       identity.user_id_in_idp, identity.user_info, identity.origin_conn_ids, sealed(identity.access_token),
       sealed(identity.refresh_token), identity.created_at, identity.issuer}));
  if (rows == 0)
    return Error(errors::kConflict).with_arg(identity.ext_idp_id + ":" + identity.user_id_in_idp);
  return {};
}

}  // namespace genauth::users
