#include "oidc/authorization_response.h"

#include "base/encoding.h"
#include "crypto/digest.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kScript = "document.forms[0].submit()";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string encoded(const Pairs& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    out.append(out.empty() ? "" : "&").append(name).append("=").append(percent_encode(value));
  }
  return out;
}

// Codes and tokens stay out of caches, and the address that they came with out of Referer (RFC 9700 §4.2.4).
void keep_private(Response& response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Pragma", "no-cache");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
}

// 303 turns a POST into a GET; 307 would send a password on (RFC 9700 §4.12).
Response location(std::string address) {
  Response response{303, {{"Location", std::move(address)}}, ""};
  keep_private(response);
  return response;
}

// RFC 6749 §3.1.2: a query that the address has already stays.
std::string with_query(const std::string& address, const std::string& query) {
  const bool has_query = address.find('?') != std::string::npos;
  const bool is_open = address.back() == '?' || address.back() == '&';
  return address + (!has_query ? "?" : is_open ? "" : "&") + query;
}

// Runs one known script and nothing else; without scripts there is a button. There is no form-action in the
// policy: browsers apply it to the redirects of the receiver too.
Response posting_page(const std::string& address, const Pairs& parameters) {
  std::string page =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>GenAuth</title></head><body>"
      "<form method=\"post\" action=\"" +
      escaped(address) + "\">";
  for (const auto& [name, value] : parameters) {
    page += "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">";
  }
  page += "<noscript><button type=\"submit\">Continue</button></noscript></form><script>";
  page.append(kScript).append("</script></body></html>");
  static const std::string policy = "default-src 'none'; script-src 'sha256-" +
                                    base64(crypto::sha256(kScript)) +
                                    "'; base-uri 'none'; frame-ancestors 'none'";
  Response response{200, {{"Content-Type", "text/html; charset=utf-8"}}, std::move(page)};
  response.headers.emplace_back("Content-Security-Policy", policy);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  keep_private(response);
  return response;
}

// Errors of ports that mean something at the token endpoint only: the person may not have it.
Kind kind_in_redirect(Kind kind) {
  switch (kind) {
    case Kind::kInvalidClient:
    case Kind::kInvalidGrant:
    case Kind::kInvalidToken:
    case Kind::kInsufficientScope:
    case Kind::kNotFound: return Kind::kAccessDenied;
    default: return kind;
  }
}

}  // namespace

Response redirect_answer(const Target& target, Pairs parameters) {
  if (!target.state.empty()) parameters.emplace_back("state", target.state);
  parameters.emplace_back("iss", target.issuer);
  switch (target.mode) {
    case ResponseMode::kQuery: return location(with_query(target.redirect_uri, encoded(parameters)));
    case ResponseMode::kFragment: return location(target.redirect_uri + "#" + encoded(parameters));
    case ResponseMode::kFormPost: return posting_page(target.redirect_uri, parameters);
  }
  return page_error({Kind::kServerError, "there is no such response mode"});
}

Response redirect_error(const Target& target, const Error& error) {
  return redirect_answer(target, {{"error", std::string(code_of(kind_in_redirect(error.kind)))},
                                  {"error_description", error.description}});
}

Response page_error(const Error& error) {
  Response response = error_answer(error);
  if (response.status == 401) response.status = 400;  // no client that could authenticate is there to see it
  response.show_page = true;
  response.description = error.description;
  return response;
}

std::string half_hash(std::string_view id_token_alg, std::string_view text) {
  const std::string digest = id_token_alg == "EdDSA" ? crypto::sha512(text) : crypto::sha256(text);
  return base64url(std::string_view(digest).substr(0, digest.size() / 2));
}

}  // namespace genauth::oidc
