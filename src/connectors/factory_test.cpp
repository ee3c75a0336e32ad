#include "connectors/factory.h"

#include <doctest/doctest.h>

#include "connectors/breaker.h"
#include "connectors/vendor.h"
#include "gen/error_table.h"
#include "gen/errors/codes.h"
#include "support/standin.h"

using namespace genauth;
using connectors::Breaker;
using connectors::ProviderConfig;

namespace {

struct Stage {
  Clock clock;
  net::Egress egress;
  net::HttpClient http{{.egress = {}}};
  connectors::Context context() { return {.http = http, .egress = egress, .clock = clock}; }
};

// "field: code" of the refusal.
std::string refusal(const ProviderConfig& config) {
  Stage stage;
  const bool is_mail = config.provider == "smtp";
  const auto say = [](const Error& error) {
    return error.field() + ": " + std::string(error_row(error.code()).key);
  };
  if (is_mail) {
    const auto made = make_mail_sender(config, stage.context());
    return made ? "made" : say(made.error());
  }
  const auto made = make_sms_sender(config, stage.context());
  return made ? "made" : say(made.error());
}

}  // namespace

TEST_CASE("a configuration that cannot work is refused, and says where") {
  CHECK(refusal({"", {}}) == "provider: must_be_one_of");
  CHECK(refusal({"pigeon", {}}) == "provider: must_be_one_of");
  CHECK(refusal({"aliyun", {}}) == "accessKeyId: required");
  CHECK(refusal({"aliyun", {{"accessKeyID", "x"}}}) == "accessKeyID: must_be_one_of");
  CHECK(refusal({"aliyun", {{"endpoint", "dysmsapi.aliyuncs.com"}}}) == "endpoint: bad_format");
  CHECK(refusal({"aliyun", {{"endpoint", "https://user@host"}}}) == "endpoint: bad_format");
  const std::map<std::string, std::string> tencent = {{"secretId", "a"},
                                                      {"secretKey", "b"},
                                                      {"sdkAppId", "1"},
                                                      {"templateId", "2"},
                                                      {"templateParameters", "code,x"}};
  CHECK(refusal({"tencent", tencent}) == "templateParameters: must_be_one_of");
  CHECK(refusal({"twilio", {{"accountSid", "a"}, {"authToken", "b"}}}) == "from: required");
  CHECK(refusal({"webhook", {{"url", "ftp://x"}, {"secret", "s"}}}) == "url: bad_format");
  CHECK(refusal({"webhook", {{"url", "https://x.example"}}}) == "secret: required");
  CHECK(refusal({"smtp", {{"host", "mail.example.com"}, {"from", "nobody"}}}) == "from: email_invalid");
  CHECK(refusal({"smtp", {{"host", "a/b"}, {"from", "a@b.cn"}}}) == "host: bad_format");
  CHECK(refusal({"smtp", {{"host", "a"}, {"from", "a@b.cn"}, {"port", "0"}}}) == "port: bad_format");
  CHECK(refusal({"smtp", {{"host", "a"}, {"from", "a@b.cn"}, {"security", "ssl"}}}) ==
        "security: must_be_one_of");
  CHECK(refusal({"smtp", {{"host", "a"}, {"from", "a@b.cn"}}}) == "made");
}

TEST_CASE("mail goes out without TLS to this machine only, unless it is development") {
  const auto plain_to = [](const std::string& host) {
    return ProviderConfig{"smtp",
                          {{"host", host}, {"from", "a@b.cn"}, {"security", "plain"}, {"password", "p"}}};
  };
  for (const char* host :
       {"mail.example.com", "10.0.0.1", "128.0.0.1", "localhost.example.com", "127.0.0.1.example.com"})
    CHECK_MESSAGE(refusal(plain_to(host)) == "security: must_be_one_of", host);
  for (const char* host : {"localhost", "127.0.0.1", "127.9.9.9"})
    CHECK_MESSAGE(refusal(plain_to(host)) == "made", host);
  Stage stage;
  connectors::Context development = stage.context();
  development.allow_plain_smtp = true;
  CHECK(make_mail_sender(plain_to("mail.example.com"), development));
}

TEST_CASE("an answer that is not what it should be has no members") {
  CHECK(connectors::text_at("", {"a"}).empty());
  CHECK(connectors::text_at("<html>", {"a"}).empty());
  CHECK(connectors::text_at(R"({"a":{"b":[1,{"c":"x"}]}})", {"a", "b", "1", "c"}) == "x");
  CHECK(connectors::text_at(R"({"a":{"b":[1,{"c":"x"}]}})", {"a", "b", "0"}) == "1");
  CHECK(connectors::text_at(R"({"a":{"b":[1,{"c":"x"}]}})", {"a", "b", "2"}).empty());
  CHECK(connectors::text_at(R"({"a":null})", {"a"}).empty());
}

