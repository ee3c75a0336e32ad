#include "modules/identity_sources/hosted.h"

#include <algorithm>

#include "api/cookie.h"
#include "base/encoding.h"
#include "connectors/social/row.h"
#include "gen/error_table.h"
#include "gen/errors/core.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/interactions.h"
#include "gen/ops/identity_sources.h"
#include "modules/identity_sources/binding.h"
#include "modules/identity_sources/connection_dto.h"
#include "modules/identity_sources/directories.h"
#include "modules/identity_sources/offered.h"
#include "modules/identity_sources/protocols.h"
#include "modules/interactions/interactions.h"

namespace genauth::identity_sources {
namespace {

std::string page_of(const api::Call& call, std::string_view interaction_id) {
  return std::string("/").append(call.app_id).append("/login/").append(interaction_id);
}

// How the sign-in went on: an error in any case, for nobody gets tokens here.
Error outcome_of(api::Call& call, const Connection& connection, const dto::StoredInteraction& arrived) {
  const Result<std::string> handle = keep_interaction(call, arrived);
  if (!handle) return handle.error().clone();
  if (arrived.kind == "choose")
    return interactions::demanded(call, question_of(connection, arrived, *handle));
  const Result<Open> open = look_open(call, kInteractionPurpose, *handle);
  if (!open) return open.error().clone();
  const auto finished = finish_arrival(call, *open);
  return finished ? Error(errors::kInternal, "a hosted sign-in gave tokens") : finished.error().clone();
}

// Whether a browser can be sent there; connections of apps and mini programs bring a code instead.
bool has_page(const Connection& connection) {
  return door_of(connection.type) != "social" || social::find_row(connection.type) != nullptr;
}

bool is_shown(const applications::Application& application, std::string_view kind) {
  if (!application.settings.branding) return true;
  return kind == "social" ? application.settings.branding->social_connections
                          : application.settings.branding->enterprise_connections;
}

}  // namespace

Result<api::Reply> return_to_page(api::Call& call, const Connection& connection,
                                  const dto::StoredSourceFlow& flow, const dto::StoredInteraction& arrived) {
  const std::string page = page_of(call, flow.interaction);
  call.envelope.interaction = api::shown_interaction(flow.interaction, call.envelope.cookies);
  if (call.envelope.interaction.empty()) return api::redirect(page);
  const Error outcome = outcome_of(call, connection, arrived);
  if (outcome.code() == errors::kFlowFinished) return api::redirect(page + "/resume");
  // The page shows the demand, or that its interaction is gone.
  const int status = error_row(outcome.code()).status_code;
  if (outcome.code() == errors::kInteractionGone || (status >= 300 && status < 400))
    return api::redirect(page);
  return tell_page(call, flow, outcome);
}

api::Reply tell_page(api::Call& call, const dto::StoredSourceFlow& flow, const Error& error) {
  const std::string token = api::shown_interaction(flow.interaction, call.envelope.cookies);
  const auto& tickets = call.service<const tickets::Tickets>();
  // An interaction that is gone is told of by its page.
  (void)call.write([&](db::Tx& tx) -> Result<void> {
    interactions::Open open =
        TRY(interactions::look(tx, tickets, call.pool_id, call.app_id, token, call.now_ms));
    dto::StoredHostedNotice notice;
    notice.error = error_row(error.code()).key;
    notice.field = error.field();
    notice.arg = error.arg();
    open.facts.notice = std::move(notice);
    return interactions::keep(tx, tickets, call.pool_id, open);
  });
  return api::redirect(page_of(call, flow.interaction));
}

Result<std::vector<dto::HostedSourceDto>> offered_on_page(const api::Call& call, db::Session& session,
                                                          const applications::Application& application,
                                                          std::string_view interaction_id) {
  std::vector<dto::HostedSourceDto> shown;
  for (const Connection& each :
       TRY(call.service<const Connections>().of_app(session, call.pool_id, application.id))) {
    const Source source = TRY(find_any(session, call.pool_id, each.source_id));
    const std::string_view kind = kind_of(source.type);
    const bool asks_here = is_directory(each.type);
    if (!is_shown(application, kind) || (!asks_here && !has_page(each))) continue;
    dto::HostedSourceDto& row = shown.emplace_back();
    row.identifier = each.identifier;
    row.name = each.display_name.empty() ? source.name : each.display_name;
    row.type = each.type;
    if (!each.logo.empty()) row.logo = each.logo;
    if (!asks_here)
      row.url = std::string("/")
                    .append(application.id)
                    .append("/interaction/")
                    .append(interaction_id)
                    .append("/source/")
                    .append(each.identifier);
    if (kind == "enterprise" && each.fields.authoritativeDomains) {
      row.domains = each.fields.authoritativeDomains;
      for (std::string& domain : *row.domains) domain = to_lower_ascii(domain);
    }
  }
  return shown;
}

}  // namespace genauth::identity_sources

namespace genauth::ops {

Result<api::Reply> interaction_source(api::Call& call, const dto::StartFromPageQuery& query) {
  const auto application = TRY(identity_sources::application_at_door(call, ""));
  const std::string token = api::shown_interaction(query.id, call.envelope.cookies);
  const auto known = call.read([&](db::Session& session) {
    return interactions::look(session, call.service<const tickets::Tickets>(), call.pool_id, application->id,
                              token, call.now_ms);
  });
  if (!known && known.error().code() != errors::kInteractionGone) return known.error().clone();
  if (!known) return api::redirect("/" + application->id + "/login/" + query.id);
  const auto connection = TRY(identity_sources::offered(call, query.identifier, application->id));
  if (identity_sources::is_directory(connection.type))
    return Error(errors::kConnectionDisabled).with_arg(query.identifier);
  dto::StoredSourceFlow flow;
  flow.kind = "signin";
  flow.interaction = query.id;
  return identity_sources::begin(call, connection, std::move(flow));
}

}  // namespace genauth::ops
