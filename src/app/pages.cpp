#include "app/pages.h"

#include "api/reply.h"
#include "base/encoding.h"

namespace genauth::app {
namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --line: #8884; --accent: #2f6feb; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; } p.sub { margin: 0 0 1.5rem; opacity: .75; }
article { border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; margin: 0 0 .8rem; }
article header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; font-size: .85rem; opacity: .8; }
article p { margin: .4rem 0 0; overflow-wrap: anywhere; }
.code { font: 600 1.5rem/1.3 ui-monospace, monospace; letter-spacing: .15em; user-select: all; }
button, input { font: inherit; padding: .5rem .8rem; max-width: 100%; }
a { color: var(--accent); } a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
)";

}  // namespace

net::Response page(std::string_view title, std::string_view body) {
  net::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
      .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
      .append(title)
      .append("</title><style>")
      .append(kStyle)
      .append("</style></head><body><main>")
      .append(body)
      .append("</main></body></html>");
  // The token stands in the address of the inbox: it must not travel on in a Referer, nor stay in a cache.
  response.headers = {{"Content-Security-Policy",
                       "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; "
                       "frame-ancestors 'none'"},
                      {"Referrer-Policy", "no-referrer"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cache-Control", "no-store"}};
  return response;
}

net::Response start_page(std::string_view host) {
  std::string body =
      "<h1>GenAuth is running</h1><p class=\"sub\">Development mode on " + api::escape_html(host) + "</p>";
  body +=
      "<article><p>The inbox with every message that was sent is linked from the terminal: the link carries "
      "the "
      "token that keeps other pages out.</p></article>";
  body +=
      "<article><p><a href=\"/oidc/.well-known/openid-configuration\">OpenID Connect discovery</a></p>"
      "<p><a href=\"/api/v3/system\">System information</a></p>"
      "<p><a href=\"/docs\">Reference</a></p></article>";
  return page("GenAuth", body);
}

net::Response inbox_page(const std::vector<messages::InboxItem>& items) {
  std::string body =
      "<h1>Inbox</h1><p class=\"sub\">What development mode would have sent, newest first.</p>";
  if (items.empty()) body += "<article><p>Nothing yet. Ask for a code, then reload this page.</p></article>";
  for (const messages::InboxItem& item : items) {
    body += "<article><header><strong>" + api::escape_html(item.message.recipient) + "</strong><span>" +
            api::escape_html(item.message.kind) + "</span><span>" + api::escape_html(item.channel) +
            "</span><time>" + iso8601_ms(item.created_at) + "</time></header>";
    if (!item.message.code.empty())
      body += "<p class=\"code\">" + api::escape_html(item.message.code) + "</p>";
    if (!item.message.subject.empty())
      body += "<p><strong>" + api::escape_html(item.message.subject) + "</strong></p>";
    body += "<p>" + api::escape_html(item.message.text) + "</p></article>";
  }
  return page("Inbox - GenAuth", body);
}

}  // namespace genauth::app
