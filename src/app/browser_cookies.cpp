#include "app/browser_cookies.h"

#include "app/going_on.h"
#include "app/oidc_http.h"
#include "base/encoding.h"
#include "base/id.h"
#include "crypto/digest.h"
#include "gen/errors/interactions.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::app {
namespace {

constexpr std::string_view kSessionPrefix = "__Host-genauth-session-";
constexpr std::string_view kStatePrefix = "__Host-genauth-state-", kStatePurpose = "browser-session.state";

api::Cookie state_line(std::string_view pool_id, std::string value, std::int64_t age_s) {
  return {.name = state_cookie(pool_id),
          .value = std::move(value),
          .max_age_s = age_s,
          .http_only = false,
          .same_site = "None"};
}

std::optional<std::string_view> session_value(const api::Incoming& incoming, std::string_view pool_id) {
  if (!incoming.brought_session.empty()) return incoming.brought_session;
  return api::find_cookie(cookies_of(incoming), session_cookie(pool_id));
}

}  // namespace

std::string session_cookie(std::string_view pool_id) {
  return std::string(kSessionPrefix).append(pool_id);
}

std::string_view cookies_of(const api::Incoming& incoming) {
  return incoming.exchange->request().header("cookie").value_or("");
}

void set_cookie(net::Response& response, const api::Cookie& cookie) {
  response.headers.emplace_back("Set-Cookie", api::set_cookie_line(cookie));
}

Result<void> keep_session(net::Response& response, Installation& in, std::string_view pool_id,
                          std::string value) {
  const auto pool =
      TRY(in.database->read([&](db::Session& session) { return pools::find(session, pool_id); }));
  const std::int64_t age_s = pools::cookie_age_s(pool.settings);
  const std::string_view id = std::string_view(value).substr(0, value.find('.'));
  set_cookie(response, state_line(pool_id, browser_state(in, pool_id, id), age_s));
  set_cookie(response, {.name = session_cookie(pool_id), .value = std::move(value), .max_age_s = age_s});
  return {};
}

std::string state_cookie(std::string_view pool_id) {
  return std::string(kStatePrefix).append(pool_id);
}

std::string browser_state(const Installation& in, std::string_view pool_id, std::string_view browser_id) {
  if (browser_id.empty()) return {};
  const std::string text = std::string(pool_id).append("|").append(browser_id);
  return base64url(crypto::hmac_sha256(in.sealer->derive(kStatePurpose), text));
}

Result<void> follow_session(net::Response& response, const api::Incoming& incoming, Installation& in,
                            std::string_view pool_id, std::string_view state) {
  const auto shown = api::find_cookie(cookies_of(incoming), state_cookie(pool_id));
  if (shown.value_or("") == state) return {};
  std::int64_t age_s = 0;
  if (!state.empty()) {
    const auto pool =
        TRY(in.database->read([&](db::Session& session) { return pools::find(session, pool_id); }));
    age_s = pools::cookie_age_s(pool.settings);
  }
  set_cookie(response, state_line(pool_id, std::string(state), age_s));
  return {};
}

namespace {

std::string own_host_of(std::string_view base_url, const Installation& in) {
  const std::string_view host = host_of(base_url);
  if (host == host_of(in.public_origin.url) || !in.own_hosts->covers(host)) return {};
  return std::string(host);
}

oidc::BrowserSession described(std::string_view pool_id, const sessions::Browser& browser) {
  oidc::BrowserSession known;
  known.id = browser.id;
  known.realm = pool_id;
  known.sub = browser.user_id;
  known.tenant_id = browser.tenant_id;
  known.amr = browser.amr;
  known.auth_time_s = browser.auth_time / 1000;
  return known;
}

Result<std::optional<sessions::Browser>> browser_at(db::Session& session, Installation& in,
                                                    std::string_view pool_id, std::string_view cookie,
                                                    std::string_view base_url) {
  const std::string host = own_host_of(base_url, in);
  const std::int64_t now_ms = in.clock.now_ms();
  if (host.empty()) return sessions::find_browser(session, pool_id, cookie, now_ms);
  return sessions::find_browser_at(session, *in.sealer, pool_id, cookie, host, now_ms);
}

}  // namespace

std::string own_host(const api::Incoming& incoming, const Installation& in) {
  return own_host_of(incoming.envelope.base_url, in);
}

Result<std::optional<sessions::Browser>> browser_of(db::Session& session, const api::Incoming& incoming,
                                                    Installation& in, std::string_view pool_id) {
  const auto cookie = session_value(incoming, pool_id);
  if (!cookie) return std::optional<sessions::Browser>();
  return browser_at(session, in, pool_id, *cookie, incoming.envelope.base_url);
}

