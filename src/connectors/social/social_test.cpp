#include <doctest/doctest.h>

#include <set>

#include "base/encoding.h"
#include "connectors/social/engine.h"
#include "connectors/social/id_token.h"
#include "connectors/social/mini_program_data.h"
#include "connectors/social/row.h"
#include "connectors/social/signing.h"
#include "connectors/social/variables.h"
#include "crypto/digest.h"
#include "crypto/rsa_signature.h"

namespace genauth::social {
namespace {

// {"watermark":{"appid":"me"}}
constexpr std::string_view kMiniProgramData = "RNVUz+QEAxePJXYQ9bvVHfy+yCZBLij5ctG4fcFuPJs=";
constexpr std::int64_t kNow = 1'800'000'000'000;

json::Value claims(std::string_view changed = "", json::Value value = {}) {
  auto made = json::Value::parse(
      R"({"iss":"https://a","sub":"1","aud":"me","exp":1800000100,"iat":1800000000,"nonce":"n"})");
  if (!changed.empty()) made->set(changed, std::move(value));
  return *std::move(made);
}

bool passes(const json::Value& value) {
  return bool(check_claims(value, {"https://a", "me", "n", "token"}, "RS256", kNow));
}

}  // namespace

TEST_CASE("a template takes texts, members of answers and list positions") {
  Variables variables;
  variables.set("client_id", "me");
  variables.set_answer("user",
                       *json::Value::parse(R"({"id":7,"ok":true,"list":[{"mail":"a@b"}],"none":""})"));
  CHECK(variables.expand("{client_id}") == "me");
  CHECK(variables.expand("{client_id}|{user.id}") == "me|7");
  CHECK(variables.expand("{user.list.0.mail}") == "a@b");
  CHECK(variables.expand("{user.ok}") == "true");
  CHECK(variables.expand("{user.none}") == std::nullopt);
  CHECK(variables.expand("{user.list.1.mail}") == std::nullopt);
  CHECK(variables.expand("x{nothing}y") == "xy");
}

TEST_CASE("answers are kept without the tokens") {
  Variables variables;
  variables.set_answer("token", *json::Value::parse(R"({"access_token":"secret"})"));
  variables.set_answer("user", *json::Value::parse(R"({"id":7})"));
  CHECK(variables.answers().text() == R"({"user":{"id":7}})");
}

TEST_CASE("an ID token passes only for its issuer, client, nonce and time") {
  CHECK(passes(claims()));
  CHECK_FALSE(passes(claims("iss", "https://b")));
  CHECK_FALSE(passes(claims("aud", "other")));
  CHECK_FALSE(passes(claims("nonce", "other")));
  CHECK_FALSE(passes(claims("sub", "")));
  CHECK_FALSE(passes(claims("exp", std::int64_t{1799999000})));
  CHECK_FALSE(passes(claims("iat", std::int64_t{1800001000})));
  CHECK_FALSE(passes(claims("azp", "other")));
  CHECK_FALSE(passes(claims("at_hash", "AAAA")));
  CHECK(passes(claims("azp", "me")));
}

TEST_CASE("several audiences need azp (OpenID Connect Core 3.1.3.7)") {
  json::Value several = claims("aud", json::Value::Array{"me", "other"});
  CHECK_FALSE(passes(several));
  several.set("azp", "me");
  CHECK(passes(several));
}

TEST_CASE("every mobile row leads to a row that takes what the app brings") {
  for (const MobileRow& mobile : mobile_rows()) {
    const Row* row = find_row(mobile.base);
    REQUIRE(row != nullptr);
    CHECK((mobile.takes_code ? !row->steps.empty() : !row->token_steps.empty()));
  }
}

TEST_CASE("types are there once, and each says who somebody is") {
  std::set<std::string_view> seen;
  for (const auto rows : {western_rows(), chinese_rows(), tencent_rows(), app_rows()})
    for (const Row& row : rows) {
      CHECK(seen.insert(row.type).second);
      CHECK(row.claims.front().field.starts_with("id:"));
      CHECK((row.issuer.empty() == row.jwks.empty()));
    }
}

TEST_CASE("Alipay signs sorted pairs without empty ones, and forgeries are seen") {
  const crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::KeyType::kRsa);
  const std::string text = alipay_text({{"b", "2"}, {"a", "1"}, {"c", ""}});
  CHECK(text == "a=1&b=2");
  const auto signature = alipay_sign(key.pem(), text);
  REQUIRE(bool(signature));
  CHECK(bool(alipay_verify(key.public_key().pem(), text, *signature)));
  CHECK_FALSE(bool(alipay_verify(key.public_key().pem(), "a=1&b=3", *signature)));
  CHECK_FALSE(bool(alipay_verify(key.public_key().pem(), text, "AAAA")));
}

TEST_CASE("Yidun's digest is over the pairs in the order of their names, and the secret") {
  CHECK(yidun_signature({{"b", "2"}, {"a", "1"}}, "k") == hex(crypto::md5("a1b2k")));
}

TEST_CASE("a session key and the tokens of apps are not kept") {
  Variables variables;
  variables.set_answer("app", *json::Value::parse(R"({"app_access_token":"secret"})"));
  CHECK(variables.answers().text() == "{}");
}

TEST_CASE("data of a mini program are read only with the key, the padding and the watermark of its own") {
  // AES-128-CBC under sixteen zero bytes, made with the openssl command.
  const std::string zero = base64(std::string(16, '\0'));
  CHECK_FALSE(bool(open_mini_program_data(zero, zero, "AAAA", "me")));
  CHECK_FALSE(bool(open_mini_program_data("", zero, zero, "me")));
  CHECK_FALSE(bool(open_mini_program_data(zero, "", zero, "me")));
  const auto read = open_mini_program_data(zero, zero, kMiniProgramData, "me");
  REQUIRE(bool(read));
  CHECK(walk(*read, "watermark.appid")->text() == R"("me")");
  CHECK_FALSE(bool(open_mini_program_data(zero, zero, kMiniProgramData, "you")));
}

TEST_CASE("what an app brings goes with the kinds that are for it") {
  CHECK(serves("wechat_mini_program_code", "wechat:miniprogram:qrconnect"));
  CHECK_FALSE(serves("wechat_mini_program_code", "wechat:mobile"));
  CHECK_FALSE(is_served("oppo"));
}

}  // namespace genauth::social
