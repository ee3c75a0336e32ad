#include "oidc/authorization_request.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/words.h"
#include "oidc/addresses.h"
#include "oidc/client_auth.h"
#include "oidc/parameters.h"
#include "oidc/pkce.h"
#include "oidc/resources.h"

namespace genauth::oidc {
namespace {

using Parsed = AuthorizationRequest;

constexpr std::size_t kMaxBytes = 2048;

struct Field {
  std::string_view name;
  std::string Parsed::*member;
  std::size_t max_bytes;
};

constexpr Field kFields[] = {
    {"response_type", &Parsed::response_type, 64},
    {"response_mode", &Parsed::response_mode, 64},
    {"scope", &Parsed::scope, kMaxBytes},
    {"nonce", &Parsed::nonce, 1024},
    {"prompt", &Parsed::prompt, 128},
    {"max_age", &Parsed::max_age, 16},
    {"id_token_hint", &Parsed::id_token_hint, 16 * 1024},
    {"login_hint", &Parsed::login_hint, kMaxBytes},
    {"ui_locales", &Parsed::ui_locales, 256},
    {"acr_values", &Parsed::acr_values, kMaxBytes},
    {"claims", &Parsed::claims, 4096},
    {"display", &Parsed::display, 64},
    {"code_challenge", &Parsed::code_challenge, 256},
    {"code_challenge_method", &Parsed::code_challenge_method, 64},
    {"dpop_jkt", &Parsed::dpop_jkt, 64},
    {"registration", &Parsed::registration, 16 * 1024},
};

Error refused(Kind kind, std::string why) {
  return {kind, std::move(why)};
}
Error invalid(std::string why) {
  return {Kind::kInvalidRequest, std::move(why)};
}

// OAuth 2.0 Multiple Response Type Encoding Practices §3, §4, §5. Nothing for what is no such type.
std::optional<ResponseType> response_type_of(std::string_view text) {
  ResponseType type;
  const std::vector<std::string_view> words = words_in(text);
  if (words.size() == 1 && words[0] == "none") return type;
  for (const std::string_view word : words) {
    bool* const part = word == "code"       ? &type.code
                       : word == "id_token" ? &type.id_token
                       : word == "token"    ? &type.token
                                            : nullptr;
    if (!part || *part) return std::nullopt;
    *part = true;
  }
  if (words.empty()) return std::nullopt;
  return type;
}

ResponseMode usual_way(bool bears_tokens) {
  return bears_tokens ? ResponseMode::kFragment : ResponseMode::kQuery;
}

// Multiple Response Types §2.1, Form Post Response Mode, JARM §2.3. Nothing for what is no such mode.
std::optional<Mode> mode_of(std::string_view text, bool bears_tokens) {
  constexpr std::string_view kJwt = ".jwt";
  Mode mode{usual_way(bears_tokens), text == "jwt" || text.ends_with(kJwt)};
  if (text.empty() || text == "jwt") return mode;
  if (mode.is_jwt) text.remove_suffix(kJwt.size());
  if (text == "query") {
    mode.way = ResponseMode::kQuery;
  } else if (text == "fragment") {
    mode.way = ResponseMode::kFragment;
  } else if (text == "form_post") {
    mode.way = ResponseMode::kFormPost;
  } else {
    return std::nullopt;
  }
  return mode;
}

// Multiple Response Types §2.1 and §5: tokens never travel in a query, where servers log them; not even by
// request, nor inside a JWT that is not encrypted (JARM §2.3.1). An answer to a request that is wrong itself
// goes the usual way of its kind.
Mode mode_for(std::string_view type_text, std::string_view mode_text) {
  const bool bears_tokens = type_text.find("token") != std::string_view::npos;
  std::optional<Mode> mode = mode_of(mode_text, bears_tokens);
  if (!mode) return {usual_way(bears_tokens)};
  if (bears_tokens && mode->way == ResponseMode::kQuery) mode->way = ResponseMode::kFragment;
  return *mode;
}

// Whether the grants of the application open it, and its list of response types, if it has one.
bool opens(const Client& client, const ResponseType& type) {
  const bool by_grant = type.code && type.bears_tokens() ? client.hybrid_grant
                        : type.bears_tokens()            ? client.implicit_grant
                                                         : client.code_grant;
  if (!by_grant || client.response_types.empty() || !(type.code || type.bears_tokens())) return by_grant;
  return std::ranges::any_of(client.response_types, [&](const std::string& each) {
    const auto known = response_type_of(each);
    return known && known->code == type.code && known->id_token == type.id_token &&
           known->token == type.token;
  });
}

Outcome<void> check_type(Parsed& wanted, const Client& client) {
  if (wanted.response_type.empty()) return invalid("response_type is missing");
  const auto type = response_type_of(wanted.response_type);
  if (!type) return refused(Kind::kUnsupportedResponseType, "there is no such response_type");
  wanted.type = *type;
  if (!opens(client, *type)) {
    return refused(Kind::kUnauthorizedClient, "this response_type is not enabled for the application");
  }
  // A token in an address is bound to nothing (RFC 9449 §5).
  if (type->token && (client.require_dpop || client.require_certificate)) {
    return invalid("the application takes tokens bound to its key, and none comes through a browser");
  }
  if (wanted.response_mode.empty()) return {};
  const auto mode = mode_of(wanted.response_mode, type->bears_tokens());
  if (!mode) return invalid("there is no such response_mode");
  if (type->bears_tokens() && mode->way == ResponseMode::kQuery) {
    return invalid("response_mode query is not allowed for a response_type with tokens");
  }
  return {};
}

// Core §3.1.2.1: `none` stands alone.
Outcome<void> check_prompt(Parsed& wanted) {
  const std::vector<std::string_view> words = words_in(wanted.prompt);
  Prompt& prompts = wanted.prompts;
  for (const std::string_view word : words) {
    bool* const one = word == "none"             ? &prompts.none
                      : word == "login"          ? &prompts.login
                      : word == "consent"        ? &prompts.consent
                      : word == "select_account" ? &prompts.select_account
                                                 : nullptr;
    if (!one) return invalid("prompt must be of none, login, consent, select_account");
    *one = true;
  }
  if (prompts.none && words.size() > 1) return invalid("prompt none excludes all others");
  return {};
}

Outcome<void> check_max_age(Parsed& wanted, const Client& client) {
  wanted.max_age_s = client.default_max_age_s;
  if (wanted.max_age.empty()) return {};
  wanted.max_age_s = parse_int(wanted.max_age);
  if (!wanted.max_age_s || *wanted.max_age_s < 0) return invalid("max_age must be a number of seconds");
  return {};
}

// Core §11: offline_access means a refresh token, which only a code can become. What is unknown is ignored
// (Core §3.1.2.1).
Outcome<void> keep_grantable_scope(Parsed& wanted, const Target& target,
                                   const std::vector<Resource>& resources) {
  if (is_plain_oauth(target.issuer)) {
    wanted.scope = account_scope(wanted.scope, target.scopes);
    return {};
  }
  wanted.scope = scope_for(target.client, wanted.scope, target.scopes, resources,
                           wanted.type.code && target.client.refresh_grant);
  if (wanted.scope.empty() && resources.empty() && !target.client.registered_scope.empty()) {
    return refused(Kind::kInvalidScope, "the application has not registered this scope");
  }
  return {};
}

Outcome<void> check_openid(const Parsed& wanted) {
  if (!wanted.type.id_token) return {};
  if (!has_scope(wanted.scope, "openid")) {
    return refused(Kind::kInvalidScope, "a response_type with id_token needs the scope openid");
  }
  // §3.2.2.1, §3.3.2.11: ties the ID token to the browser that began.
  if (wanted.nonce.empty()) return invalid("nonce is missing: a response_type with id_token needs one");
  return {};
}

Outcome<void> check_pkce(Parsed& wanted, const Client& client) {
  if (!wanted.type.code) {
    wanted.code_challenge.clear();
    wanted.code_challenge_method.clear();
    return {};
  }
  wanted.code_challenge_method =
      TRY(challenge_method(client, wanted.code_challenge, wanted.code_challenge_method));
  return {};
}

// RFC 9449 §10: a SHA-256 thumbprint.
Outcome<void> check_dpop(const Parsed& wanted) {
  if (wanted.dpop_jkt.empty()) return {};
  const auto bytes = unbase64url(wanted.dpop_jkt);
  if (!bytes || bytes->size() != 32) return invalid("dpop_jkt is not a SHA-256 thumbprint");
  return {};
}

// An address that the client has registered. Only plain OAuth, with a single one, may leave it out (RFC 6749
// §3.1.2.3, Core §3.1.2.1).
Outcome<void> read_redirect(const Pairs& parameters, Target& target) {
  const std::vector<std::string>& registered = target.client.redirect_uris;
  target.redirect_uri = TRY(single(parameters, "redirect_uri", kMaxBytes));
  target.redirect_uri_given = !target.redirect_uri.empty();
  if (target.redirect_uri_given) {
    if (is_registered_redirect(target.redirect_uri, registered, target.client.is_native)) return {};
    return invalid("redirect_uri is not one that the application has registered");
  }
  if (has_scope(TRY(single(parameters, "scope", kMaxBytes)), "openid") || registered.size() != 1 ||
      !is_sound_redirect(registered[0])) {
    return invalid("redirect_uri is missing");
  }
  target.redirect_uri = registered[0];
  return {};
}

}  // namespace

Outcome<Target> read_target(const Request& request, const Pairs& parameters, Ports& ports, Fetch fetch) {
  const std::string id = TRY(single(parameters, "client_id", kMaxBytes));
  if (id.empty()) return invalid("client_id is missing");
  Target target;
  target.client = TRY(find_client(request, id, ports, fetch));
  if (is_plain_oauth(request.issuer) && !target.client.plain_oauth) return no_plain_oauth();
  target.scopes = TRY(ports.clients.scopes(target.client));
  TRY(read_redirect(parameters, target));
  // Whatever is wrong with these is said below; the client shall learn it by its own state, if it has one.
  const auto text = [&](std::string_view name, std::size_t max_bytes) {
    Outcome<std::string> value = single(parameters, name, max_bytes);
    return value ? std::move(value).value() : std::string();
  };
  target.state = text("state", kMaxBytes);
  target.mode = mode_for(text("response_type", kMaxBytes), text("response_mode", kMaxBytes));
  target.issuer = request.issuer;
  return target;
}

Outcome<AuthorizationRequest> read_authorization(const Pairs& parameters, const Target& target,
                                                 const Ports& ports) {
  Parsed wanted;
  (void)TRY(single(parameters, "state", kMaxBytes));
  for (const Field& field : kFields) {
    wanted.*field.member = TRY(single(parameters, field.name, field.max_bytes));
  }
  if (!wanted.registration.empty()) {  // Core §7.2.1
    return refused(Kind::kRegistrationNotSupported, "registration is not supported");
  }
  TRY(check_type(wanted, target.client));
  if (is_plain_oauth(target.issuer) && (wanted.type.id_token || wanted.type.code == wanted.type.token)) {
    return refused(Kind::kUnsupportedResponseType, "plain OAuth has the response types code and token");
  }
  wanted.resources = TRY(read_resources(parameters));  // the one parameter that may come several times
  TRY(keep_grantable_scope(
      wanted, target, TRY(find_resources(target.client, target.issuer, wanted.resources, ports.resources))));
  TRY(check_openid(wanted));
  TRY(check_prompt(wanted));
  TRY(check_max_age(wanted, target.client));
  wanted.wanted_claims = TRY(parse_claims(wanted.claims));
  // What a client has not registered it does not get by the claim's own name either.
  if (const std::string& registered = target.client.registered_scope; !registered.empty())
    wanted.wanted_claims = limited(wanted.wanted_claims, [&](std::string_view claim) {
      return is_open(registered, claim, target.scopes);
    });
  TRY(check_pkce(wanted, target.client));
  TRY(check_dpop(wanted));
  return wanted;
}

}  // namespace genauth::oidc