Result<std::optional<sessions::Browser>> browser_of(db::Session& session, Installation& in,
                                                    std::string_view pool_id, std::string_view cookies,
                                                    std::string_view base_url) {
  const auto cookie = api::find_cookie(cookies, session_cookie(pool_id));
  if (!cookie) return std::optional<sessions::Browser>();
  return browser_at(session, in, pool_id, *cookie, base_url);
}

Result<std::optional<oidc::BrowserSession>> signed_in(db::Session& session, std::string_view pool_id,
                                                      const std::optional<sessions::Browser>& browser) {
  if (!browser) return std::optional<oidc::BrowserSession>();
  const auto status = TRY(users::state(session, pool_id, browser->user_id));
  if (status != users::Status::kActivated) return std::optional<oidc::BrowserSession>();
  return std::optional(described(pool_id, *browser));
}

Result<std::optional<oidc::BrowserSession>> session_in(const api::Incoming& incoming, Installation& in,
                                                       std::string_view pool_id) {
  if (!session_value(incoming, pool_id)) return std::optional<oidc::BrowserSession>();
  return in.database->read([&](db::Session& session) -> Result<std::optional<oidc::BrowserSession>> {
    const auto browser = TRY(browser_of(session, incoming, in, pool_id));
    return signed_in(session, pool_id, browser);
  });
}

Result<Known> session_for(const api::Incoming& incoming, Installation& in,
                          const applications::Handle& application) {
  const std::string& pool_id = application->pool_id;
  if (!session_value(incoming, pool_id) || !application->settings.sso_enabled) return Known();
  const Caller caller{incoming.envelope.client_ip, incoming.envelope.user_agent, incoming.envelope.device_id};
  return in.database->read([&](db::Session& session) -> Result<Known> {
    const auto browser = TRY(browser_of(session, incoming, in, pool_id));
    if (!browser) return Known();
    Known known{std::nullopt, browser->id};
    auto user = TRY(users::find(session, pool_id, browser->user_id));
    if (user && user->status == users::Status::kActivated &&
        TRY(may_go_on(session, in, application, *std::move(user), *browser, caller)))
      known.session = described(pool_id, *browser);
    return known;
  });
}

Result<std::string> pool_of_any_session(const api::Incoming& incoming, Installation& in) {
  constexpr std::size_t kIdSize = 24;
  std::string_view cookies = cookies_of(incoming);
  for (std::size_t at = cookies.find(kSessionPrefix); at != std::string_view::npos;
       at = cookies.find(kSessionPrefix, at + 1)) {
    const std::string_view pool_id = cookies.substr(at + kSessionPrefix.size(), kIdSize);
    if (!is_id(pool_id)) continue;
    if (TRY(session_in(incoming, in, pool_id))) return std::string(pool_id);
  }
  return std::string();
}

Result<std::optional<oidc::BrowserSession>> any_session(const api::Incoming& incoming, Installation& in) {
  return session_in(incoming, in, TRY(pool_of_any_session(incoming, in)));
}

net::Response replied(api::Reply reply) {
  net::Response response;
  response.status = reply.status;
  response.content_type = std::move(reply.content_type);
  response.body = std::move(reply.body);
  response.headers = std::move(reply.headers);
  return response;
}

net::Response answered(const api::Incoming& incoming, oidc::Response response) {
  if (response.show_page)
    return replied(api::error_page(incoming.envelope,
                                   Error(errors::kAuthorizationInvalid).with_arg(response.description)));
  return to_net(std::move(response));
}

net::Response as_get(const api::Incoming& incoming, const std::string& path, const oidc::Pairs& parameters) {
  std::string query;
  for (const auto& [name, value] : parameters)
    query.append(query.empty() ? "?" : "&")
        .append(percent_encode(name))
        .append("=")
        .append(percent_encode(value));
  return replied(api::redirect(incoming.envelope.base_url + path + query));
}

std::string_view host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  address.remove_prefix(scheme + 3);
  address = address.substr(0, address.find('/'));
  const std::size_t colon = address.rfind(':');
  const bool has_port = colon != std::string_view::npos && address.find(']', colon) == std::string_view::npos;
  return has_port ? address.substr(0, colon) : address;
}

std::string origin_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  return std::string(address.substr(0, address.find_first_of("/?#", scheme + 3)));
}

std::string origin_at(std::string_view address, std::string_view host) {
  const std::string origin = origin_of(address);
  const std::size_t at = origin.find("://") + 3;
  return origin.substr(0, at).append(host).append(origin.substr(at + host_of(address).size()));
}

}  // namespace genauth::app
