#include "net/smtp_client.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "base/encoding.h"
#include "gen/errors/codes.h"
#include "gen/errors/users.h"
#include "net/mail_header.h"
#include "support/standin.h"

using namespace genauth;

namespace {

net::Egress loopback_allowed() {
  const std::vector<std::string> list{"127.0.0.0/8"};
  return net::Egress::parse(list).value();
}

// A real submission server with a certificate of its own.
struct Submission {
  test::TestCertificate certificate;
  std::string inbox = certificate.stem() + ".eml";
  test::Standin standin;
  net::SmtpServer server;

  explicit Submission(const std::string& mode)
      : standin("smtp.py", {mode, certificate.stem(), inbox}, true), server{.host = "127.0.0.1"} {
    REQUIRE(standin.port() != 0);
    server.port = static_cast<std::uint16_t>(standin.port());
    server.security = mode == "tls" ? net::SmtpSecurity::kTls : net::SmtpSecurity::kStartTls;
    server.username = "mailer";
    server.password = "secret";
    server.ca_file = certificate.file();
  }
  std::string received() const {
    std::ifstream file(inbox);
    return {std::istreambuf_iterator<char>(file), {}};
  }
};

net::Mail mail_to(std::string address) {
  return {.from_address = "no-reply@example.com",
          .from_name = "通知",
          .to_address = std::move(address),
          .subject = "您的验证码",
          .text = "验证码 1234",
          .html = "<b>1234</b>",
          .message_id = "65a1@example.com",
          .date_ms = 1'700'000'000'000};
}

Error refusal(const net::SmtpServer& server, const net::Mail& mail,
              const net::Egress& egress = loopback_allowed()) {
  auto sent = send_mail(server, mail, egress);
  REQUIRE_FALSE(sent.has_value());
  return std::move(sent).error();
}

}  // namespace

TEST_CASE("tells mail addresses from what is none") {
  for (const char* bad :
       {"", "a", "@example.com", "a@", "a@b", "a b@example.com", "a@exa mple.com", "a@example.com\r\n",
        ".a@example.com", "a.@example.com", "a..b@example.com", "a@-x.com", "a@x-.com", "a@x..com",
        "a@example.com>", "<a@example.com", "a,b@example.com", "ü@example.com", "\"a b\"@example.com"}) {
    CAPTURE(bad);
    CHECK_FALSE(net::is_mail_address(bad));
  }
  CHECK_FALSE(net::is_mail_address(std::string(65, 'a').append("@example.com")));
  for (const char* good : {"a@b.cn", "first.last+tag@sub.example-one.com", "o'brien@example.com"}) {
    CHECK(net::is_mail_address(good));
  }
}

TEST_CASE("a line break in an address, subject or name never reaches the server") {
  const net::SmtpServer nowhere{.host = "127.0.0.1", .port = 1};
  CHECK(refusal(nowhere, mail_to("a@example.com\r\nBcc: b@example.com")).code() == errors::kEmailInvalid);
  net::Mail mail = mail_to("a@example.com");
  mail.subject = "x\r\nBcc: b@example.com";
  CHECK(refusal(nowhere, mail).field() == "subject");
  mail = mail_to("a@example.com");
  mail.from_name = "x\n";
  CHECK(refusal(nowhere, mail).field() == "fromName");
  mail = mail_to("a@example.com");
  mail.message_id = "x\ry";
  CHECK(refusal(nowhere, mail).field() == "messageId");
}

