#include "api/reply.h"

#include "gen/error_table.h"
#include "locale/language.h"

namespace genauth::api {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:0 auto;"
    "padding:3rem 1rem}h1{font-size:1.4rem}button,input{font:inherit;padding:.5rem .8rem}"
    "small{opacity:.7;overflow-wrap:anywhere}";

void guard(Reply& reply) {
  reply.headers.emplace_back("Cache-Control", "no-store");
  reply.headers.emplace_back("Referrer-Policy", "no-referrer");
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
}

// A header holds neither line ends nor quotes; names of ours never do.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '/') plain += c;
  return plain;
}

}  // namespace

Reply redirect(std::string_view location) {
  Reply reply{.status = 303};
  reply.headers.emplace_back("Location", location);
  guard(reply);
  return reply;
}

Reply page(locale::Language language, std::string_view title, std::string_view body_html, int status) {
  Reply reply{.status = status, .content_type = "text/html; charset=utf-8"};
  reply.body.append("<!doctype html><html lang=\"")
      .append(locale::tag(language))
      .append("\"><head><meta charset=\"utf-8\">")
      .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
      .append(escape_html(title))
      .append("</title><style>")
      .append(kStyle)
      .append("</style></head><body><main>")
      .append(body_html)
      .append("</main></body></html>");
  reply.headers.emplace_back("Content-Security-Policy",
                             "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
                             "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  guard(reply);
  return reply;
}

Reply file(std::string_view content_type, std::string bytes, std::string_view save_as) {
  Reply reply{.content_type = std::string(content_type), .body = std::move(bytes)};
  if (!save_as.empty())
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + plain_name(save_as) + "\"");
  guard(reply);
  return reply;
}

Reply error_page(const Envelope& envelope, const Error& error) {
  const int code = error_row(error.code()).status_code;
  const std::string text = locale::message(error.code(), envelope.language, error.field(), error.arg());
  const std::string body = "<h1>" + escape_html(text) + "</h1><p><small>" + std::to_string(code) + " " +
                           escape_html(envelope.request_id) + "</small></p>";
  return page(envelope.language, "GenAuth", body, code >= 400 && code <= 599 ? code : 400);
}

}  // namespace genauth::api
