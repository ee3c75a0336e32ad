#include "app/track_session.h"

#include "api/envelope.h"
#include "app/browser_cookies.h"
#include "base/encoding.h"
#include "modules/users/users.h"

namespace genauth::app {
namespace {

constexpr std::string_view kNobody = R"({"session":null,"userInfo":null})";

// A cookie of ours comes along from neighbouring hosts too (they are the same site): what the browser says of
// the asking page has to be our own origin, or that nobody's page asks.
bool is_own_page(const api::Incoming& incoming) {
  const net::Request& http = incoming.exchange->request();
  const std::string_view site = http.header("sec-fetch-site").value_or("same-origin");
  const auto origin = http.header("origin");
  return (site == "same-origin" || site == "none") &&
         (!origin || *origin == origin_of(incoming.envelope.base_url));
}

net::Response answer(int status, std::string body) {
  net::Response response;
  response.status = status;
  response.content_type = "application/json";
  response.body = std::move(body);
  response.headers = {{"Cache-Control", "no-store"},
                      {"Vary", "Cookie, Origin, Sec-Fetch-Site"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cross-Origin-Resource-Policy", "same-origin"}};
  return response;
}

void add(std::string& json, std::string_view name, const std::optional<std::string>& value) {
  json.append(",\"").append(name).append("\":").append(value ? json_quote(*value) : "null");
}

// No token and nothing secret: a script on the page reads it.
std::string shown(const applications::Application& application, const users::User& user) {
  std::string json = R"({"session":{"appId":)" + json_quote(application.id) + R"(,"type":)" +
                     json_quote(application.settings.default_protocol) + R"(,"userId":)" +
                     json_quote(user.id) + R"(},"userInfo":{"id":)" + json_quote(user.id);
  add(json, "username", user.username);
  add(json, "nickname", user.nickname);
  add(json, "name", user.name);
  add(json, "email", user.email);
  add(json, "photo", user.photo);
  return json += "}}";
}

Result<std::string> session_of(const api::Incoming& incoming, const std::string& app_id, Installation& in) {
  const applications::Handle application = TRY(in.applications->find(app_id));
  if (!application->is_enabled()) return std::string(kNobody);
  const auto session = TRY(session_for(incoming, in, application)).session;
  if (!session) return std::string(kNobody);
  const auto user = TRY(in.database->read(
      [&](db::Session& read) { return users::find(read, application->pool_id, session->sub); }));
  return user ? shown(*application, *user) : std::string(kNobody);
}

}  // namespace

net::Response answer_track_session(const api::Incoming& incoming, oidc::Request request, Installation& in,
                                   oidc::Ports&) {
  if (request.method != "GET") {
    net::Response response = answer(405, R"({"code":405,"message":"use GET"})");
    response.headers.emplace_back("Allow", "GET");
    return response;
  }
  const auto named = oidc::parameter(request, "app_id");
  const std::string app_id = request.client_id.empty() && named ? named.value() : request.client_id;
  if (app_id.empty()) return answer(200, R"({"code":400,"message":"say which application: app_id"})");
  if (!is_own_page(incoming)) return answer(200, std::string(kNobody));
  const Result<std::string> body = session_of(incoming, app_id, in);
  if (body) return answer(200, *body);
  const Error& error = body.error();
  const int status = api::http_status(error);
  // An application that does not exist has nobody signed in, and is no news to anybody.
  if (status < 500) return answer(200, std::string(kNobody));
  return answer(status, R"({"code":500,"message":"internal"})");
}

}  // namespace genauth::app
