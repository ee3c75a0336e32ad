// Browsers that are signed in: what the cookie of single sign-on stands for. Sessions of applications come
// out of one (Grant::browser_id) and end with it.
//
// Whoever proves who they are in a browser gets a row without a secret (open_browser, in the unit of the
// sign-in). Only the answer that goes to that browser arms it with one: no secret that was known before the
// sign-in is worth anything after it, so a session cannot be fixed (RFC 6265 §8.4).
//
// Free functions are thread-safe. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::sessions {

struct NewBrowser {
  std::string_view pool_id, user_id, tenant_id;
  const std::vector<std::string>& amr;  // RFC 8176
  // How the person signed in, as StoredLoginAttempt has it: for the rules of the next application.
  const std::vector<std::string>&channels, &satisfied;
  std::int64_t auth_time = 0, now_ms = 0, expires_at = 0;
  std::string_view client_ip = {}, user_agent = {};
  std::string_view origin_user_id = {};  // who goes on as `user_id`, a public account; empty: nobody else
};
// The id of the new row, without a secret yet.
Result<std::string> open_browser(db::Tx& tx, const NewBrowser& browser);

// The same person proved who they are again: the row goes on with that, and its secret is worth nothing until
// it is armed again. False if it has ended or is not that user's.
Result<bool> renew_browser(db::Tx& tx, std::string_view id, const NewBrowser& browser);

// The cookie's value, "<id>.<secret>"; a value that was handed out before is worth nothing from now on.
// kTokenInvalid if the browser's session has ended.
Result<std::string> arm_browser(db::Tx& tx, std::string_view pool_id, std::string_view id,
                                std::int64_t now_ms);

struct Browser {
  std::string id, user_id, tenant_id;
  std::vector<std::string> amr, channels, satisfied;
  std::int64_t auth_time = 0, created_at = 0, expires_at = 0;
  std::string origin_user_id = {};  // likewise
};
// Nothing if the cookie is not one that stands, as of now; the secret is compared in constant time. Whether
// its user may still sign in is the caller's question.
Result<std::optional<Browser>> find_browser(db::Session& session, std::string_view pool_id,
                                            std::string_view cookie, std::int64_t now_ms);

// The same session at another host: "<id>.<mac>" of the cookie that arm_browser() gave. It needs no row, is
// worth nothing at any other host, and goes with the secret that it was made of.
std::string host_cookie(const crypto::Sealer& sealer, std::string_view pool_id, std::string_view cookie,
                        std::string_view host);
Result<std::optional<Browser>> find_browser_at(db::Session& session, const crypto::Sealer& sealer,
                                               std::string_view pool_id, std::string_view host_cookie,
                                               std::string_view host, std::int64_t now_ms);

// By its id, which proves nothing: for a browser that this very request proved otherwise.
Result<std::optional<Browser>> load_browser(db::Session& session, std::string_view pool_id,
                                            std::string_view id, std::int64_t now_ms);

// The browser that a session came out of; nothing where it came out of none, or that one is over.
Result<std::optional<Browser>> browser_of_session(db::Session& session, std::string_view pool_id,
                                                  std::string_view session_id, std::int64_t now_ms);

struct SignedIn {
  std::string id, client_ip, user_agent;
  std::int64_t auth_time = 0, expires_at = 0;
};
// Every browser in which the user is signed in, the newest first.
Result<std::vector<SignedIn>> browsers_of_user(db::Session& session, std::string_view pool_id,
                                               std::string_view user_id, std::int64_t now_ms);

// The session that an application has from this browser already; empty if it has none that stands.
Result<std::string> session_of_browser(db::Session& session, std::string_view pool_id,
                                       std::string_view user_id, std::string_view app_id,
                                       std::string_view browser_id, std::int64_t now_ms);

struct AppSession {
  std::string id, app_id;
};
// Every session that stands and came out of this browser.
Result<std::vector<AppSession>> sessions_of_browser(db::Session& session, std::string_view pool_id,
                                                    std::string_view user_id, std::string_view browser_id,
                                                    std::int64_t now_ms);

// Signs the browser out: itself, and the sessions and refresh tokens of every application that came out of
// it.
Result<void> end_browser(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms);
// The session, and the browser that it came out of if it did: signing out of a device.
Result<void> sign_out(db::Tx& tx, std::string_view pool_id, std::string_view session_id, std::int64_t now_ms);

}  // namespace genauth::sessions
