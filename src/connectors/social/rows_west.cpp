// Vendors outside China. Sources: the vendors' public documentation of their sign-in, named beside each.
#include "connectors/social/row.h"

namespace genauth::social {
namespace {

constexpr Claim kOidcClaims[] = {{"id:openid", "claims.sub"},
                                 {"name", "claims.name"},
                                 {"nickname", "claims.nickname"},
                                 {"username", "claims.preferred_username"},
                                 {"photo", "claims.picture"},
                                 {"email", "claims.email"},
                                 {"email_verified", "claims.email_verified=true"}};
constexpr Claim kUserInfoClaims[] = {{"id:openid", "user.sub"},
                                     {"name", "user.name"},
                                     {"nickname", "user.nickname"},
                                     {"username", "user.preferred_username"},
                                     {"photo", "user.picture"},
                                     {"email", "user.email"},
                                     {"email_verified", "user.email_verified=true"}};

// developers.google.com/identity/openid-connect/openid-connect
constexpr Step kGoogle[] = {{"token", "https://oauth2.googleapis.com/token", Send::kForm, kToken}};

// docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
constexpr Step kGithub[] = {{"token", "https://github.com/login/oauth/access_token", Send::kForm, kToken},
                            {.name = "user", .url = "https://api.github.com/user", .headers = kBearer},
                            {.name = "emails",
                             .url = "https://api.github.com/user/emails",
                             .headers = kBearer,
                             .pick = "primary=true",
                             .optional = true}};
constexpr Claim kGithubClaims[] = {{"id:openid", "user.id"},
                                   {"name", "user.name"},
                                   {"username", "user.login"},
                                   {"photo", "user.avatar_url"},
                                   {"email", "emails.email"},
                                   {"email", "user.email"},
                                   {"email_verified", "emails.verified=true"}};

// docs.gitlab.com/integration/openid_connect_provider; a server of one's own: fields.baseUrl
constexpr Step kGitlab[] = {{"token", "{base}/oauth/token", Send::kForm, kToken},
                            {.name = "user", .url = "{base}/oauth/userinfo", .headers = kBearer}};

// learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
constexpr Step kLinkedin[] = {
    {"token", "https://www.linkedin.com/oauth/v2/accessToken", Send::kForm, kToken},
    {.name = "user", .url = "https://api.linkedin.com/v2/userinfo", .headers = kBearer}};

// developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow; scopes are separated by commas,
// and calls carry a proof that the secret is known. Nothing says that the address was verified.
constexpr Param kFacebookToken[] = {{"client_id", "{client_id}"},
                                    {"client_secret", "{client_secret}"},
                                    {"redirect_uri", "{redirect_uri}"},
                                    {"code", "{code}"},
                                    {"code_verifier", "{code_verifier}"}};
constexpr Param kFacebookUser[] = {{"fields", "id,name,email,picture"},
                                   {"access_token", "{token.access_token}"},
                                   {"appsecret_proof", "{appsecret_proof}"}};
constexpr Step kFacebook[] = {
    {"token", "https://graph.facebook.com/v19.0/oauth/access_token", Send::kGet, kFacebookToken},
    {"user", "https://graph.facebook.com/v19.0/me", Send::kGet, kFacebookUser}};
constexpr Param kFacebookDebug[] = {{"input_token", "{token.access_token}"},
                                    {"access_token", "{client_id}|{client_secret}"}};
constexpr Check kFacebookDebugChecks[] = {{"app_id", "{client_id}"}, {"is_valid", "true"}};
constexpr Step kFacebookMobile[] = {
    {.name = "debug",
     .url = "https://graph.facebook.com/v19.0/debug_token",
     .params = kFacebookDebug,
     .root = "data",
     .checks = kFacebookDebugChecks},
    {"user", "https://graph.facebook.com/v19.0/me", Send::kGet, kFacebookUser}};
constexpr Claim kFacebookClaims[] = {{"id:openid", "user.id"},
                                     {"name", "user.name"},
                                     {"photo", "user.picture.data.url"},
                                     {"email", "user.email"}};

// docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code: PKCE, the secret in Basic
constexpr Param kTwitterToken[] = {{"grant_type", "authorization_code"},
                                   {"code", "{code}"},
                                   {"redirect_uri", "{redirect_uri}"},
                                   {"client_id", "{client_id}"},
                                   {"code_verifier", "{code_verifier}"}};
constexpr Param kBasic[] = {{"Authorization", "Basic {basic}"}};
constexpr Param kTwitterUser[] = {{"user.fields", "id,name,username,profile_image_url"}};
constexpr Step kTwitter[] = {
    {"token", "https://api.x.com/2/oauth2/token", Send::kForm, kTwitterToken, kBasic},
    {.name = "user",
     .url = "https://api.x.com/2/users/me",
     .params = kTwitterUser,
     .headers = kBearer,
     .root = "data"}};
constexpr Claim kTwitterClaims[] = {{"id:openid", "user.id"},
                                    {"name", "user.name"},
                                    {"username", "user.username"},
                                    {"photo", "user.profile_image_url"}};

// api.slack.com/authentication/sign-in-with-slack
constexpr Check kSlackOk[] = {{"ok", "true"}};
constexpr Step kSlack[] = {{.name = "token",
                            .url = "https://slack.com/api/openid.connect.token",
                            .send = Send::kForm,
                            .params = kToken,
                            .checks = kSlackOk}};

// developer.apple.com/documentation/signinwithapple: the client secret is a token that our key signs; the
// answer is a form that the browser posts to us.
constexpr Param kAppleAuthorize[] = {{"response_type", "code"},    {"response_mode", "form_post"},
                                     {"client_id", "{client_id}"}, {"redirect_uri", "{redirect_uri}"},
                                     {"scope", "{scope}"},         {"state", "{state}"},
                                     {"nonce", "{nonce}"}};
constexpr Param kAppleToken[] = {{"grant_type", "authorization_code"},
                                 {"client_id", "{client_id}"},
                                 {"client_secret", "{apple_secret}"},
                                 {"code", "{code}"},
                                 {"redirect_uri", "{redirect_uri}"}};
constexpr Step kApple[] = {{"token", "https://appleid.apple.com/auth/token", Send::kForm, kAppleToken}};
constexpr Claim kAppleClaims[] = {{"id:openid", "claims.sub"},
                                  {"given_name", "posted.name.firstName"},
                                  {"family_name", "posted.name.lastName"},
                                  {"email", "claims.email"},
                                  {"email_verified", "claims.email_verified=true"}};
constexpr std::string_view kAppleNeeds[] = {"clientId", "teamId", "keyId", "privateKey"};

// developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html
constexpr Step kAmazon[] = {
    {"token", "https://api.amazon.com/auth/o2/token", Send::kForm, kToken},
    {.name = "user", .url = "https://api.amazon.com/user/profile", .headers = kBearer}};
constexpr Check kAmazonAudience[] = {{"aud", "{client_id}"}};
constexpr Step kAmazonMobile[] = {
    {.name = "info",
     .url = "https://api.amazon.com/auth/o2/tokeninfo",
     .params = kQueryToken,
     .checks = kAmazonAudience},
    {.name = "user", .url = "https://api.amazon.com/user/profile", .headers = kBearer}};
constexpr Claim kAmazonClaims[] = {
    {"id:openid", "user.user_id"}, {"name", "user.name"}, {"email", "user.email"}};

// developers.line.biz/en/reference/line-login: the app's token must have been issued for our channel.
constexpr Param kLineIdToken[] = {{"id_token", "{id_token}"}, {"client_id", "{client_id}"}};
constexpr Check kLineSame[] = {{"sub", "{user.userId}"}, {"aud", "{client_id}"}};
constexpr Check kLineChannel[] = {{"client_id", "{client_id}"}};
constexpr Step kLineMobile[] = {
    {.name = "info",
     .url = "https://api.line.me/oauth2/v2.1/verify",
     .params = kQueryToken,
     .checks = kLineChannel},
    {.name = "user", .url = "https://api.line.me/v2/profile", .headers = kBearer},
    // LINE checks the signature, the issuer, the channel and the time of an ID token itself.
    {.name = "identity",
     .url = "https://api.line.me/oauth2/v2.1/verify",
     .send = Send::kForm,
     .params = kLineIdToken,
     .checks = kLineSame,
     .when = "id_token"}};
constexpr Claim kLineClaims[] = {{"id:openid", "user.userId"},
                                 {"name", "user.displayName"},
                                 {"photo", "user.pictureUrl"},
                                 {"email", "identity.email"}};

constexpr Row kRows[] = {
    {.type = "google",
     .source = "google",
     .authorize = "https://accounts.google.com/o/oauth2/v2/auth",
     .authorize_params = kAuthorizeOidc,
     .scope = "openid profile email",
     .steps = kGoogle,
     .issuer = "https://accounts.google.com",
     .jwks = "https://www.googleapis.com/oauth2/v3/certs",
     .claims = kOidcClaims,
     .needs = kOauthNeeds},
    {.type = "github",
     .source = "github",
     .authorize = "https://github.com/login/oauth/authorize",
     .authorize_params = kAuthorize,
     .scope = "read:user user:email",
     .steps = kGithub,
     .claims = kGithubClaims,
     .needs = kOauthNeeds},
    {.type = "gitlab",
     .source = "gitlab",
     .authorize = "{base}/oauth/authorize",
     .authorize_params = kAuthorize,
     .scope = "openid profile email",
     .steps = kGitlab,
     .claims = kUserInfoClaims,
     .needs = kOauthNeeds},
    {.type = "linkedin",
     .source = "linkedin",
     .authorize = "https://www.linkedin.com/oauth/v2/authorization",
     .authorize_params = kAuthorize,
     .scope = "openid profile email",
     .steps = kLinkedin,
     .claims = kUserInfoClaims,
     .needs = kOauthNeeds},
    {.type = "facebook",
     .source = "facebook",
     .authorize = "https://www.facebook.com/v19.0/dialog/oauth",
     .authorize_params = kAuthorize,
     .scope = "public_profile,email",
     .steps = kFacebook,
     .token_steps = kFacebookMobile,
     .claims = kFacebookClaims,
     .needs = kOauthNeeds},
    {.type = "twitter",
     .source = "twitter",
     .authorize = "https://x.com/i/oauth2/authorize",
     .authorize_params = kAuthorize,
     .scope = "users.read tweet.read",
     .steps = kTwitter,
     .claims = kTwitterClaims,
     .needs = kOauthNeeds},
    {.type = "slack",
     .source = "slack",
     .authorize = "https://slack.com/openid/connect/authorize",
     .authorize_params = kAuthorizeOidc,
     .scope = "openid profile email",
     .steps = kSlack,
     .issuer = "https://slack.com",
     .jwks = "https://slack.com/openid/connect/keys",
     .claims = kOidcClaims,
     .needs = kOauthNeeds},
    {.type = "apple:web",
     .source = "apple",
     .authorize = "https://appleid.apple.com/auth/authorize",
     .authorize_params = kAppleAuthorize,
     .scope = "name email",
     .steps = kApple,
     .issuer = "https://appleid.apple.com",
     .jwks = "https://appleid.apple.com/auth/keys",
     .claims = kAppleClaims,
     .needs = kAppleNeeds,
     .form_post = true},
    {.type = "amazon",
     .source = "amazon",
     .authorize = "https://www.amazon.com/ap/oa",
     .authorize_params = kAuthorize,
     .scope = "profile",
     .steps = kAmazon,
     .token_steps = kAmazonMobile,
     .claims = kAmazonClaims,
     .needs = kOauthNeeds},
    {.type = "line:mobile",
     .source = "line",
     .token_steps = kLineMobile,
     .claims = kLineClaims,
     .needs = kOauthNeeds},
};

}  // namespace

std::span<const Row> western_rows() {
  return kRows;
}

}  // namespace genauth::social
