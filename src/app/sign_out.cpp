#include "app/sign_out.h"

#include "api/reply.h"
#include "app/browser_cookies.h"
#include "app/front_channel_logout.h"
#include "app/oidc_client.h"
#include "base/encoding.h"
#include "gen/errors/interactions.h"
#include "modules/audit/audit.h"
#include "modules/sessions/browser.h"
#include "modules/sessions/claims.h"
#include "modules/sessions/sessions.h"
#include "oidc/logout.h"

namespace genauth::app {
namespace {

using locale::Language;

struct Words {
  std::string_view title, question, button, done;
};

Words words_of(Language language) {
  switch (language) {
    case Language::kZhCn: return {"退出登录", "要退出此浏览器中的登录吗？", "退出登录", "您已退出登录。"};
    case Language::kZhTw: return {"登出", "要登出此瀏覽器中的登入嗎？", "登出", "您已登出。"};
    case Language::kJaJp:
      return {"サインアウト", "このブラウザーからサインアウトしますか？", "サインアウト",
              "サインアウトしました。"};
    case Language::kEnUs: break;
  }
  return {"Sign out", "Do you want to sign out in this browser?", "Sign out", "You are signed out."};
}

net::Response page(const api::Incoming& incoming, std::string_view body_html) {
  const Words words = words_of(incoming.envelope.language);
  return replied(api::page(incoming.envelope.language, words.title,
                           "<h1>" + std::string(words.title) + "</h1>" + std::string(body_html)));
}

// Browsers hold form-action against the redirect that follows a form, too.
void allow_form_to(net::Response& response, const std::string& origin) {
  constexpr std::string_view kSelf = "form-action 'self'";
  if (origin.empty() || origin.find_first_of(" ;,'\"") != std::string::npos) return;
  for (auto& [name, value] : response.headers) {
    const std::size_t at = name == "Content-Security-Policy" ? value.find(kSelf) : std::string::npos;
    if (at != std::string::npos) value.insert(at + kSelf.size(), " " + origin);
  }
}

// The same request again, as a form that only a page of ours sends.
net::Response question(const api::Incoming& incoming, const oidc::LogoutStep& step) {
  const Words words = words_of(incoming.envelope.language);
  std::string form = "<p>" + std::string(words.question) + R"(</p><form method="post" action=")" +
                     api::escape_html(step.issuer + "/session/end") + R"(">)";
  for (const auto& [name, value] : step.parameters)
    form += R"(<input type="hidden" name=")" + api::escape_html(name) + R"(" value=")" +
            api::escape_html(value) + R"(">)";
  form += R"(<button type="submit" name="confirmed" value="yes">)" + std::string(words.button) +
          "</button></form>";
  net::Response response = page(incoming, form);
  allow_form_to(response, origin_of(step.redirect_uri));
  // A form of a page that sends no Referer at all says "Origin: null" (Fetch, "append a request Origin
  // header").
  for (auto& [name, value] : response.headers)
    if (name == "Referrer-Policy") value = "same-origin";
  return response;
}

// A form of another site brings no cookie (SameSite=Lax); one of a neighbouring host brings another Origin.
bool is_confirmed(const api::Incoming& incoming, const oidc::Request& request) {
  const net::Request& http = incoming.exchange->request();
  const std::string origin = origin_of(incoming.envelope.base_url);
  if (request.method != "POST" || http.header("origin").value_or("") != origin) return false;
  const auto confirmed = oidc::parameter(request, "confirmed");
  return confirmed && confirmed.value() == "yes";
}

Result<void> end(Installation& in, const api::Incoming& incoming, const oidc::BrowserSession& session,
                 std::string_view app_id) {
  const std::int64_t now_ms = in.clock.now_ms();
  return in.database->write([&](db::Tx& tx) -> Result<void> {
    TRY(sessions::end_browser(tx, session.realm, session.id, now_ms));
    return audit::record(tx,
                         {.pool_id = session.realm,
                          .type = "logout",
                          .app_id = app_id,
                          .user_id = session.sub,
                          .client_ip = incoming.envelope.client_ip},
                         now_ms);
  });
}

