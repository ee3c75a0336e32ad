// Signing in at somebody else's: one engine for every kind of connection, driven by rows (row.h). It knows
// neither users nor applications; modules/identity_sources decides who the account is here.
//
//   Flow flow{redirect_uri, state, nonce, verifier};
//   redirect the browser to TRY(engine.authorize_url(settings, flow));
//   Profile profile = TRY(engine.finish(settings, flow, {.code = code}));
//
// All functions may wait for the vendor (lane outbound) and are thread-safe.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "connectors/social/id_token.h"
#include "connectors/social/row.h"
#include "json/value.h"
#include "net/http_client.h"

namespace genauth::social {

// A connection as the engine sees it. `texts`: client_id, client_secret, base, issuer, scope, corp_id,
// agent_id, team_id, key_id, private_key, public_key, and of the generic kinds authorization_endpoint,
// token_endpoint, user_info_endpoint, token_auth (client_secret_basic | client_secret_post | none),
// user_info_place (header | query), mode (BACK_CHANNEL | FRONT_CHANNEL).
struct Settings {
  std::string type;
  std::map<std::string, std::string, std::less<>> texts = {};
  std::vector<std::pair<std::string, std::string>> mapping = {};  // field, path; before the row's own claims

  std::string text(std::string_view name) const;
};

// What belongs to one attempt and is kept between start and answer.
struct Flow {
  std::string redirect_uri, state, nonce, verifier;
};

// What came back through the browser.
struct Answer {
  std::string code = {}, issuer = {}, id_token = {};  // issuer: of the answer itself (RFC 9207)
  std::string posted = {};                            // "user" of Apple, JSON
};

struct Subject {
  std::string type, value;  // "openid", "unionid", "userid"
};

// An account at the source. Only `subjects` say who it is; the rest is what the source tells of it.
struct Profile {
  std::string issuer;             // who vouches, where the kind has several issuers; empty otherwise
  std::vector<Subject> subjects;  // at least one, the broadest first
  std::map<std::string, std::string, std::less<>> fields;  // name, nickname, username, photo, email, phone...
  bool email_verified = false, phone_verified = false;     // as the source asserts
  json::Value raw;                                         // all of it, without tokens
  std::string access_token, refresh_token;

  std::string field(std::string_view name) const;
};

// What a mini program got from its platform: base64, as it arrives.
struct Encrypted {
  std::string_view data, iv;
  bool empty() const { return data.empty() && iv.empty(); }
};

struct MiniProgramProof {
  std::string_view code;        // of the sign-in
  Encrypted user = {};          // the profile; may be empty
  Encrypted phone = {};         // the phone number under the session of `code`; may be empty
  std::string_view phone_code;  // or a code of its own for it; may be empty
};

struct PlatformToken {
  std::string token;
  std::int64_t expires_at = 0;  // epoch ms
};

// Platform tokens by client and secret. Thread-safe. Several processes may remember one each: the vendor's
// "stable" tokens stay the same while they are good (getStableAccessToken).
class PlatformTokens {
 public:
  std::optional<PlatformToken> find(const std::string& key, std::int64_t now_ms);
  void keep(const std::string& key, const PlatformToken& token);

 private:
  std::mutex mutex_;
  std::map<std::string, PlatformToken, std::less<>> tokens_;
};

class Engine {
 public:
  struct Options {
    net::HttpClient::Options http;
    // Test installations: "http://127.0.0.1:9000" makes https://api.github.com/user
    // http://127.0.0.1:9000/api.github.com/user. Empty: vendors are where they are.
    std::string vendor_origin = {};
  };
  Engine(Options options, const Clock& clock);

  // The kind's answer is a form that the browser posts from the source's site.
  static bool answers_by_post(const Settings& settings);
  // The name of the parameter that carries the code.
  static std::string_view code_param(const Settings& settings);

  Result<std::string> authorize_url(const Settings& settings, const Flow& flow) const;
  // kSourceRefused, kSourceAnswerInvalid, kProviderUnreachable.
  Result<Profile> finish(const Settings& settings, const Flow& flow, const Answer& answer) const;
  // The same for what a mobile app brought: a code, or an access token (with an ID token, where the vendor
  // has one) that the vendor must have issued for this very client.
  Result<Profile> by_mobile_code(const Settings& settings, std::string_view code) const;
  Result<Profile> by_access_token(const Settings& settings, std::string_view access_token,
                                  std::string_view id_token = {}) const;
  // What a mini program brought. Beside the refusals above: kMiniProgramDataInvalid.
  Result<Profile> by_mini_program(const Settings& settings, const MiniProgramProof& proof) const;
  // The data that the vendor encrypted for the mini program's own session.
  Result<json::Value> mini_program_data(const Settings& settings, std::string_view code,
                                        const Encrypted& data) const;
  // The number of the phone that a carrier recognized, national, of mainland China.
  Result<std::string> number_by_one_tap(const Settings& settings, std::string_view token,
                                        std::string_view access_token) const;
  // The token with which a server calls WeChat about a mini program or an official account; remembered until
  // shortly before it ends.
  Result<PlatformToken> platform_token(const Settings& settings) const;
  // The picture (JPEG or PNG) that opens the mini program with `scene`: at most 32 letters, digits, - and _.
  // kSourceRefused, kSourceAnswerInvalid, kProviderUnreachable.
  Result<std::string> mini_program_picture(const Settings& settings, std::string_view scene) const;
  // Alipay's signed parameters for its mobile SDK.
  Result<std::string> alipay_auth_info(const Settings& settings, std::string_view target_id) const;

 private:
  struct Plan;
  Result<Plan> plan_of(const Settings& settings) const;
  static Result<void> check_issuer(const Plan& plan, const Answer& answer, std::string_view authorize_url);
  Result<Profile> run(const Plan& plan, const Settings& settings, std::span<const Step> steps,
                      class Variables variables, std::string_view nonce) const;
  Result<Profile> profile_of(const Plan& plan, const Settings& settings, const Variables& variables) const;
  Result<json::Value> ask(const Step& step, const Variables& variables) const;
  std::string at_vendor(std::string url) const;

  net::HttpClient http_;
  std::string vendor_origin_;
  const Clock& clock_;
  mutable IssuerCache issuers_;             // guards itself
  mutable PlatformTokens platform_tokens_;  // guards itself
};

}  // namespace genauth::social
