// Mail through any submission server.
#include <arpa/inet.h>

#include "base/encoding.h"
#include "connectors/vendor.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "net/smtp_client.h"

namespace genauth::connectors {
namespace {

class Smtp final : public MailSender {
 public:
  explicit Smtp(const Context& context) : context_(context) {}

  net::SmtpServer server;
  std::string from_address, from_name;

  Result<Receipt> send(const MailMessage& message, std::string_view idempotency_key) const override {
    net::Mail mail{.from_address = from_address,
                   .from_name = message.from_name.empty() ? from_name : message.from_name,
                   .to_address = message.to,
                   .subject = message.subject,
                   .text = message.text,
                   .html = message.html,
                   .message_id = std::string(idempotency_key) + from_address.substr(from_address.rfind('@')),
                   .date_ms = context_.clock.real_ms()};
    TRY(net::send_mail(server, mail, context_.egress));
    return Receipt{mail.message_id};
  }

 private:
  Context context_;
};

// A name that libcurl resolves by itself, or an address. What travels on this machine needs no TLS.
bool is_this_machine(const std::string& host) {
  in_addr parsed{};
  return host == "localhost" ||
         (inet_pton(AF_INET, host.c_str(), &parsed) == 1 && ntohl(parsed.s_addr) >> 24 == 127);
}

Result<net::SmtpSecurity> security(const Settings& settings, bool allow_plain) {
  const std::string text = optional(settings, "security", "starttls");
  if (text == "starttls") return net::SmtpSecurity::kStartTls;
  if (text == "tls") return net::SmtpSecurity::kTls;
  if (text == "plain" && allow_plain) return net::SmtpSecurity::kPlain;
  return Error(errors::kMustBeOneOf)
      .with_field("security")
      .with_arg(allow_plain ? "starttls, tls, plain" : "starttls, tls; plain is for this machine alone");
}

Result<std::uint16_t> port(const Settings& settings, net::SmtpSecurity security) {
  const std::string_view usual = security == net::SmtpSecurity::kTls     ? "465"
                                 : security == net::SmtpSecurity::kPlain ? "25"
                                                                         : "587";
  const auto number = parse_int(optional(settings, "port", usual));
  if (!number || *number < 1 || *number > 65535) {
    return Error(errors::kBadFormat).with_field("port").with_arg("1…65535");
  }
  return static_cast<std::uint16_t>(*number);
}

bool is_host(std::string_view text) {
  return text.find_first_of("/:@?# \r\n") == std::string_view::npos;
}

}  // namespace

Result<std::unique_ptr<MailSender>> make_smtp(const Settings& settings, const Context& context) {
  TRY(only(settings, {"host", "port", "security", "username", "password", "from", "fromName", "caFile"}));
  auto sender = std::make_unique<Smtp>(context);
  sender->server.host = TRY(required(settings, "host"));
  if (!is_host(sender->server.host))
    return Error(errors::kBadFormat).with_field("host").with_arg("a host name");
  sender->server.security =
      TRY(security(settings, context.allow_plain_smtp || is_this_machine(sender->server.host)));
  sender->server.port = TRY(port(settings, sender->server.security));
  sender->server.username = optional(settings, "username");
  sender->server.password = optional(settings, "password");
  sender->server.ca_file = optional(settings, "caFile");
  sender->from_address = TRY(required(settings, "from"));
  if (!net::is_mail_address(sender->from_address)) return Error(errors::kEmailInvalid).with_field("from");
  sender->from_name = optional(settings, "fromName");
  return std::unique_ptr<MailSender>(std::move(sender));
}

}  // namespace genauth::connectors
