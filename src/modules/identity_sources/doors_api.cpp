// Where browsers enter and leave: /connections/…/init, /connections/social/{identifier}, the callbacks, and
// /api/v3/link-extidp; and what a SAML provider wants to know of us.
#include <algorithm>

#include "api/call.h"
#include "gen/errors/identity_sources.h"
#include "gen/ops/identity_sources.h"
#include "modules/identity_sources/directories.h"
#include "modules/identity_sources/flow.h"
#include "modules/identity_sources/protocols.h"
#include "modules/tickets/tickets.h"

namespace genauth::ops {
namespace {

using identity_sources::Connection;

// Exactly one of the application's addresses; there is no other way to name one.
Result<std::string> return_address(const applications::Application& application,
                                   const std::optional<std::string>& wanted) {
  const auto& known = application.settings.redirect_uris;
  const Error refused = Error(errors::kRedirectNotAllowed).with_field("redirect_uri");
  if (!known || known->empty()) return refused.clone();
  if (!wanted) return known->size() == 1 ? Result<std::string>(known->front()) : refused.clone();
  if (std::ranges::find(*known, *wanted) == known->end()) return refused.clone();
  return *wanted;
}

// The queries of the doors are alike, though each is a type of its own. `only`: the type of connection that
// the door is for; empty: any that has somewhere to send the browser.
template <class Query>
Result<api::Reply> start(api::Call& call, const Query& query, std::string_view only = {}) {
  const auto application = TRY(identity_sources::application_at_door(call, query.app_id.value_or("")));
  const Connection connection = TRY(identity_sources::offered(call, query.identifier, application->id));
  // People sign in to a directory at /api/v3/signin.
  if (identity_sources::is_directory(connection.type) || (!only.empty() && connection.type != only))
    return Error(errors::kConnectionDisabled).with_arg(query.identifier);
  dto::StoredSourceFlow flow;
  flow.kind = "signin";
  flow.return_to = TRY(return_address(*application, query.redirect_uri));
  flow.app_state = query.state.value_or("");
  flow.scope = query.scope.value_or("");
  flow.code_challenge = query.code_challenge.value_or("");
  if (flow.code_challenge.empty() && application->settings.token_auth_method == "none")
    return errors::kChallengeRequired;
  return identity_sources::begin(call, connection, std::move(flow));
}

template <class Query>
Result<api::Reply> come_back(api::Call& call, const Query& query) {
  dto::StoredSourceAnswer answer;
  answer.state = query.state;
  for (const auto& code : {query.code, query.authCode, query.auth_code})
    if (code && answer.code.empty()) answer.code = *code;
  answer.error = query.error.value_or("");
  answer.iss = query.iss.value_or("");
  return identity_sources::come_back(call, answer);
}

Result<api::Reply> keep(api::Call& call, const dto::SourceAnswerForm& form) {
  dto::StoredSourceAnswer answer;
  answer.state = form.state;
  answer.code = form.code.value_or("");
  answer.id_token = form.id_token.value_or("");
  answer.user = form.user.value_or("");
  answer.error = form.error.value_or("");
  answer.iss = form.iss.value_or("");
  return identity_sources::keep_answer(call, answer);
}

}  // namespace

Result<api::Reply> connections_oidc_init(api::Call& call, const dto::StartAtOidcQuery& query) {
  return start(call, query);
}
Result<api::Reply> connections_oauth2_init(api::Call& call, const dto::StartAtOauth2Query& query) {
  return start(call, query);
}
Result<api::Reply> connections_azure_ad_init(api::Call& call, const dto::StartAtAzureAdQuery& query) {
  return start(call, query);
}
Result<api::Reply> connections_cas_init(api::Call& call, const dto::StartAtCasQuery& query) {
  return start(call, query, "cas");
}
Result<api::Reply> connections_saml_init(api::Call& call, const dto::StartAtSamlQuery& query) {
  return start(call, query, "saml");
}
Result<api::Reply> connections_social_identifier(api::Call& call, const dto::StartAtSocialQuery& query) {
  return start(call, query);
}

Result<api::Reply> come_back_from_oidc(api::Call& call, const dto::ComeBackFromOidcQuery& query) {
  return come_back(call, query);
}
Result<api::Reply> connections_oauth2_callback(api::Call& call, const dto::ComeBackFromOauth2Query& query) {
  return come_back(call, query);
}
Result<api::Reply> come_back_from_social(api::Call& call, const dto::ComeBackFromSocialQuery& query) {
  return come_back(call, query);
}

Result<api::Reply> come_back_from_oidc_by_post(api::Call& call, const dto::SourceAnswerForm& req) {
  return keep(call, req);
}
Result<api::Reply> come_back_from_social_by_post(api::Call& call, const dto::SourceAnswerForm& req) {
  return keep(call, req);
}

Result<api::Reply> connections_cas_callback(api::Call& call, const dto::ComeBackFromCasQuery& query) {
  dto::StoredSourceAnswer answer;
  answer.state = query.state;
  answer.code = query.ticket.value_or("");
  return identity_sources::come_back(call, answer);
}

Result<api::Reply> connections_saml_callback(api::Call& call, const dto::SamlAnswerForm& req) {
  dto::StoredSourceAnswer answer;
  answer.state = identity_sources::state_of_relay(req.RelayState);
  answer.saml_response = req.SAMLResponse;
  return identity_sources::keep_answer(call, answer);
}

Result<api::Reply> connections_saml_metadata(api::Call& call, const dto::SamlMetadataQuery& query) {
  const auto application = TRY(identity_sources::application_at_door(call, query.app_id.value_or("")));
  const Connection connection = TRY(identity_sources::offered(call, query.identifier, application->id));
  if (connection.type != "saml") return Error(errors::kConnectionDisabled).with_arg(query.identifier);
  const std::string callback = identity_sources::callback_of(call, connection);
  return api::file("application/samlmetadata+xml",
                   saml::metadata(identity_sources::service_provider(connection, callback)));
}

Result<api::Reply> connections_continue(api::Call& call, const dto::ContinueFromSourceQuery& query) {
  return identity_sources::come_back(call, TRY(identity_sources::take_answer(call, query.handle)));
}

Result<api::Reply> link_extidp(api::Call& call, const dto::LinkExtIdpQuery& query) {
  const auto application = TRY(identity_sources::application_at_door(call, query.app_id.value_or("")));
  const tickets::Ticket ticket = TRY(call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().consume(
        tx, {call.pool_id, std::string(identity_sources::kLinkPurpose), application->id, ""}, query.handle,
        call.now_ms);
  }));
  auto flow = TRY(identity_sources::opened<dto::StoredSourceFlow>(ticket.payload));
  const auto connection = TRY(call.read([&](db::Session& session) {
    return call.service<const identity_sources::Connections>().find(session, call.pool_id,
                                                                    flow.connection_id);
  }));
  if (!connection) return Error(errors::kConnectionDisabled).with_arg(flow.connection_id);
  TRY(identity_sources::offered(call, connection->identifier, application->id));
  if (identity_sources::is_directory(connection->type))
    return identity_sources::ask_application(call, *connection, flow);
  // Made in this very browser: then nobody talked its owner into opening somebody else's link.
  flow.confirmed = !flow.browser.empty() && flow.browser == identity_sources::known_browser(call);
  return identity_sources::begin(call, *connection, std::move(flow));
}

}  // namespace genauth::ops
