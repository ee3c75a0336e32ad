#include "connectors/social/engine.h"

#include <algorithm>

#include "base/encoding.h"
#include "connectors/social/plan.h"
#include "connectors/social/signing.h"
#include "connectors/social/variables.h"
#include "crypto/digest.h"
#include "gen/errors/identity_sources.h"

namespace genauth::social {
namespace {

constexpr std::string_view kGitlab = "https://gitlab.com";

Error invalid(std::string why) {
  return Error(errors::kSourceAnswerInvalid, std::move(why));
}

// Where the row says nothing: OpenID Connect Core §5.1, and what most plain OAuth 2.0 servers call things.
constexpr Claim kGenericClaims[] = {{"id:openid", "claims.sub"},
                                    {"id:openid", "user.sub"},
                                    {"id:openid", "user.id"},
                                    {"name", "claims.name"},
                                    {"name", "user.name"},
                                    {"nickname", "claims.nickname"},
                                    {"nickname", "user.nickname"},
                                    {"username", "claims.preferred_username"},
                                    {"username", "user.preferred_username"},
                                    {"photo", "claims.picture"},
                                    {"photo", "user.picture"},
                                    {"email", "claims.email"},
                                    {"email", "user.email"},
                                    {"email_verified", "claims.email_verified=true"},
                                    {"email_verified", "user.email_verified=true"},
                                    {"phone", "claims.phone_number"},
                                    {"phone", "user.phone_number"},
                                    {"phone_verified", "claims.phone_number_verified=true"},
                                    {"phone_verified", "user.phone_number_verified=true"}};
constexpr Check kSameSubject[] = {{"sub", "{claims.sub}"}};
// RFC 6749 §2.3.1: the parts of Basic are form-encoded.
constexpr Param kTokenByBasic[] = {{"grant_type", "authorization_code"},
                                   {"code", "{code}"},
                                   {"redirect_uri", "{redirect_uri}"},
                                   {"code_verifier", "{code_verifier}"}};
constexpr Param kTokenPublic[] = {{"grant_type", "authorization_code"},
                                  {"client_id", "{client_id}"},
                                  {"code", "{code}"},
                                  {"redirect_uri", "{redirect_uri}"},
                                  {"code_verifier", "{code_verifier}"}};
constexpr Param kBasicHeader[] = {{"Authorization", "Basic {basic}"}};
constexpr Param kFrontChannel[] = {{"response_type", "id_token"}, {"response_mode", "form_post"},
                                   {"client_id", "{client_id}"},  {"redirect_uri", "{redirect_uri}"},
                                   {"scope", "{scope}"},          {"state", "{state}"},
                                   {"nonce", "{nonce}"}};

std::string token_auth(const Settings& settings, const std::vector<std::string>& supported) {
  const std::string wanted = settings.text("token_auth");
  if (!wanted.empty()) return wanted;
  const auto has = [&](std::string_view name) {
    return std::ranges::find(supported, name) != supported.end();
  };
  // Discovery §3: without a list it is Basic.
  const bool is_oidc = settings.type != "oauth";
  const bool basic =
      is_oidc && (supported.empty() || has("client_secret_basic") || !has("client_secret_post"));
  return basic ? "client_secret_basic" : "client_secret_post";
}

bool is_generic(std::string_view type) {
  return type == "oidc" || type == "azure-ad" || type == "oauth";
}

std::optional<std::string> claim_value(const Variables& variables, std::string_view path) {
  const std::size_t equals = path.find('=');
  if (equals == std::string_view::npos) return variables.find(path);
  if (variables.find(path.substr(0, equals)) == path.substr(equals + 1)) return std::string("true");
  return std::nullopt;
}

void take_claim(Profile& profile, std::string_view field, std::string value) {
  if (value.size() > 2048) return;
  if (field.starts_with("id:")) {
    const std::string_view type = field.substr(3);
    const bool known =
        std::ranges::any_of(profile.subjects, [&](const Subject& s) { return s.type == type; });
    if (!known && value.size() <= 255) profile.subjects.push_back({std::string(type), std::move(value)});
  } else {
    profile.fields.emplace(field, std::move(value));  // of several the first counts
  }
}

// "https://gitlab.example.com" of an address on that server.
std::string origin_of(std::string_view url) {
  const std::size_t host = url.find("://");
  if (host == std::string_view::npos) return {};
  return to_lower_ascii(url.substr(0, url.find('/', host + 3)));
}

// Ids are unique at one server, or in one company: two of them are two sources of accounts, also where an
// administrator keeps both under one.
std::string issuer_of(const Settings& settings, const std::string& openid_issuer) {
  if (settings.type == "oauth") return origin_of(settings.text("token_endpoint"));
  if (is_generic(settings.type)) return openid_issuer;
  if (!settings.text("corp_id").empty()) return settings.text("corp_id");
  return origin_of(settings.text("base"));
}

bool is_verdict(std::string_view field) {
  return field == "email_verified" || field == "phone_verified";
}

// Whether a source's "verified" is about the very address that was taken: from the same answer of the source,
// and not one that the administrator's mapping took from elsewhere (which may be a name that people choose).
bool speaks_of(const Variables& variables, std::span<const Claim> claims, const Profile& mapped,
               const Profile& taken, const Claim& verdict) {
  const std::string_view address = verdict.field == "email_verified" ? "email" : "phone";
  if (mapped.fields.contains(address)) return false;
  const std::string_view object = verdict.path.substr(0, verdict.path.find('.'));
  for (const Claim& claim : claims) {
    if (claim.field != address) continue;
    const auto value = claim_value(variables, claim.path);
    if (!value || *value != taken.field(address)) continue;
    if (claim.path.substr(0, claim.path.find('.')) == object) return true;
  }
  return false;
}

}  // namespace

Variables variables_of(const Settings& settings, const Flow& flow) {
  Variables variables;
  for (const auto& [name, value] : settings.texts) variables.set(name, value);
  variables.set("redirect_uri", flow.redirect_uri);
  variables.set("state", flow.state);
  variables.set("nonce", flow.nonce);
  variables.set("code_verifier", flow.verifier);
  variables.set("code_challenge", flow.verifier.empty() ? "" : base64url(crypto::sha256(flow.verifier)));
  std::string base = settings.text("base");
  while (base.ends_with('/')) base.pop_back();
  variables.set("base", base.empty() ? std::string(kGitlab) : base);
  variables.set("basic", base64(percent_encode(settings.text("client_id")) + ":" +
                                percent_encode(settings.text("client_secret"))));
  return variables;
}

std::string Settings::text(std::string_view name) const {
  const auto found = texts.find(name);
  return found == texts.end() ? std::string() : found->second;
}

std::string Profile::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

Engine::Engine(Options options, const Clock& clock)
    : http_(std::move(options.http)),
      vendor_origin_(std::move(options.vendor_origin)),
      clock_(clock),
      issuers_(http_, clock) {}

bool Engine::answers_by_post(const Settings& settings) {
  if (is_generic(settings.type)) return settings.type != "oauth" && settings.text("mode") == "FRONT_CHANNEL";
  const Row* row = find_row(settings.type);
  return row != nullptr && row->form_post;
}

std::string_view Engine::code_param(const Settings& settings) {
  const Row* row = find_row(settings.type);
  return row != nullptr ? row->code_param : "code";
}

std::string Engine::at_vendor(std::string url) const {
  if (vendor_origin_.empty() || !url.starts_with("https://")) return url;
  return vendor_origin_ + "/" + url.substr(8);
}

Result<Engine::Plan> Engine::plan_of(const Settings& settings) const {
  Plan plan;
  if (!is_generic(settings.type)) {
    const Row* row = find_row(settings.type);
    if (row == nullptr) return invalid("no row for " + settings.type);
    plan.row = *row;
    plan.steps.assign(row->steps.begin(), row->steps.end());
    plan.issuer = plan.answers_as = row->issuer;
    plan.jwks = at_vendor(std::string(row->jwks));
    return plan;
  }
  const auto keep = [&](std::string text) -> std::string_view {
    return plan.texts.emplace_back(std::move(text));
  };
  const bool is_oidc = settings.type != "oauth";
  Metadata metadata;
  if (is_oidc) {
    metadata = TRY(issuers_.discover(settings.text("issuer")));
    plan.issuer = plan.answers_as = metadata.issuer;
    plan.jwks = metadata.jwks_uri;
    plan.names_issuer = metadata.names_issuer;
  } else {
    metadata.authorization_endpoint = settings.text("authorization_endpoint");
    metadata.token_endpoint = settings.text("token_endpoint");
    metadata.user_info_endpoint = settings.text("user_info_endpoint");
    plan.answers_as = settings.text("issuer");
    plan.names_issuer = !plan.answers_as.empty();
  }
  plan.row = {.type = settings.type, .source = settings.type, .claims = kGenericClaims};
  plan.row.authorize = keep(metadata.authorization_endpoint);
  plan.row.authorize_params =
      is_oidc ? std::span<const Param>(kAuthorizeOidc) : std::span<const Param>(kAuthorize);
  plan.row.scope = is_oidc ? "openid profile email" : "";
  plan.front_channel = answers_by_post(settings);
  if (plan.front_channel) {
    plan.row.authorize_params = kFrontChannel;
    return plan;
  }
  const std::string auth = token_auth(settings, metadata.token_auth_methods);
  Step token{.name = "token", .url = keep(metadata.token_endpoint), .send = Send::kForm, .params = kToken};
  if (auth == "client_secret_basic") token.params = kTokenByBasic, token.headers = kBasicHeader;
  if (auth == "none") token.params = kTokenPublic;
  plan.steps.push_back(token);
  if (!metadata.user_info_endpoint.empty()) {
    Step user{.name = "user", .url = keep(metadata.user_info_endpoint)};
    if (settings.text("user_info_place") == "query") {
      user.params = kQueryToken;
    } else {
      user.headers = kBearer;
    }
    if (is_oidc) user.checks = kSameSubject;  // Core §5.3.2
    plan.steps.push_back(user);
  }
  return plan;
}

Result<std::string> Engine::authorize_url(const Settings& settings, const Flow& flow) const {
  const Plan plan = TRY(plan_of(settings));
  if (plan.row.authorize.empty()) return invalid(settings.type + " is not for browsers");
  Variables variables = variables_of(settings, flow);
  const std::string scope = settings.text("scope");
  variables.set("scope", scope.empty() ? std::string(plan.row.scope) : scope);
  std::string url = at_vendor(*variables.expand(plan.row.authorize));
  char separator = url.find('?') == std::string::npos ? '?' : '&';
  for (const Param& param : plan.row.authorize_params) {
    const auto value = variables.expand(param.value);
    if (!value) continue;
    url.append(1, separator).append(param.name).append("=").append(percent_encode(*value));
    separator = '&';
  }
  return url.append(plan.row.authorize_tail);
}

Result<Profile> Engine::run(const Plan& plan, const Settings& settings, std::span<const Step> steps,
                            Variables variables, std::string_view nonce) const {
  const auto prove = [&]() -> Result<void> {
    const std::string client_id = settings.text("client_id");
    const std::string access_token = variables.find("token.access_token").value_or("");
    const auto id_token = variables.find(plan.front_channel ? "id_token" : "token.id_token");
    if (!id_token) return invalid("no ID token");
    const Expected expected{plan.issuer, client_id, nonce, access_token};
    variables.set_answer("claims", TRY(issuers_.verify(*id_token, plan.jwks, expected)));
    return {};
  };
  if (plan.front_channel) TRY(prove());
  for (const Step& step : steps) {
    if (!step.when.empty() && !variables.find(step.when)) continue;
    Result<json::Value> answer = ask(step, variables);
    if (!answer && step.optional) continue;
    variables.set_answer(step.name, TRY(std::move(answer)));
    if (step.name == "user" || step.name == "emails") continue;
    if (const auto token = variables.find("token.access_token"))
      variables.set("appsecret_proof", facebook_proof(*token, settings.text("client_secret")));
    if (step.name == "token" && !plan.issuer.empty()) TRY(prove());
  }
  return profile_of(plan, settings, variables);
}

Result<Profile> Engine::profile_of(const Plan& plan, const Settings& settings,
                                   const Variables& variables) const {
  Profile profile;
  profile.issuer = issuer_of(settings, plan.issuer);
  for (const auto& [field, path] : settings.mapping)
    if (auto value = claim_value(variables, path)) take_claim(profile, field, *std::move(value));
  const Profile mapped = profile;
  for (const Claim& claim : plan.row.claims)
    if (!is_verdict(claim.field))
      if (auto value = claim_value(variables, claim.path))
        take_claim(profile, claim.field, *std::move(value));
  for (const Claim& claim : plan.row.claims)
    if (is_verdict(claim.field) && speaks_of(variables, plan.row.claims, mapped, profile, claim))
      if (auto value = claim_value(variables, claim.path))
        take_claim(profile, claim.field, *std::move(value));
  if (profile.subjects.empty()) return invalid("the source named no account");
  profile.email_verified = profile.field("email_verified") == "true";
  profile.phone_verified = profile.field("phone_verified") == "true";
  profile.raw = variables.answers();
  profile.access_token = variables.find("token.access_token").value_or("");
  profile.refresh_token = variables.find("token.refresh_token").value_or("");
  return profile;
}

// RFC 9207 §2.4, before the code is shown to anybody: it may be one of another provider (mix-up).
Result<void> Engine::check_issuer(const Plan& plan, const Answer& answer, std::string_view authorize_url) {
  if (answer.issuer.empty()) {
    if (plan.front_channel || !plan.names_issuer) return {};
    return invalid("the answer names no issuer");
  }
  const bool is_source = plan.answers_as.empty() ? origin_of(answer.issuer) == origin_of(authorize_url)
                                                 : answer.issuer == plan.answers_as;
  if (is_source) return {};
  return invalid("the answer is of issuer " + answer.issuer);
}

Result<Profile> Engine::finish(const Settings& settings, const Flow& flow, const Answer& answer) const {
  const Plan plan = TRY(plan_of(settings));
  Variables variables = variables_of(settings, flow);
  variables.set("code", answer.code);
  variables.set("id_token", answer.id_token);
  if (!answer.posted.empty())
    if (auto posted = json::Value::parse(answer.posted)) variables.set_answer("posted", *std::move(posted));
  if (settings.type == "apple:web")
    variables.set("apple_secret", TRY(apple_client_secret(settings.text("team_id"), settings.text("key_id"),
                                                          settings.text("private_key"),
                                                          settings.text("client_id"), clock_.now_ms())));
  if (settings.type == "dingtalk:sns") {
    const std::string timestamp = std::to_string(clock_.now_ms());
    variables.set("timestamp", timestamp);
    variables.set("dingtalk_signature", dingtalk_signature(settings.text("client_secret"), timestamp));
  }
  if (!plan.front_channel && answer.code.empty()) return invalid("no code");
  TRY(check_issuer(plan, answer, variables.expand(plan.row.authorize).value_or("")));
  return run(plan, settings, plan.steps, std::move(variables), flow.nonce);
}

Result<Profile> Engine::by_mobile_code(const Settings& settings, std::string_view code) const {
  return finish(settings, {}, {.code = std::string(code)});
}

Result<Profile> Engine::by_access_token(const Settings& settings, std::string_view access_token,
                                        std::string_view id_token) const {
  const Plan plan = TRY(plan_of(settings));
  if (plan.row.token_steps.empty()) return invalid(settings.type + " takes no access token");
  Variables variables = variables_of(settings, {});
  json::Value token;
  token.set("access_token", access_token);
  variables.set_answer("token", std::move(token));
  variables.set("id_token", std::string(id_token));
  variables.set("appsecret_proof", facebook_proof(access_token, settings.text("client_secret")));
  return run(plan, settings, plan.row.token_steps, std::move(variables), "");
}

// opendocs.alipay.com/open/218/105325: what the app hands to Alipay's SDK.
Result<std::string> Engine::alipay_auth_info(const Settings& settings, std::string_view target_id) const {
  const Pairs pairs = {{"apiname", "com.alipay.account.auth"},
                       {"app_id", settings.text("client_id")},
                       {"app_name", "mc"},
                       {"auth_type", "AUTHACCOUNT"},
                       {"biz_type", "openservice"},
                       {"method", "alipay.open.auth.sdk.code.get"},
                       {"pid", settings.text("partner_id")},
                       {"product_id", "APP_FAST_LOGIN"},
                       {"scope", "kuaijie"},
                       {"sign_type", "RSA2"},
                       {"target_id", std::string(target_id)}};
  const std::string text = alipay_text(pairs);
  const std::string signature = TRY(alipay_sign(settings.text("private_key"), text));
  return text + "&sign=" + percent_encode(signature);
}

}  // namespace genauth::social
