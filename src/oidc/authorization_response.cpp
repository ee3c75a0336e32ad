#include "oidc/authorization_response.h"

#include "base/encoding.h"
#include "base/html.h"
#include "crypto/digest.h"
#include "oidc/parameters.h"

namespace genauth::oidc {
namespace {

constexpr std::string_view kScript = "document.forms[0].submit()";

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

// Runs one known script and nothing else; without scripts there is a button. There is no form-action in the
// policy: browsers apply it to the redirects of the receiver too.
Response posting_page(const std::string& address, const Pairs& parameters) {
  std::string page =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>GenAuth</title></head><body>"
      "<form method=\"post\" action=\"" +
      escape_html(address) + "\">";
  for (const auto& [name, value] : parameters) {
    page += "<input type=\"hidden\" name=\"" + escape_html(name) + "\" value=\"" + escape_html(value) + "\">";
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

Response sent_off(const Target& target, const Pairs& parameters) {
  switch (target.mode.way) {
    case ResponseMode::kQuery: return location(with_query(target.redirect_uri, parameters));
    case ResponseMode::kFragment: return location(target.redirect_uri + "#" + form_encoded(parameters));
    case ResponseMode::kFormPost: return posting_page(target.redirect_uri, parameters);
  }
  return page_error({Kind::kServerError, "there is no such response mode"});
}

// JARM §2.1: for the client, for ten minutes. Without a signer nothing may leave in its place.
Outcome<std::string> signed_parameters(const Target& target, const Pairs& parameters, Ports& ports) {
  if (!ports.signer) return Error{Kind::kInvalidRequest, "signed responses are not supported"};
  const std::int64_t until_s = ports.clock.now_ms() / 1000 + 600;
  std::string claims = R"({"iss":)" + json_quote(target.issuer) + R"(,"aud":)" +
                       json_quote(target.client.id) + R"(,"exp":)" + std::to_string(until_s);
  for (const auto& [name, value] : parameters) {
    const bool is_number = name == "expires_in";
    claims += "," + json_quote(name) + ":" + (is_number ? value : json_quote(value));
  }
  return ports.signer->sign(target.client, target.client.authorization_alg, "JWT", claims + "}");
}

}  // namespace

Response redirect_answer(const Target& target, Pairs parameters, Ports& ports) {
  if (!target.state.empty()) parameters.emplace_back("state", target.state);
  if (!target.session_state.empty()) parameters.emplace_back("session_state", target.session_state);
  if (!target.mode.is_jwt) {
    parameters.emplace_back("iss", target.issuer);
    return sent_off(target, parameters);
  }
  Outcome<std::string> jwt = signed_parameters(target, parameters, ports);
  if (!jwt) return page_error(jwt.error());
  return sent_off(target, {{"response", *std::move(jwt)}});
}

Response redirect_error(const Target& target, const Error& error, Ports& ports) {
  return redirect_answer(target,
                         {{"error", std::string(code_of(kind_in_redirect(error.kind)))},
                          {"error_description", error.description}},
                         ports);
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