TEST_CASE("a vendor's words are cut between characters and lose what could break a line") {
  std::string long_text;
  for (int i = 0; i < 100; ++i) long_text += "码";
  CHECK(connectors::refused("x", long_text).arg().size() == 3 + 198);
  CHECK(connectors::refused("x", "a\nb").arg() == "x: a b");
  CHECK(connectors::refused("x", "\xFF").arg() == "x: (unreadable)");
}

TEST_CASE("the breaker opens after failures in a row, lets one trial through, and closes on success") {
  FixedClock clock(1'000'000);
  Breaker breaker(clock, {.failures = 2, .open_ms = 100, .concurrency = 1});
  int calls = 0;
  const auto dead = [&]() -> Result<void> { return ++calls, errors::kProviderUnreachable; };
  const auto refusing = [&]() -> Result<void> { return ++calls, errors::kProviderRefused; };
  (void)breaker.run(dead);
  (void)breaker.run(refusing);  // reached: the row starts anew
  (void)breaker.run(dead);
  (void)breaker.run(dead);
  CHECK(calls == 4);
  CHECK(breaker.run(dead).error().detail() == "breaker is open");
  CHECK(calls == 4);
  clock.advance(100);
  (void)breaker.run(dead);  // the trial fails
  CHECK(calls == 5);
  CHECK(breaker.run(dead).error().detail() == "breaker is open");
  clock.advance(100);
  (void)breaker.run(refusing);
  (void)breaker.run(refusing);
  CHECK(calls == 7);
}

TEST_CASE("no more calls at once than the bulkhead holds") {
  FixedClock clock(0);
  Breaker breaker(clock, {.failures = 5, .open_ms = 100, .concurrency = 1});
  const auto inner = [] { return Result<void>(); };
  const auto outer = [&]() -> Result<void> {
    CHECK(breaker.run(inner).error().detail() == "too many calls at once");
    return {};
  };
  CHECK(breaker.run(outer).has_value());
  CHECK(breaker.run(inner).has_value());
}

TEST_CASE(
    "a vendor's breaker outlives its senders; of too many the one that was asked for least lately goes") {
  FixedClock clock(0);
  connectors::Breakers breakers(clock, 2);
  const std::shared_ptr<Breaker> held = breakers.of("a");
  const std::weak_ptr<Breaker> b = breakers.of("b");
  CHECK(breakers.of("a") == held);
  CHECK(breakers.of("b") == b.lock());
  (void)breakers.of("c");  // "a" is older, but in use
  CHECK(b.expired());
  CHECK(breakers.size() == 2);
  CHECK(breakers.of("a") == held);
}

TEST_CASE("senders that share a breaker learn of one another's failures") {
  Stage stage;
  const std::vector<std::string> list{"127.0.0.1"};
  stage.egress = net::Egress::parse(list).value();
  connectors::Breakers breakers(stage.clock);
  const ProviderConfig config{"smtp", {{"host", "127.0.0.1"}, {"port", "1"}, {"from", "a@example.com"}}};
  std::string said;
  for (int i = 0; i < 6; ++i) {
    const auto sender = make_mail_sender(config, stage.context(), breakers.of("127.0.0.1:1")).value();
    said =
        sender->send({.to = "b@example.com", .subject = "s", .text = "t", .html = ""}, "k").error().detail();
    CHECK((said == "breaker is open") == (i == 5));
  }
}

TEST_CASE("mail goes out through the configured server under the key as its message id") {
  const test::TestCertificate certificate;
  const test::Standin server("smtp.py", {"starttls", certificate.stem(), certificate.stem() + ".eml"}, true);
  Stage stage;
  const std::vector<std::string> list{"127.0.0.1"};
  stage.egress = net::Egress::parse(list).value();
  const ProviderConfig config{"smtp",
                              {{"host", "127.0.0.1"},
                               {"port", std::to_string(server.port())},
                               {"from", "no-reply@example.com"},
                               {"username", "mailer"},
                               {"password", "secret"},
                               {"caFile", certificate.file()}}};
  const auto sender = make_mail_sender(config, stage.context()).value();
  const auto sent =
      sender->send({.to = "a@example.com", .subject = "Hello", .text = "1234", .html = ""}, "65a1");
  REQUIRE(sent.has_value());
  CHECK(sent->id == "65a1@example.com");
}
