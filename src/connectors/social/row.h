// What the engine knows of one kind of connection, as data: where people are sent, how their code becomes an
// account, and which member of the answers means what. One row per connection type (rows_*.cpp); generic OIDC
// and OAuth 2.0 make theirs from what the administrator entered (generic.h).
//
// Values are templates: "{client_id}" stands for a variable of the connection or of the flow,
// "{token.openid}" for a member of the answer of the step named token. A parameter that is one variable
// without a value is left out.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace genauth::social {

struct Param {
  std::string_view name, value;
};

// kAlipay: a form whose parameters are signed with the application's key, and whose answer is signed too.
// kYidun: a form with a digest over its parameters and the secret.
enum class Send : std::uint8_t { kGet, kForm, kJson, kAlipay, kYidun };

// The answer is refused unless `path` has that value (a template).
struct Check {
  std::string_view path, value;
  bool may_be_absent = false;
};

// One request to the vendor.
struct Step {
  std::string_view name, url;
  Send send = Send::kGet;
  std::span<const Param> params = {}, headers = {};
  std::string_view root = {};  // the member of the answer that holds it; empty: all of it
  std::string_view pick = {};  // of a list: the first element with "member=value"
  std::span<const Check> checks = {};
  bool optional = false;       // a refusal leaves the account without what this step would have told
  std::string_view when = {};  // left out unless that variable has a value
};

// Where a field of the account stands in the answers. "path=value" is true where the member has that value;
// "'text" is the text itself. Of several rows for one field the first with a value counts.
struct Claim {
  std::string_view field, path;
};

struct Row {
  std::string_view type, source;    // connection type, source type
  std::string_view authorize = {};  // empty: not for browsers
  std::span<const Param> authorize_params = {};
  std::string_view authorize_tail = {}, scope = {}, code_param = "code";
  std::span<const Step> steps = {};
  // Where a mobile app brings an access token: instead of `steps`, and they prove that it was issued for us.
  std::span<const Step> token_steps = {};
  // An ID token among the answers ("token.id_token") is checked against these; empty: there is none.
  std::string_view issuer = {}, jwks = {};
  std::span<const Claim> claims = {};
  std::span<const std::string_view> needs = {};  // fields that a connection cannot do without
  bool form_post = false;                        // the answer arrives as a cross-site POST
};

// How a mobile app's proof becomes an account: `connection` as /signin-by-mobile names it, the connection
// type, and the row whose steps and claims it uses. Several connections may be for one type.
struct MobileRow {
  std::string_view connection, type, base;
  bool takes_code = true;  // false: an access token
};

std::span<const Row> western_rows();
std::span<const Row> chinese_rows();
std::span<const Row> tencent_rows();
std::span<const Row> app_rows();  // of mini programs and apps: never for browsers
std::span<const MobileRow> mobile_rows();

// nullptr: no such row.
const Row* find_row(std::string_view type);
const MobileRow* find_mobile_row(std::string_view type);
// Whether what an app brings as `connection` may be for a connection of that type; and whether anything can
// be.
bool serves(std::string_view connection, std::string_view type);
bool is_served(std::string_view connection);

inline constexpr std::string_view kOauthNeeds[] = {"clientId", "clientSecret"};
inline constexpr Param kAuthorize[] = {{"response_type", "code"},
                                       {"client_id", "{client_id}"},
                                       {"redirect_uri", "{redirect_uri}"},
                                       {"scope", "{scope}"},
                                       {"state", "{state}"},
                                       {"code_challenge", "{code_challenge}"},
                                       {"code_challenge_method", "S256"}};
inline constexpr Param kAuthorizeOidc[] = {{"response_type", "code"},
                                           {"client_id", "{client_id}"},
                                           {"redirect_uri", "{redirect_uri}"},
                                           {"scope", "{scope}"},
                                           {"state", "{state}"},
                                           {"nonce", "{nonce}"},
                                           {"code_challenge", "{code_challenge}"},
                                           {"code_challenge_method", "S256"}};
inline constexpr Param kToken[] = {
    {"grant_type", "authorization_code"}, {"client_id", "{client_id}"},
    {"client_secret", "{client_secret}"}, {"code", "{code}"},
    {"redirect_uri", "{redirect_uri}"},   {"code_verifier", "{code_verifier}"}};
inline constexpr Param kBearer[] = {{"Authorization", "Bearer {token.access_token}"}};
inline constexpr Param kQueryToken[] = {{"access_token", "{token.access_token}"}};
inline constexpr Check kHasToken[] = {{"access_token", "{token.access_token}"}};

}  // namespace genauth::social