net::Response ended(const api::Incoming& incoming, Installation& in, const oidc::LogoutStep& step,
                    const std::optional<oidc::BrowserSession>& session) {
  std::vector<std::string> frames;
  if (session) {
    auto known = logout_frames(in, *session, step.issuer);
    if (!known) return replied(api::error_page(incoming.envelope, known.error()));
    frames = *std::move(known);
    const Result<void> done = end(in, incoming, *session, step.client_id);
    if (!done) return replied(api::error_page(incoming.envelope, done.error()));
  }
  const Words words = words_of(incoming.envelope.language);
  net::Response response =
      !frames.empty()
          ? logout_frames_page(incoming.envelope.language, frames, words.title, words.done, step.redirect_uri)
      : step.redirect_uri.empty() ? page(incoming, "<p>" + std::string(words.done) + "</p>")
                                  : replied(api::redirect(step.redirect_uri));
  if (!session) return response;
  set_cookie(response, {.name = session_cookie(session->realm), .value = "", .max_age_s = 0});
  const Result<void> followed = follow_session(response, incoming, in, session->realm, "");
  return followed ? std::move(response) : replied(api::error_page(incoming.envelope, followed.error()));
}

// An application that takes no part in single sign-on left no cookie: what its own ID token names ends.
Result<void> end_named(Installation& in, const oidc::Request& request, oidc::Ports& ports) {
  const auto token = oidc::parameter(request, "id_token_hint");
  if (!token || token.value().empty()) return {};
  const oidc::Outcome<oidc::Hint> hint = ports.hints.read_hint("", token.value());
  if (!hint || hint.value().sid.empty()) return {};
  const applications::Handle application =
      TRY(in.applications->find(sessions::peek(token.value()).app_id));  // proved with the rest
  const std::int64_t now_ms = in.clock.now_ms();
  sessions::Verified named = sessions::named_by(application->pool_id, hint.value().sub, hint.value().sid);
  return in.database->write([&](db::Tx& tx) -> Result<void> {
    if (!sessions::identify(tx, named, now_ms)) return {};  // over, or somebody else's
    return sessions::sign_out(tx, named.pool_id, named.session_id, now_ms);
  });
}

// Of the pool of the application that the request is about; where it names none, any.
Result<std::optional<oidc::BrowserSession>> session_to_end(const api::Incoming& incoming, Installation& in,
                                                           const oidc::Request& request, oidc::Ports& ports) {
  std::string app_id;
  if (const auto named = oidc::parameter(request, "client_id")) app_id = named.value();
  if (app_id.empty()) app_id = request.client_id;
  if (const auto hint = oidc::parameter(request, "id_token_hint"); app_id.empty() && hint)
    app_id = sessions::peek(hint.value()).app_id;  // for the look-up; the library proves it
  if (app_id.empty()) return any_session(incoming, in);
  const Result<applications::Handle> application = application_named(request, app_id, in, ports);
  if (!application) return std::optional<oidc::BrowserSession>();  // the library refuses
  return session_in(incoming, in, (*application)->pool_id);
}

}  // namespace

net::Response answer_sign_out(const api::Incoming& incoming, oidc::Request request, Installation& in,
                              oidc::Ports& ports) {
  // As clients of the other protocols call it.
  const std::string_view address = incoming.path == kCasLogout ? "url" : "redirect_uri";
  for (oidc::Pairs* pairs : {&request.query, &request.form})
    for (auto& [name, value] : *pairs)
      if (name == address) name = "post_logout_redirect_uri";
  oidc::LogoutState state;
  state.confirmed = is_confirmed(incoming, request);
  // Cookies come along with a navigation from another site only if it is a GET, so a POST becomes one.
  if (request.method == "POST" && !state.confirmed)
    return as_get(incoming, std::string(kEndSession), request.form);
  auto session = session_to_end(incoming, in, request, ports);
  if (!session) return replied(api::error_page(incoming.envelope, session.error()));
  state.session = *session;
  oidc::Logout next = oidc::end_session(request, state, ports);
  if (auto* refused = std::get_if<oidc::Response>(&next)) return answered(incoming, std::move(*refused));
  const oidc::LogoutStep& step = std::get<oidc::LogoutStep>(next);
  if (step.step == oidc::LogoutStep::Step::kEnd && !state.session)
    if (const Result<void> done = end_named(in, request, ports); !done)
      return replied(api::error_page(incoming.envelope, done.error()));
  return step.step == oidc::LogoutStep::Step::kAsk ? question(incoming, step)
                                                   : ended(incoming, in, step, state.session);
}

}  // namespace genauth::app
