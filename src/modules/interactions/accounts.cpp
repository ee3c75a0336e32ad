#include "modules/interactions/accounts.h"

#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/sql/interactions.h"
#include "json/codec.h"
#include "modules/pools/pools.h"
#include "modules/users/masked.h"
#include "modules/users/users.h"

namespace genauth::interactions {
namespace {

constexpr std::size_t kValueMax = 2048;
constexpr std::string_view kPurpose = "remembered-account";

crypto::Place place_in(std::string_view pool_id) {
  return {.pool = pool_id, .table = "browser", .column = "accounts", .row = ""};
}

// The page names accounts by this: it tells no user id, and is worth nothing in another pool.
std::string id_of(const api::Call& call, std::string_view user_id) {
  const std::string key = call.service<const crypto::Sealer>().derive(kPurpose);
  const std::string mac = crypto::hmac_sha256(key, std::string(call.pool_id).append("|").append(user_id));
  return base64url(std::string_view(mac).substr(0, 12));
}

std::string method_of(const std::vector<std::string>& channels) {
  const std::string_view first = channels.empty() ? std::string_view() : channels.front();
  if (first == "PASSWORD" || first == "PASSKEY" || first == "QRCODE") return std::string(first);
  if (first == "SMS") return "PHONE_CODE";
  return first == "EMAIL" ? "EMAIL_CODE" : "OTHER";
}

// The user behind it, as of now.
Result<std::optional<users::User>> person_of(db::Session& session, std::string_view pool_id,
                                             const dto::StoredRememberedAccount& account) {
  auto user = TRY(users::find(session, pool_id, account.user_id));
  if (!user || !users::may_sign_in(*user)) return std::optional<users::User>();
  const db::Rows forgotten = TRY(session.query(sql::find_forgotten_account, {pool_id, account.user_id}));
  if (!forgotten.empty() && forgotten.front().integer(0) >= account.at) return std::optional<users::User>();
  return user;
}

bool has_text(const std::optional<std::string>& text) {
  return text && !text->empty();
}

std::string name_of(const users::User& user) {
  for (const auto* name : {&user.nickname, &user.name, &user.username})
    if (has_text(*name)) return **name;
  if (has_text(user.email)) return users::masked_email(*user.email);
  return has_text(user.phone) ? users::masked_phone(*user.phone) : std::string("?");
}

std::string number_of(const users::User& user) {
  return user.phone_country_code.value_or("").append(user.phone.value_or(""));
}

std::string hint_for(const applications::Application& application, const users::User& user,
                     std::string_view method) {
  if (method == "PHONE_CODE" && has_text(user.phone)) return number_of(user);
  if (method == "EMAIL_CODE" && has_text(user.email)) return *user.email;
  if (has_text(user.username) && application.allows("USERNAME_PASSWORD")) return *user.username;
  if (has_text(user.email)) return *user.email;
  return has_text(user.phone) ? number_of(user) : user.username.value_or("");
}

}  // namespace

std::string accounts_cookie(std::string_view pool_id) {
  return std::string("__Host-genauth-accounts-").append(pool_id);
}

Remembered open_accounts(const crypto::Sealer& sealer, std::string_view pool_id, std::string_view value,
                         std::int64_t now_ms) {
  if (value.empty() || value.size() > kValueMax) return {};
  const auto blob = unbase64url(value);
  if (!blob) return {};
  const Result<std::string> text = sealer.open(*blob, place_in(pool_id));
  if (!text) return {};
  const auto document = json::Document::parse(*text);
  if (!document) return {};
  auto kept = json::decode<dto::StoredRememberedAccounts>(*document);
  if (!kept) return {};
  std::erase_if(kept->accounts, [&](const auto& each) { return each.at + kRememberedMs <= now_ms; });
  return std::move(kept->accounts);
}

api::Cookie cookie_of(const crypto::Sealer& sealer, std::string_view pool_id, const Remembered& accounts) {
  api::Cookie cookie{.name = accounts_cookie(pool_id), .value = "", .max_age_s = 0};
  if (accounts.empty()) return cookie;
  dto::StoredRememberedAccounts kept;
  kept.accounts = accounts;
  cookie.value = base64url(sealer.seal(json::encode(kept), place_in(pool_id)));
  cookie.max_age_s = kRememberedMs / 1000;
  return cookie;
}

Remembered with_account(Remembered accounts, std::string_view user_id,
                        const std::vector<std::string>& channels, std::int64_t now_ms) {
  std::erase_if(accounts, [&](const auto& each) { return each.user_id == user_id; });
  accounts.insert(accounts.begin(), {std::string(user_id), method_of(channels), now_ms});
  if (accounts.size() > kRememberedMax) accounts.resize(kRememberedMax);
  return accounts;
}

Result<Remembered> accounts_of(const api::Call& call, db::Session& session) {
  const auto value = call.cookie(accounts_cookie(call.pool_id));
  if (!value || !TRY(pools::find(session, call.pool_id)).settings.account_switch) return Remembered();
  return open_accounts(call.service<const crypto::Sealer>(), call.pool_id, *value, call.now_ms);
}

Result<std::vector<dto::HostedRememberedAccountDto>> shown_accounts(const api::Call& call,
                                                                    db::Session& session,
                                                                    const Remembered& accounts,
                                                                    std::string_view but) {
  std::vector<dto::HostedRememberedAccountDto> shown;
  for (const dto::StoredRememberedAccount& each : accounts) {
    if (each.user_id == but) continue;
    const auto user = TRY(person_of(session, call.pool_id, each));
    if (!user) continue;
    dto::HostedRememberedAccountDto& account = shown.emplace_back();
    account.accountId = id_of(call, each.user_id);
    account.name = name_of(*user);
    account.photo = user->photo;
    if (has_text(user->email)) account.email = users::masked_email(*user->email);
    if (has_text(user->phone)) account.phone = users::masked_phone(*user->phone);
    account.method = each.method;
  }
  return shown;
}

Result<std::optional<std::string>> hint_of(const api::Call& call, db::Session& session,
                                           const applications::Application& application,
                                           const Remembered& accounts, std::string_view account_id) {
  for (const dto::StoredRememberedAccount& each : accounts) {
    if (id_of(call, each.user_id) != account_id) continue;
    const auto user = TRY(person_of(session, call.pool_id, each));
    if (user) return std::optional(hint_for(application, *user, each.method));
  }
  return std::optional<std::string>();
}

Remembered without_account(const api::Call& call, Remembered accounts,
                           const std::optional<std::string>& account_id) {
  if (!account_id) return {};
  std::erase_if(accounts, [&](const auto& each) { return id_of(call, each.user_id) == *account_id; });
  return accounts;
}

Result<void> forget_in_all_browsers(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                    std::int64_t now_ms) {
  TRY(tx.post(sql::put_forgotten_account, {pool_id, user_id, now_ms}));
  return {};
}

}  // namespace genauth::interactions
