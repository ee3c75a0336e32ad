#include "app/dev_pages.h"

#include "app/pages.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "json/document.h"
#include "net/form.h"

namespace genauth::app {
namespace {

constexpr std::string_view kClockFile = "clock_offset_ms";
constexpr std::int64_t kAdvanceMsMax = 10LL * 365 * 86'400'000;  // ten years

net::Response json_answer(int status, std::string body) {
  net::Response response;
  response.status = status;
  response.content_type = "application/json; charset=utf-8";
  response.body = std::move(body);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

net::Response refusal(int status, std::string_view why) {
  return json_answer(status, "{\"message\":" + json_quote(why) + "}");
}

// A page of another site can make a browser call localhost, under any name that resolves to it (DNS
// rebinding).
bool is_own_host(std::string_view host) {
  const auto colon = host.rfind(':');
  const std::string_view name =
      host.ends_with(']') || colon == std::string_view::npos ? host : host.substr(0, colon);
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

bool is_own_origin(std::string_view origin) {
  return origin.starts_with("http://") && is_own_host(origin.substr(7));
}

std::string param(const net::Form& form, std::string_view name) {
  for (const auto& [key, value] : form)
    if (key == name) return value;
  return {};
}

std::string item_json(const messages::InboxItem& item) {
  const auto member = [](std::string_view name, std::string_view value) {
    return json_quote(name) + ":" + json_quote(value) + ",";
  };
  return "{" + member("id", item.id) + member("kind", item.message.kind) +
         member("to", item.message.recipient) + member("channel", item.channel) +
         member("subject", item.message.subject) + member("text", item.message.text) +
         member("code", item.message.code) + "\"createdAt\":\"" + iso8601_ms(item.created_at) + "\"}";
}

}  // namespace

DevPages::DevPages(Installation& installation, std::string token)
    : in_(installation), token_(std::move(token)) {
  if (!in_.directory->has(kClockFile)) return;
  if (const auto kept = in_.directory->read(kClockFile))
    in_.clock.advance(parse_int(trim(*kept)).value_or(0));
}

bool DevPages::is_allowed(const net::Request& request) const {
  const auto authorization = request.header("authorization");
  if (authorization && authorization->starts_with("Bearer "))
    return crypto::equal_constant_time(authorization->substr(7), token_);
  // The printed link carries the token, since a person's browser sends no header.
  const auto query = net::parse_form(request.query());
  return query && crypto::equal_constant_time(param(*query, "token"), token_);
}

net::Response DevPages::answer(const api::Incoming& incoming) {
  const net::Request& request = incoming.exchange->request();
  if (!is_own_host(request.host())) return refusal(403, "development pages answer only to localhost");
  if (const auto origin = request.header("origin"); origin && !is_own_origin(*origin))
    return refusal(403, "development pages do not answer other origins");
  if (incoming.path == "/") return start_page(request.host());
  if (!is_allowed(request)) return refusal(401, "send Authorization: Bearer and the devToken of dev.json");
  if (incoming.path == "/dev/messages" && request.method() == "GET") return messages(request);
  if (incoming.path == "/dev/inbox" && request.method() == "GET") return inbox_page();
  if (incoming.path == "/dev/clock" && request.method() == "POST") return move_clock(request);
  return refusal(404, "there is GET /dev/messages, GET /dev/inbox and POST /dev/clock");
}

net::Response DevPages::messages(const net::Request& request) const {
  const auto query = net::parse_form(request.query());
  if (!query) return refusal(400, "the query is not a form");
  const std::int64_t limit = parse_int(param(*query, "limit")).value_or(20);
  std::string to = param(*query, "to");
  if (to.starts_with(' ')) to[0] = '+';  // "?to=+86…" written without escaping the plus
  if (limit < 1 || limit > 1000) return refusal(400, "limit must be between 1 and 1000");
  const auto items = in_.outbox->inbox(to, static_cast<int>(limit));
  if (!items) return refusal(500, items.error().detail());
  std::string body = "[";
  for (const messages::InboxItem& item : *items) body += (body.size() > 1 ? "," : "") + item_json(item);
  return json_answer(200, body + "]");
}

net::Response DevPages::inbox_page() const {
  const auto items = in_.outbox->inbox("", 100);
  if (!items) return refusal(500, items.error().detail());
  return app::inbox_page(*items);
}

net::Response DevPages::move_clock(const net::Request& request) {
  const auto document = json::Document::parse(request.body());
  if (!document) return refusal(400, "send {\"advanceMs\": n}");
  for (const json::Document::Member& member : document->members()) {
    const auto advance_ms = parse_int(member.raw);
    if (member.key != "advanceMs" || !advance_ms) continue;
    if (*advance_ms < 0 || *advance_ms > kAdvanceMsMax)
      return refusal(400, "advanceMs must be 0 to ten years");
    in_.clock.advance(*advance_ms);
    // Kept, so that a restart does not take time back from rows that were written in the future.
    const std::string offset_ms = std::to_string(in_.clock.now_ms() - in_.clock.real_ms());
    if (!in_.directory->write_private(kClockFile, offset_ms)) return refusal(500, "cannot keep the clock");
    return json_answer(200, "{\"nowMs\":" + std::to_string(in_.clock.now_ms()) + "}");
  }
  return refusal(400, "send {\"advanceMs\": n}");
}

}  // namespace genauth::app
