#include "net/smtp_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "base/encoding.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "net/curl.h"
#include "net/mail_header.h"

namespace genauth::net {
namespace {

using Mime = std::unique_ptr<curl_mime, decltype(&curl_mime_free)>;

bool is_local_part(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, fits) && text.front() != '.' &&
         text.back() != '.' && text.find("..") == std::string_view::npos;
}

bool is_label(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  };
  return !text.empty() && text.size() <= 63 && std::ranges::all_of(text, fits) && text.front() != '-' &&
         text.back() != '-';
}

bool is_domain(std::string_view text) {
  if (text.find('.') == std::string_view::npos) return false;
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

Result<void> check(const Mail& mail) {
  if (!is_mail_address(mail.from_address)) return Error(errors::kEmailInvalid).with_field("from");
  if (!is_mail_address(mail.to_address)) return Error(errors::kEmailInvalid).with_field("to");
  if (has_control_character(mail.subject))
    return Error(errors::kBadFormat).with_field("subject").with_arg("one line");
  if (has_control_character(mail.from_name))
    return Error(errors::kBadFormat).with_field("fromName").with_arg("one line");
  if (has_control_character(mail.message_id))
    return Error(errors::kBadFormat).with_field("messageId").with_arg("one line");
  return {};
}

CurlList header_list(const Mail& mail) {
  CurlList list;
  list.append("Date: " + http_date(mail.date_ms));  // this form is valid in RFC 5322 too
  list.append("From: " + mail_mailbox(mail.from_name, mail.from_address));
  list.append("To: " + mail.to_address);
  list.append("Subject: " + mail_text(mail.subject));
  if (!mail.message_id.empty()) list.append("Message-ID: <" + mail.message_id + ">");
  list.append("Auto-Submitted: auto-generated");  // RFC 3834: no vacation notes in return
  list.append("Content-Type: multipart/alternative");
  return list;
}

void add_part(curl_mime* mime, const std::string& content, const char* type) {
  if (content.empty()) return;
  curl_mimepart* part = curl_mime_addpart(mime);
  curl_mime_data(part, content.data(), content.size());
  curl_mime_type(part, type);
  curl_mime_encoder(part, "base64");  // no line can be too long, no byte above 127
}

// Keeps the server's last word, if it was a refusal; the reply to QUIT (221) comes after it.
std::size_t take_reply(char* data, std::size_t size, std::size_t count, void* context) {
  constexpr std::size_t kMostBytes = 200;
  const std::string_view line = trim(std::string_view(data, size * count));
  auto& refusal = *static_cast<std::string*>(context);
  if (line.starts_with('4') || line.starts_with('5')) {
    refusal.assign(line.substr(0, kMostBytes));
  } else if (!line.starts_with("221")) {
    refusal.clear();
  }
  return size * count;
}

void set_server(CURL* curl, const SmtpServer& server) {
  const bool is_tls = server.security == SmtpSecurity::kTls;
  const std::string url = (is_tls ? "smtps://" : "smtp://") + server.host + ":" + std::to_string(server.port);
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  const bool is_plain = server.security == SmtpSecurity::kPlain;
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(is_plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (!server.username.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.username.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
}

std::string printable(std::string text) {
  for (char& c : text) {
    if (c < ' ' || c == 0x7F) c = '?';  // foreign bytes as well: the text goes into a JSON answer
  }
  return text;
}

Error failure(CURLcode code, const SmtpServer& server, const EgressCheck& egress, std::string reply) {
  const bool is_final = reply.starts_with('5');
  std::string detail =
      egress.refused.empty() ? curl_easy_strerror(code) : "refused address " + egress.refused;
  if (!is_final) {
    return Error(errors::kProviderUnreachable, detail + "; " + printable(std::move(reply)))
        .with_arg(server.host);
  }
  return Error(errors::kProviderRefused, std::move(detail)).with_arg(printable(std::move(reply)));
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return text.size() <= 254 && at != std::string_view::npos && is_local_part(text.substr(0, at)) &&
         is_domain(text.substr(at + 1));
}

Result<void> send_mail(const SmtpServer& server, const Mail& mail, const Egress& egress) {
  TRY(check(mail));
  const CurlHandle handle = new_curl_handle();
  CURL* curl = handle.get();
  const CurlList headers = header_list(mail);
  CurlList recipients;
  recipients.append("<" + mail.to_address + ">");
  const Mime mime(curl_mime_init(curl), &curl_mime_free);
  add_part(mime.get(), mail.text, "text/plain; charset=UTF-8");
  add_part(mime.get(), mail.html, "text/html; charset=UTF-8");

  EgressCheck check{.egress = egress, .is_host_allowed = egress.allows_host(server.host)};
  std::string reply;
  set_common(curl, check, server.ca_file, server.connect_timeout_ms, server.timeout_ms);
  set_server(curl, server);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + mail.from_address + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime.get());
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_reply);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &reply);
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) return failure(code, server, check, std::move(reply));
  return {};
}

}  // namespace genauth::net