TEST_CASE("long and foreign header text becomes encoded-words of whole characters") {
  CHECK(net::mail_text("Your code") == "Your code");
  CHECK(net::mail_text("=?UTF-8?B?") == "=?UTF-8?B?PT9VVEYtOD9CPw==?=");
  std::string chinese;
  for (int i = 0; i < 40; ++i) chinese += "码";
  const std::string coded = net::mail_text(chinese);
  std::string back;
  for (std::size_t at = 0; (at = coded.find("?B?", at)) != std::string::npos;) {
    at += 3;
    const std::string word = unbase64(coded.substr(at, coded.find("?=", at) - at)).value();
    CHECK(is_utf8(word));
    back += word;
  }
  CHECK(back == chinese);
  CHECK(net::mail_mailbox("A \"B\"", "a@b.cn") == "\"A \\\"B\\\"\" <a@b.cn>");
  CHECK(net::mail_mailbox("", "a@b.cn") == "a@b.cn");
}

TEST_CASE("a mail arrives over STARTTLS and over TLS, with authentication") {
  for (const char* mode : {"starttls", "tls"}) {
    CAPTURE(mode);
    const Submission submission(mode);
    const auto sent = send_mail(submission.server, mail_to("alice@example.com"), loopback_allowed());
    if (!sent) MESSAGE(sent.error().detail(), " ", sent.error().arg());
    REQUIRE(sent.has_value());
    const std::string received = submission.received();
    CHECK(received.starts_with("no-reply@example.com alice@example.com\n"));
    for (const std::string line : std::initializer_list<const char*>{
             "Subject: =?UTF-8?B?5oKo55qE6aqM6K+B56CB?=", "From: =?UTF-8?B?6YCa55+l?= <no-reply@example.com>",
             "To: alice@example.com", "Message-ID: <65a1@example.com>", "Date: Tue, 14 Nov 2023 22:13:20 GMT",
             "Mime-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
             "Content-Type: text/html; charset=UTF-8"}) {
      CAPTURE(received);
      CHECK(received.find("\n" + line + "\r\n") != std::string::npos);
    }
    CHECK(received.find("\nContent-Type: multipart/alternative; boundary=") != std::string::npos);
    CHECK(received.find(base64("验证码 1234")) != std::string::npos);
    CHECK(received.find("multipart/mixed") == std::string::npos);
  }
}

TEST_CASE("a refusal carries the server's words; what may pass later does not count as one") {
  const Submission submission("starttls");
  const Error refused = refusal(submission.server, mail_to("nobody@example.com"));
  CHECK(refused.code() == errors::kProviderRefused);
  CHECK(refused.arg() == "550 5.1.1 No such mailbox");
  CHECK(refusal(submission.server, mail_to("later@example.com")).code() == errors::kProviderUnreachable);
  net::SmtpServer impatient = submission.server;
  impatient.timeout_ms = 500;
  CHECK(refusal(impatient, mail_to("slow@example.com")).code() == errors::kProviderUnreachable);
  net::SmtpServer wrong = submission.server;
  wrong.password = "guess";
  const Error denied = refusal(wrong, mail_to("alice@example.com"));
  CHECK(denied.detail() == "Login denied");
  CHECK(denied.code() == errors::kProviderRefused);
}

TEST_CASE("sends nothing to a server without STARTTLS, with a foreign certificate, or at a private address") {
  const Submission without("notls");
  CHECK(refusal(without.server, mail_to("alice@example.com")).code() == errors::kProviderUnreachable);
  CHECK(without.received().empty());
  const Submission submission("starttls");
  const test::TestCertificate other;
  net::SmtpServer server = submission.server;
  server.ca_file = other.file();
  CHECK(refusal(server, mail_to("alice@example.com")).code() == errors::kProviderUnreachable);
  CHECK(refusal(submission.server, mail_to("alice@example.com"), net::Egress()).detail().find("127.0.0.1") !=
        std::string::npos);
  CHECK(submission.received().empty());
}

TEST_CASE("plain SMTP goes out only where it is configured") {
  Submission relay("notls");
  relay.server.security = net::SmtpSecurity::kPlain;
  relay.server.username.clear();
  CHECK(send_mail(relay.server, mail_to("alice@example.com"), loopback_allowed()).has_value());
  CHECK_FALSE(relay.received().empty());
}
