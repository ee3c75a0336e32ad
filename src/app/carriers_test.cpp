#include "app/carriers.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "gen/errors/codes.h"
#include "support/standin.h"

using namespace genauth;
using messages::EmailProvider;
using messages::Submission;

namespace {

// A pool's settings, each service with a mailbox and a password of its own.
EmailProvider provider(const std::string& type) {
  EmailProvider made;
  made.enabled = true;
  made.type = type;
  made.smtp_host = "smtp.example.com";
  made.smtp_port = 587;
  made.smtp_secure = false;
  made.smtp_sender = "smtp@example.com";
  made.smtp_password = "smtp password";
  made.sendgrid_sender = "grid@example.com";
  made.sendgrid_key = "SG.key";
  made.ali_sender = "ali@example.com";
  made.ali_password = "ali password";
  made.qq_sender = "qq@example.com";
  made.qq_password = "qq password";
  return made;
}

// "host:port security user password sender", as a connector gets it.
std::string said(const std::string& type) {
  const auto config = app::provider_of(messages::submission_of(provider(type)), "");
  const auto& all = config.settings;
  REQUIRE(config.provider == "smtp");
  REQUIRE(all.size() == 6);  // and nothing else: no authorities of our own
  return all.at("host") + ":" + all.at("port") + " " + all.at("security") + " " + all.at("username") + " " +
         all.at("password") + " " + all.at("from");
}

// The service of a vendor, played by the stand-in with the vendor's rules, and what is sent through it.
class Vendor {
 public:
  explicit Vendor(const std::string& type)
      : standin_("smtp.py", {"tls", certificate_.stem(), inbox(), type}, true) {
    REQUIRE(standin_.port() != 0);
  }

  Result<connectors::Receipt> send(const EmailProvider& provider, const std::string& to) const {
    Submission server = messages::submission_of(provider);
    server.host = "127.0.0.1";  // in the vendor's place
    server.port = standin_.port();
    const auto sender =
        connectors::make_mail_sender(app::provider_of(server, certificate_.file()), {http_, egress_, clock_});
    REQUIRE(sender);
    return (*sender)->send({to, "Your code", "Your code is 123456", "<b>123456</b>", "Ours"}, "key-1");
  }
  std::string received() const {
    std::ifstream file(inbox());
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::string inbox() const { return certificate_.stem() + ".eml"; }

  test::TestCertificate certificate_;
  test::Standin standin_;
  Clock clock_;
  net::Egress egress_ = net::Egress::parse(std::vector<std::string>{"127.0.0.0/8"}).value();
  net::HttpClient http_{{.egress = {}}};
};

EmailProvider mailer(const std::string& type) {
  EmailProvider made = provider(type);
  made.ali_sender = made.qq_sender = made.sendgrid_sender = "mailer@example.com";
  made.ali_password = made.qq_password = "secret";
  made.sendgrid_key = "SG.secret";
  return made;
}

}  // namespace

TEST_CASE("each mail service is reached as its vendor documents it") {
  CHECK(said("ali") == "smtp.qiye.aliyun.com:465 tls ali@example.com ali password ali@example.com");
  CHECK(said("qq") == "smtp.exmail.qq.com:465 tls qq@example.com qq password qq@example.com");
  CHECK(said("sendgrid") == "smtp.sendgrid.net:465 tls apikey SG.key grid@example.com");
  CHECK(said("custom") == "smtp.example.com:587 starttls smtp@example.com smtp password smtp@example.com");
  EmailProvider secure = provider("custom");
  secure.smtp_secure = true;
  CHECK(app::provider_of(messages::submission_of(secure), "/ca.pem").settings.at("security") == "tls");
  CHECK(app::provider_of(messages::submission_of(secure), "/ca.pem").settings.at("caFile") == "/ca.pem");
}

TEST_CASE("a mail passes the rules of each vendor") {
  for (const char* type : {"ali", "qq", "sendgrid"}) {
    CAPTURE(type);
    const Vendor vendor(type);
    const auto sent = vendor.send(mailer(type), "alice@example.com");
    if (!sent) MESSAGE(sent.error().detail(), " ", sent.error().arg());
    REQUIRE(sent);
    CHECK(sent->id == "key-1@example.com");
    const std::string received = vendor.received();
    CHECK(received.starts_with("mailer@example.com alice@example.com\n"));
    CHECK(received.find("From: \"Ours\" <mailer@example.com>\r\n") != std::string::npos);
    CHECK(received.find("Message-ID: <key-1@example.com>\r\n") != std::string::npos);
  }
}

TEST_CASE("a wrong password or sender is refused with the vendor's words, and nothing is sent") {
  for (const char* type : {"ali", "qq", "sendgrid"}) {
    CAPTURE(type);
    const Vendor vendor(type);
    EmailProvider wrong = mailer(type);
    wrong.ali_password = wrong.qq_password = wrong.sendgrid_key = "wrong";
    const auto denied = vendor.send(wrong, "alice@example.com");
    REQUIRE_FALSE(denied);
    CHECK(denied.error().code() == errors::kProviderRefused);
    EmailProvider other = mailer(type);
    other.ali_sender = other.qq_sender = other.sendgrid_sender = "other@example.com";
    CHECK_FALSE(vendor.send(other, "alice@example.com"));
    CHECK(vendor.received().empty());
  }
}
