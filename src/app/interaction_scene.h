// One interaction of a browser at the hosted pages, as src/app goes on with it: who is signed in in it, what
// it asks next, and the answer that ends it. Functions run on workers.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "api/pipeline.h"
#include "app/browser_cookies.h"
#include "app/installation.h"
#include "modules/interactions/interactions.h"
#include "oidc/authorization.h"

namespace genauth::app {

struct Scene {
  const api::Incoming& incoming;
  Installation& in;
  applications::Handle application;
  std::string id, token;  // of the interaction
};

// A new interaction, and the redirect to its page, or to what comes `behind` it.
Result<net::Response> begin_interaction(const api::Incoming& incoming, Installation& in,
                                        const applications::Application& application,
                                        interactions::Facts facts,
                                        const std::optional<oidc::BrowserSession>& browser,
                                        std::string_view behind = {});

// kInteractionGone unless the call has the interaction's own cookie.
Result<Scene> scene_of(const api::Incoming& incoming, Installation& in, std::string_view id);

// The address of its page.
std::string page_of(std::string_view app_id, std::string_view interaction_id);

void describe(interactions::Facts& facts, const oidc::Interaction& next);

// The authorization request that waits, once more.
oidc::Request request_of(const Scene& scene, const interactions::Facts& facts);

// Whoever signed in here is proved by the interaction's own cookie; everybody else by the session's.
Result<Known> session_of(const Scene& scene, const interactions::Facts& facts);

// What Session Management shows of it; nothing for an application that neither uses nor leaves a session.
std::optional<std::string> shown_state(const Installation& in, const applications::Application& application,
                                       std::string_view browser_id);

// The cookie's value for a browser that has just signed in, a secret that nobody has seen before; empty where
// there is none to be set.
Result<std::string> arm(db::Tx& tx, const Scene& scene, const interactions::Facts& facts);
Result<void> set_session_cookie(net::Response& response, const Scene& scene, const std::string& value);

// By which the browser remembers whoever has just signed in here, where the pool wants that.
Result<std::optional<api::Cookie>> remember_account(const Scene& scene, const interactions::Facts& facts);

// The application's answer. Of racing requests one gets it: what the others made is not handed out.
Result<net::Response> finish(const Scene& scene, const interactions::Facts& facts, oidc::Response answer,
                             bool consented);

// Back to the page, which asks what comes next.
Result<net::Response> ask(const Scene& scene, interactions::Open open, const oidc::Interaction& next,
                          const std::optional<oidc::BrowserSession>& session);

}  // namespace genauth::app
