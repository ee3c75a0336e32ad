#include "app/front_channel_logout.h"

#include <set>

#include "api/reply.h"
#include "app/browser_cookies.h"
#include "base/encoding.h"
#include "modules/sessions/browser.h"

namespace genauth::app {
namespace {

constexpr int kMomentS = 2;  // for the frames to load

// "https://app.example" of an address that may stand in a policy; empty: it may not.
std::string framed_origin(const std::string& url) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return {};
  const std::string origin = origin_of(url);
  return origin.find_first_of(" ;,'\"\\") == std::string::npos ? origin : std::string();
}

}  // namespace

Result<std::vector<std::string>> logout_frames(Installation& in, const oidc::BrowserSession& session,
                                               std::string_view issuer) {
  const std::int64_t now_ms = in.clock.now_ms();
  const auto known = TRY(in.database->read([&](db::Session& store) {
    return sessions::sessions_of_browser(store, session.realm, session.sub, session.id, now_ms);
  }));
  std::vector<std::string> frames;
  for (const sessions::AppSession& each : known) {
    const auto application = in.applications->find(each.app_id);
    if (!application) continue;
    const std::string& url = (*application)->settings.frontchannel_logout_uri;
    if (framed_origin(url).empty()) continue;
    const std::string_view joint = url.find('?') == std::string::npos ? "?" : "&";
    frames.push_back(url + std::string(joint) + "iss=" + percent_encode(issuer) + "&sid=" + each.id);
  }
  return frames;
}

net::Response logout_frames_page(locale::Language language, const std::vector<std::string>& frames,
                                 std::string_view title, std::string_view text, const std::string& next) {
  std::string body = "<h1>" + std::string(title) + "</h1><p>" + std::string(text) + "</p>";
  if (!next.empty())
    body += "<p><a href=\"" + api::escape_html(next) + "\">" + api::escape_html(origin_of(next)) + "</a></p>";
  std::set<std::string> origins;
  for (const std::string& frame : frames) {
    origins.insert(framed_origin(frame));
    body += "<iframe hidden src=\"" + api::escape_html(frame) + "\"></iframe>";
  }
  net::Response response = replied(api::page(language, title, body));
  std::string allowed = "; frame-src";
  for (const std::string& origin : origins) allowed += " " + origin;
  for (auto& [name, value] : response.headers)
    if (name == "Content-Security-Policy") value += allowed;
  if (!next.empty()) response.headers.emplace_back("Refresh", std::to_string(kMomentS) + ";url=" + next);
  return response;
}

}  // namespace genauth::app
