// What the pages for browsers share: cookies, who is signed in, and answers of the protocol library as pages.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "api/cookie.h"
#include "api/pipeline.h"
#include "api/reply.h"
#include "app/installation.h"
#include "modules/sessions/browser.h"
#include "oidc/http.h"
#include "oidc/ports.h"

namespace genauth::app {

// One pool's session in this browser. Pools have ids of their own on every installation, so that two servers
// on one host do not take each other's cookies.
std::string session_cookie(std::string_view pool_id);
std::string_view cookies_of(const api::Incoming& incoming);
void set_cookie(net::Response& response, const api::Cookie& cookie);
// Sets the cookies of the session and of its state for as long as the pool says.
Result<void> keep_session(net::Response& response, Installation& in, std::string_view pool_id,
                          std::string value);

// What the frame of Session Management reads (oidc/session_management.h): a cookie that scripts see, and that
// comes along in frames of other sites where the browser lets it. It follows the session: another value with
// another session, gone without one; it opens nothing and cannot be traced back.
std::string state_cookie(std::string_view pool_id);
// `browser_id` empty: nobody is signed in.
std::string browser_state(const Installation& in, std::string_view pool_id, std::string_view browser_id);
// Sets or forgets the cookie where the browser's is not that state.
Result<void> follow_session(net::Response& response, const api::Incoming& incoming, Installation& in,
                            std::string_view pool_id, std::string_view state);

// The application's own host that was called ("shop.example.com"), whose cookies say no more than that
// somebody is signed in at it; empty at the host that has the pool's session itself.
std::string own_host(const api::Incoming& incoming, const Installation& in);

// Whose cookie came, or what single sign-on brings along with it.
Result<std::optional<sessions::Browser>> browser_of(db::Session& session, const api::Incoming& incoming,
                                                    Installation& in, std::string_view pool_id);

// The same of a call to `base_url` with these cookies.
Result<std::optional<sessions::Browser>> browser_of(db::Session& session, Installation& in,
                                                    std::string_view pool_id, std::string_view cookies,
                                                    std::string_view base_url);

// As the library takes it, if that person may still sign in.
Result<std::optional<oidc::BrowserSession>> signed_in(db::Session& session, std::string_view pool_id,
                                                      const std::optional<sessions::Browser>& browser);
// Who is signed in in this browser, in one pool, or in the first that the browser has a cookie of.
Result<std::optional<oidc::BrowserSession>> session_in(const api::Incoming& incoming, Installation& in,
                                                       std::string_view pool_id);
// The same, where that person may go on at the application as its rules stand: whoever signed in elsewhere
// may lack the second factor that this one demands.
struct Known {
  std::optional<oidc::BrowserSession> session;
  std::string browser_id;  // of the session that is there in any case; empty: none
};
Result<Known> session_for(const api::Incoming& incoming, Installation& in,
                          const applications::Handle& application);
Result<std::optional<oidc::BrowserSession>> any_session(const api::Incoming& incoming, Installation& in);
// The pool of that session; empty where nobody is signed in.
Result<std::string> pool_of_any_session(const api::Incoming& incoming, Installation& in);

net::Response replied(api::Reply reply);
// An answer of the library; where it is for a person, as a page.
net::Response answered(const api::Incoming& incoming, oidc::Response response);
// The redirect by which a form of another site becomes a GET of ours.
net::Response as_get(const api::Incoming& incoming, const std::string& path, const oidc::Pairs& parameters);
// "host" and "https://host:port" of an address.
std::string_view host_of(std::string_view address);
std::string origin_of(std::string_view address);
// "https://other:8443" of "https://host:8443/…".
std::string origin_at(std::string_view address, std::string_view host);

}  // namespace genauth::app
