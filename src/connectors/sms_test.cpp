#include <doctest/doctest.h>

#include "base/clock.h"
#include "connectors/factory.h"
#include "gen/errors/codes.h"
#include "support/standin.h"

using namespace genauth;
using connectors::ProviderConfig;

namespace {

net::Egress loopback_allowed() {
  const std::vector<std::string> list{"127.0.0.0/8"};
  return net::Egress::parse(list).value();
}

// One vendor's stand-in and a right configuration for it; `secret` names the setting that must be secret.
struct Vendor {
  std::string name, secret, endpoint_setting;
  std::map<std::string, std::string> settings;
  std::string receipt, refusal;
};

const Vendor kVendors[] = {
    {"aliyun",
     "accessKeySecret",
     "endpoint",
     {{"accessKeyId", "LTAI5tTestKey"},
      {"accessKeySecret", "TestSecretOfAliyun"},
      {"signName", "测试 & 签名"},
      {"templateCode", "SMS_15305****"},
      {"minutesParameter", "min"}},
     "900619746936498440^0",
     "isv.BUSINESS_LIMIT_CONTROL: 触发天级流控Permits:10"},
    {"tencent",
     "secretKey",
     "endpoint",
     {{"secretId", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3"},
      {"secretKey", "Gu5t9xGARNpq86cd98joQYCN3"},
      {"sdkAppId", "1400006666"},
      {"templateId", "1110"},
      {"signName", "腾讯云"},
      {"templateParameters", "code, minutes"}},
     "5000:1045710669157053657849499619",
     "LimitExceeded.PhoneNumberDailyLimit: the number of SMS messages sent from a phone number exceeds the "
     "daily limit"},
    {"twilio",
     "authToken",
     "endpoint",
     {{"accountSid", "AC0123456789abcdef0123456789abcdef"},
      {"authToken", "token-of-twilio"},
      {"from", "+15005550006"}},
     "SM0123456789abcdef0123456789abcdef",
     "21211: Invalid 'To' Phone Number: +8613800XXXX"},
    {"webhook",
     "secret",
     "url",
     {{"secret", "secret of the webhook"}},
     "message-1",
     "blocked: Blocked  number"},
};

// Everything that a sender stands on, with the vendor's stand-in running.
struct Stage {
  explicit Stage(const Vendor& vendor) : standin(vendor.name + ".py"), config{vendor.name, vendor.settings} {
    REQUIRE(standin.port() != 0);
    config.settings[vendor.endpoint_setting] = standin.url("");
  }
  std::unique_ptr<connectors::SmsSender> sender() {
    auto made = make_sms_sender(config, {.http = http, .egress = egress, .clock = clock});
    if (!made) MESSAGE(made.error().field(), " ", made.error().arg());
    REQUIRE(made.has_value());
    return std::move(made).value();
  }
  test::Standin standin;
  ProviderConfig config;
  Clock clock;
  net::Egress egress = loopback_allowed();
  net::HttpClient http{{.egress = egress, .allow_plain_http = true}};
};

connectors::SmsMessage message_to(const std::string& country_code, const std::string& national) {
  return {.country_code = country_code,
          .national = national,
          .e164 = country_code + national,
          .code = "1234",
          .ttl_minutes = 5,
          .text = "验证码 1234 & more",
          .language = "zh-CN",
          .scene = "CHANNEL_BIND_PHONE"};
}

Error failure(const connectors::SmsSender& sender, const std::string& national) {
  auto sent = sender.send(message_to("+86", national), "key-1");
  REQUIRE_FALSE(sent.has_value());
  return std::move(sent).error();
}

}  // namespace

TEST_CASE("every vendor: a wrong secret is refused in the vendor's words") {
  for (const Vendor& vendor : kVendors) {
    CAPTURE(vendor.name);
    Stage stage(vendor);
    stage.config.settings[vendor.secret] = "wrong";
    const Error error = failure(*stage.sender(), "13800138000");
    CHECK(error.code() == errors::kProviderRefused);
    CHECK_FALSE(error.arg().empty());
    CHECK(error.arg().find("wrong") == std::string::npos);
  }
}

TEST_CASE("every vendor: a refused recipient is refused in the vendor's words, without line breaks") {
  for (const Vendor& vendor : kVendors) {
    CAPTURE(vendor.name);
    Stage stage(vendor);
    const Error error = failure(*stage.sender(), "13800139999");
    CHECK(error.code() == errors::kProviderRefused);
    if (vendor.name != "twilio") CHECK(error.arg() == vendor.refusal);
    if (vendor.name == "twilio") CHECK(error.arg().starts_with("21211: Invalid 'To' Phone Number: +86"));
  }
}

TEST_CASE("every vendor: 5xx, silence and dripping mean unreachable, within the time-out") {
  for (const Vendor& vendor : kVendors) {
    CAPTURE(vendor.name);
    Stage stage(vendor);
    const auto sender = stage.sender();
    CHECK(failure(*sender, "13800135503").detail() == "HTTP 503");
    for (const char* number : {"13800130408", "13800130001"}) {
      const std::int64_t start = Clock::steady_ns();
      CHECK(failure(*sender, number).code() == errors::kProviderUnreachable);
      CHECK(Clock::steady_ns() - start < 4'000'000'000);
    }
  }
}

TEST_CASE("every vendor: a message is taken, domestic and international, again and again") {
  for (const Vendor& vendor : kVendors) {
    CAPTURE(vendor.name);
    Stage stage(vendor);
    const auto sender = stage.sender();
    for (const auto& [code, national] :
         {std::pair{"+86", "13800138000"}, {"+852", "51234567"}, {"+86", "13800138000"}}) {
      const auto sent = sender->send(message_to(code, national), "key-1");
      if (!sent) MESSAGE(sent.error().detail(), " ", sent.error().arg());
      REQUIRE(sent.has_value());
      CHECK(sent->id == vendor.receipt);
    }
  }
}

TEST_CASE("a private address is not called unless it is allowed") {
  Stage stage(kVendors[3]);
  const net::HttpClient strict({.egress = {}, .allow_plain_http = true});
  const auto sender =
      make_sms_sender(stage.config, {.http = strict, .egress = stage.egress, .clock = stage.clock}).value();
  CHECK(failure(*sender, "13800138000").code() == errors::kProviderUnreachable);
}

TEST_CASE("a dead vendor opens the breaker, and the clock gives it another chance") {
  Stage stage(kVendors[3]);
  const auto sender = stage.sender();
  for (int i = 0; i < 5; ++i) CHECK(failure(*sender, "13800135503").detail() == "HTTP 503");
  CHECK(failure(*sender, "13800138000").detail() == "breaker is open");
  stage.clock.advance(10'001);
  CHECK(sender->send(message_to("+86", "13800138000"), "key-1").has_value());
}
