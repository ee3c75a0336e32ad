#include "oidc/session_management.h"

#include "base/encoding.h"
#include "base/html.h"
#include "crypto/digest.h"
#include "crypto/random.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kSaltBytes = 16;

// §3.2: "client_id session_state" comes in; "unchanged", "changed" or "error" goes out, to the page that
// asked and to nobody else. What is hashed is what session_state() hashes, with the origin that the browser
// vouches for in place of the address.
constexpr std::string_view kScript = R"js("use strict";
const cookie = document.documentElement.dataset.cookie;

function browserState() {
  for (const pair of document.cookie.split("; ")) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at) === cookie) return pair.slice(at + 1);
  }
  return "";
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function answer(data, origin) {
  const asked = typeof data === "string" ? /^([^ ]+) ([\w-]+)\.([\w-]+)$/.exec(data) : null;
  if (!asked || !crypto.subtle) return "error";
  const [, client, hash, salt] = asked;
  return (await digest([client, origin, browserState(), salt].join(" "))) === hash ? "unchanged" : "changed";
}

addEventListener("message", async ({ data, origin, source }) => {
  if (!source || source === window || origin === "null") return;
  source.postMessage(await answer(data, origin), origin);
});
)js";

// As browsers write it: the default port is left out. Empty: no page's address.
std::string web_origin(std::string_view uri) {
  const std::size_t scheme_end = uri.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string scheme = to_lower_ascii(uri.substr(0, scheme_end));
  if (scheme != "https" && scheme != "http") return {};
  std::string_view authority = uri.substr(scheme_end + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  const std::string_view usual_port = scheme == "https" ? ":443" : ":80";
  if (authority.ends_with(usual_port)) authority.remove_suffix(usual_port.size());
  return scheme + "://" + to_lower_ascii(authority);
}

}  // namespace

std::string session_state(std::string_view client_id, std::string_view redirect_uri,
                          std::string_view browser_state) {
  const std::string origin = web_origin(redirect_uri);
  if (origin.empty()) return {};
  const std::string salt = crypto::random_token(kSaltBytes);
  std::string text(client_id);
  text.append(" ").append(origin).append(" ").append(browser_state).append(" ").append(salt);
  return base64url(crypto::sha256(text)) + "." + salt;
}

Response check_session_frame(const Request& request, std::string_view cookie) {
  if (request.method != "GET") return method_not_allowed("GET");
  Response response;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                      // No frame-ancestors: every application's page may embed it, and it shows nothing.
                      {"Content-Security-Policy",
                       "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cache-Control", "no-store"}};
  response.body = "<!doctype html><html lang=\"en\" data-cookie=\"" + escape_html(cookie) +
                  "\"><head><meta charset=\"utf-8\"><title>GenAuth</title>"
                  "<script src=\"check.js\"></script></head><body></body></html>";
  return response;
}

Response check_session_script(const Request& request) {
  if (request.method != "GET") return method_not_allowed("GET");
  Response response;
  response.headers = {{"Content-Type", "text/javascript; charset=utf-8"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cross-Origin-Resource-Policy", "same-origin"},
                      {"Cache-Control", "public, max-age=300"}};
  response.body = kScript;
  return response;
}

}  // namespace genauth::oidc
