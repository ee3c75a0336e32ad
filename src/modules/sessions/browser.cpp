#include "modules/sessions/browser.h"

#include "base/encoding.h"
#include "base/id.h"
#include "base/words.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/sql/sessions.h"
#include "modules/sessions/sessions.h"

namespace genauth::sessions {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::string_view kHostPurpose = "browser-session.host";

struct Known {
  Browser browser;
  std::string secret_hash;
};

Result<std::optional<Known>> find(db::Session& session, std::string_view pool_id, std::string_view id,
                                  std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::find_browser, {pool_id, id, now_ms}));
  if (rows.empty()) return std::optional<Known>();
  const db::Row row = rows.front();
  return std::optional(Known{{.id = std::string(id),
                              .user_id = row.text(1),
                              .tenant_id = row.text(2),
                              .amr = split_words(row.view(3)),
                              .channels = split_words(row.view(7)),
                              .satisfied = split_words(row.view(8)),
                              .auth_time = row.integer(4),
                              .created_at = row.integer(5),
                              .expires_at = row.integer(6),
                              .origin_user_id = row.text(9)},
                             row.text(0)});
}

std::string mac_at(std::string_view key, std::string_view pool_id, std::string_view id, std::string_view host,
                   std::string_view secret_hash) {
  const std::string text = std::string(pool_id).append("|").append(id).append("|").append(host).append("|");
  return base64url(crypto::hmac_sha256(key, text + base64url(secret_hash)));
}

}  // namespace

Result<std::string> open_browser(db::Tx& tx, const NewBrowser& browser) {
  const std::string id = new_id(browser.now_ms);
  TRY(tx.post(
      sql::insert_browser,
      {browser.pool_id, id, browser.user_id, browser.tenant_id, join_words(browser.amr), browser.auth_time,
       browser.now_ms, browser.expires_at, join_words(browser.channels), join_words(browser.satisfied),
       browser.client_ip, browser.user_agent, browser.origin_user_id}));
  return id;
}

Result<bool> renew_browser(db::Tx& tx, std::string_view id, const NewBrowser& browser) {
  return TRY(tx.execute(sql::renew_browser,
                        {browser.pool_id, id, browser.user_id, browser.tenant_id, join_words(browser.amr),
                         browser.auth_time, browser.expires_at, browser.now_ms, join_words(browser.channels),
                         join_words(browser.satisfied), browser.client_ip, browser.user_agent,
                         browser.origin_user_id})) == 1;
}

Result<std::string> arm_browser(db::Tx& tx, std::string_view pool_id, std::string_view id,
                                std::int64_t now_ms) {
  const std::string secret = crypto::random_token(kSecretBytes);
  const std::string hash = crypto::sha256(secret);
  if (TRY(tx.execute(sql::arm_browser, {pool_id, id, db::Blob{hash}, now_ms})) != 1)
    return Error(errors::kTokenInvalid, "the browser's session has ended");
  return std::string(id) + "." + secret;
}

Result<std::optional<Browser>> find_browser(db::Session& session, std::string_view pool_id,
                                            std::string_view cookie, std::int64_t now_ms) {
  const std::size_t dot = cookie.find('.');
  if (dot == std::string_view::npos || !is_id(cookie.substr(0, dot))) return std::optional<Browser>();
  auto known = TRY(find(session, pool_id, cookie.substr(0, dot), now_ms));
  if (!known || !crypto::equal_constant_time(crypto::sha256(cookie.substr(dot + 1)), known->secret_hash))
    return std::optional<Browser>();
  return std::optional(std::move(known->browser));
}

std::string host_cookie(const crypto::Sealer& sealer, std::string_view pool_id, std::string_view cookie,
                        std::string_view host) {
  const std::size_t dot = cookie.find('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view id = cookie.substr(0, dot);
  const std::string hash = crypto::sha256(cookie.substr(dot + 1));
  return std::string(id).append(".").append(mac_at(sealer.derive(kHostPurpose), pool_id, id, host, hash));
}

Result<std::optional<Browser>> find_browser_at(db::Session& session, const crypto::Sealer& sealer,
                                               std::string_view pool_id, std::string_view host_cookie,
                                               std::string_view host, std::int64_t now_ms) {
  const std::size_t dot = host_cookie.find('.');
  if (dot == std::string_view::npos || !is_id(host_cookie.substr(0, dot))) return std::optional<Browser>();
  auto known = TRY(find(session, pool_id, host_cookie.substr(0, dot), now_ms));
  if (!known || known->secret_hash.empty()) return std::optional<Browser>();
  for (const std::string& key : sealer.derive_all(kHostPurpose))
    if (crypto::equal_constant_time(mac_at(key, pool_id, known->browser.id, host, known->secret_hash),
                                    host_cookie.substr(dot + 1)))
      return std::optional(std::move(known->browser));
  return std::optional<Browser>();
}

Result<std::optional<Browser>> load_browser(db::Session& session, std::string_view pool_id,
                                            std::string_view id, std::int64_t now_ms) {
  auto known = TRY(find(session, pool_id, id, now_ms));
  if (!known) return std::optional<Browser>();
  return std::optional(std::move(known->browser));
}

Result<std::optional<Browser>> browser_of_session(db::Session& session, std::string_view pool_id,
                                                  std::string_view session_id, std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::find_browser_of_session, {pool_id, session_id}));
  if (rows.empty() || rows.front().view(0).empty()) return std::optional<Browser>();
  return load_browser(session, pool_id, rows.front().text(0), now_ms);
}

Result<std::vector<SignedIn>> browsers_of_user(db::Session& session, std::string_view pool_id,
                                               std::string_view user_id, std::int64_t now_ms) {
  const db::Rows rows = TRY(session.query(sql::browsers_of_user, {pool_id, user_id, now_ms}));
  std::vector<SignedIn> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    found.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4)});
  }
  return found;
}

Result<std::string> session_of_browser(db::Session& session, std::string_view pool_id,
                                       std::string_view user_id, std::string_view app_id,
                                       std::string_view browser_id, std::int64_t now_ms) {
  const db::Rows rows =
      TRY(session.query(sql::session_of_browser, {pool_id, user_id, app_id, browser_id, now_ms}));
  return rows.empty() ? std::string() : rows.front().text(0);
}

Result<std::vector<AppSession>> sessions_of_browser(db::Session& session, std::string_view pool_id,
                                                    std::string_view user_id, std::string_view browser_id,
                                                    std::int64_t now_ms) {
  const db::Rows rows =
      TRY(session.query(sql::live_sessions_of_browser, {pool_id, user_id, browser_id, now_ms}));
  std::vector<AppSession> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back({rows[i].text(0), rows[i].text(1)});
  return found;
}

Result<void> end_browser(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms) {
  TRY(tx.post(sql::end_browser, {pool_id, id, now_ms}));
  TRY(tx.post(sql::end_refresh_tokens_of_browser, {pool_id, id, now_ms}));
  TRY(tx.post(sql::end_sessions_of_browser, {pool_id, id, now_ms}));
  return {};
}

Result<void> sign_out(db::Tx& tx, std::string_view pool_id, std::string_view session_id,
                      std::int64_t now_ms) {
  TRY(end_session(tx, pool_id, session_id, now_ms));
  const db::Rows rows = TRY(tx.query(sql::find_browser_of_session, {pool_id, session_id}));
  if (rows.empty() || rows.front().view(0).empty()) return {};
  return end_browser(tx, pool_id, rows.front().text(0), now_ms);
}

}  // namespace genauth::sessions
