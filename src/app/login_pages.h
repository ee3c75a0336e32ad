// The hosted login pages as HTTP answers: their files, kept for good by browsers, and the page itself, kept
// by nobody.
#pragma once
#include <optional>
#include <string_view>

#include "net/http_message.h"
#include "web/web.h"

namespace genauth::app {

inline bool is_login_asset_path(std::string_view path) {
  return path.starts_with("/login-assets/");
}

// A file of the bundle at this decoded path, in the coding that the request takes; nothing if there is none.
// Thread-safe.
std::optional<net::Response> login_asset(const net::Request& request, std::string_view path);

// The page at /interaction/{id}. `shell.data` is the JSON that the page begins with, so that it asks for
// nothing to show itself: {"application": {id, name, …}, "state": State} or {…, "problem": an envelope
// without data}; empty, the page asks for its state. Thread-safe.
net::Response login_page(const web::PageShell& shell);

// The same for the account centre: {"application": {id, name}, "account": {id, name, …}, …}
// (web/account/main.tsx).
net::Response account_page(const web::PageShell& shell);

}  // namespace genauth::app
