#include "modules/identity_sources/flow.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/error_table.h"
#include "gen/errors/access.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "locale/language.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/hosted.h"
#include "modules/identity_sources/protocols.h"
#include "modules/sessions/sessions.h"
#include "modules/tickets/tickets.h"

namespace genauth::identity_sources {
namespace {

constexpr std::string_view kBrowserCookie = "__Host-genauth-browser";
constexpr std::int64_t kFlowMs = 600'000, kAnswerMs = 120'000;
constexpr std::size_t kIdSize = 24, kStateSize = 2 * kIdSize + 64, kReasonMax = 120;

// Some sources take nothing but letters and digits in a state, and at most 128: the pool, the ticket's id and
// its secret, in hex.
std::string pack(std::string_view pool_id, std::string_view ticket) {
  const std::size_t dot = ticket.find('.');
  return std::string(pool_id).append(ticket.substr(0, dot)).append(hex(*unbase64url(ticket.substr(dot + 1))));
}

struct State {
  std::string pool_id, ticket;
};

std::optional<State> unpack(std::string_view state) {
  if (state.size() != kStateSize) return std::nullopt;
  const auto secret = unhex(state.substr(2 * kIdSize));
  if (!secret || !is_id(state.substr(0, kIdSize)) || !is_id(state.substr(kIdSize, kIdSize)))
    return std::nullopt;
  State found{std::string(state.substr(0, kIdSize)), std::string(state.substr(kIdSize, kIdSize))};
  found.ticket.append(".").append(base64url(*secret));
  return found;
}

std::string digest(std::string_view cookie) {
  return cookie.empty() ? std::string() : hex(crypto::sha256(cookie));
}

// The flow behind a state, still unused. kStateInvalid.
Result<tickets::Ticket> look(api::Call& call, std::string_view state, State& parts) {
  auto unpacked = unpack(state);
  if (!unpacked) return Error(errors::kStateInvalid, "not the form of a state");
  if (!call.pool_id.empty() && call.pool_id != unpacked->pool_id)
    return Error(errors::kStateInvalid, "of another pool than the host");
  parts = *std::move(unpacked);
  auto ticket = call.read([&](db::Session& session) {
    return call.service<const tickets::Tickets>().look(
        session, {parts.pool_id, std::string(kFlowPurpose), "", ""}, parts.ticket, call.now_ms);
  });
  if (!ticket) return Error(errors::kStateInvalid, ticket.error().detail());
  return *std::move(ticket);
}

// Proves that this browser began the flow, and uses it up.
Result<dto::StoredSourceFlow> take_flow(api::Call& call, std::string_view state) {
  State parts;
  const tickets::Ticket ticket = TRY(look(call, state, parts));
  const auto flow = TRY(opened<dto::StoredSourceFlow>(ticket.payload));
  if (!crypto::equal_constant_time(flow.browser, known_browser(call)))
    return Error(errors::kStateInvalid, "another browser than the one that began");
  const auto taken = call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().consume(
        tx, {parts.pool_id, std::string(kFlowPurpose), "", ""}, parts.ticket, call.now_ms);
  });
  if (!taken) return Error(errors::kStateInvalid, "somebody was faster");
  call.pool_id = parts.pool_id;
  call.app_id = flow.app_id;
  return flow;
}

struct Scene {
  const Connection& connection;
  const dto::StoredSourceFlow& flow;
  Profile profile;
};

Result<api::Reply> hand_over(api::Call& call, Scene& scene, dto::StoredInteraction interaction) {
  interaction.connection_id = scene.connection.id;
  interaction.code_challenge = scene.flow.code_challenge;
  interaction.scope = scene.flow.scope;
  interaction.profile = std::move(scene.profile);
  if (!scene.flow.interaction.empty()) return return_to_page(call, scene.connection, scene.flow, interaction);
  const std::string handle = TRY(keep_interaction(call, interaction));
  return api::redirect(
      with_params(scene.flow.return_to, {{"interaction", handle}, {"state", scene.flow.app_state}}));
}

Result<api::Reply> finish_link(api::Call& call, Scene& scene) {
  const dto::StoredSourceFlow& flow = scene.flow;
  if (!flow.confirmed) {
    dto::StoredInteraction interaction;
    interaction.kind = "link";
    interaction.user_id = flow.user_id;
    return hand_over(call, scene, std::move(interaction));
  }
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    sessions::Verified owner;
    owner.pool_id = call.pool_id;
    owner.user_id = flow.user_id;
    owner.session_id = flow.session_id;
    TRY(sessions::check_alive(tx, owner, call.now_ms));  // whoever was signed out since links nothing
    if (!scene.connection.user_linking) return errors::kLinkingDisabled;
    const auto user = TRY(users::find(tx, call.pool_id, flow.user_id));
    if (!user) return errors::kUserNotFound;
    const std::string made = TRY(link(tx, call.service<const crypto::Sealer>(), scene.connection,
                                      scene.profile, flow.user_id, call.now_ms));
    if (made.empty()) return {};
    account_security::Scene where = account_security::scene_of(call);
    where.user_id = flow.user_id;
    where.session_id = flow.session_id;
    TRY(account_security::settle_identity(where, tx, *user, made));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "link_identity",
                          .app_id = call.app_id,
                          .user_id = flow.user_id,
                          .client_ip = call.envelope.client_ip,
                          .detail = scene.connection.source_id},
                         call.now_ms);
  }));
  return api::redirect(with_params(flow.return_to, {{"result", "linked"}}));
}

Result<api::Reply> go_on(api::Call& call, const dto::StoredSourceFlow& flow,
                         const dto::StoredSourceAnswer& answer) {
  TRY(authentication::application_of(call));
  const auto connection = TRY(call.read([&](db::Session& session) -> Result<std::optional<Connection>> {
    if (!TRY(is_on(session, call.pool_id, flow.connection_id, flow.app_id)))
      return std::optional<Connection>();
    return call.service<const Connections>().find(session, call.pool_id, flow.connection_id);
  }));
  if (!connection) return Error(errors::kConnectionDisabled).with_arg(flow.connection_id);
  if (!answer.error.empty())
    return Error(errors::kSourceRefused).with_arg(answer.error.substr(0, kReasonMax));
  const social::Profile profile = TRY(arrival(call, *connection, flow, answer));
  Scene scene{*connection, flow, to_stored(*connection, profile)};
  if (flow.kind == "link") return finish_link(call, scene);
  const Decision decision = TRY(settle(call, *connection, scene.profile));
  dto::StoredInteraction interaction;
  interaction.kind = decision.kind == Decision::Kind::kUser ? "complete" : "choose";
  interaction.user_id = decision.user_id;
  interaction.links = decision.to_link;
  if (!decision.question.empty()) interaction.question = decision.question;
  return hand_over(call, scene, std::move(interaction));
}

// RFC 6749 §4.1.2.1: the address is the application's own, so the browser brings it the error.
Result<api::Reply> tell_application(api::Call& call, const dto::StoredSourceFlow& flow, const Error& error) {
  if (!flow.interaction.empty()) return tell_page(call, flow, error);
  if (flow.return_to.empty()) return error.clone();
  const std::string words = locale::message(error.code(), call.envelope.language, error.field(), error.arg());
  return api::redirect(with_params(
      flow.return_to,
      {{"error", error_row(error.code()).key}, {"error_description", words}, {"state", flow.app_state}}));
}

}  // namespace

std::string callback_of(const api::Call& call, const Connection& connection) {
  std::string base = call.envelope.base_url;
  const std::size_t slash = base.rfind('/');
  if (slash != std::string::npos && is_id(std::string_view(base).substr(slash + 1))) base.erase(slash);
  return base.append("/connections/").append(door_of(connection.type)).append("/callback");
}

Result<applications::Handle> application_at_door(api::Call& call, std::string_view app_id) {
  if (!app_id.empty() && !call.app_id.empty() && call.app_id != app_id) return errors::kAppNotFound;
  if (!app_id.empty()) call.app_id = app_id;
  applications::Handle application = TRY(authentication::application_of(call));
  call.pool_id = application->pool_id;
  return application;
}

Result<Connection> offered(api::Call& call, std::string_view identifier, std::string_view app_id) {
  return call.read([&](db::Session& session) -> Result<Connection> {
    auto found = TRY(call.service<const Connections>().find_by_identifier(session, call.pool_id, identifier));
    if (found && TRY(is_on(session, call.pool_id, found->id, app_id))) return *std::move(found);
    return Error(errors::kConnectionDisabled).with_arg(std::string(identifier));
  });
}

std::string known_browser(const api::Call& call) {
  return digest(call.cookie(kBrowserCookie).value_or(""));
}

Result<std::string> browser_of(api::Call& call) {
  std::string known = known_browser(call);
  if (!known.empty()) return known;
  const std::int64_t age_s = TRY(call.read([&](db::Session& session) -> Result<std::int64_t> {
    return pools::cookie_age_s(TRY(pools::find(session, call.pool_id)).settings);
  }));
  const std::string fresh = crypto::random_token(32);
  call.set_cookie({.name = std::string(kBrowserCookie), .value = fresh, .max_age_s = age_s});
  return digest(fresh);
}

Result<api::Reply> begin(api::Call& call, const Connection& connection, dto::StoredSourceFlow flow) {
  flow.app_id = call.app_id;
  flow.connection_id = connection.id;
  flow.redirect_uri = callback_of(call, connection);
  flow.nonce = crypto::random_token(32);
  flow.verifier = crypto::random_token(48);
  flow.browser = TRY(browser_of(call));
  const std::string ticket = TRY(call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().issue(tx, {call.pool_id, std::string(kFlowPurpose), "", ""},
                                                        json::encode(flow), kFlowMs, call.now_ms);
  }));
  const auto address = address_at_source(call, connection, flow, pack(call.pool_id, ticket));
  return address ? api::redirect(*address) : tell_application(call, flow, address.error());
}

Result<api::Reply> ask_application(api::Call& call, const Connection& connection,
                                   const dto::StoredSourceFlow& flow) {
  Scene scene{connection, flow, {}};
  dto::StoredInteraction interaction;
  interaction.kind = "link";
  interaction.user_id = flow.user_id;
  return hand_over(call, scene, std::move(interaction));
}

Result<api::Reply> come_back(api::Call& call, const dto::StoredSourceAnswer& answer) {
  const dto::StoredSourceFlow flow = TRY(take_flow(call, answer.state));
  Result<api::Reply> outcome = go_on(call, flow, answer);
  return outcome ? std::move(outcome) : tell_application(call, flow, outcome.error());
}

Result<api::Reply> keep_answer(api::Call& call, const dto::StoredSourceAnswer& answer) {
  State parts;
  TRY(look(call, answer.state, parts));
  const std::string ticket = TRY(call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().issue(tx,
                                                        {parts.pool_id, std::string(kAnswerPurpose), "", ""},
                                                        json::encode(answer), kAnswerMs, call.now_ms);
  }));
  // Relative: the browser stays on the host that it came to.
  return api::redirect("/connections/continue?handle=" + pack(parts.pool_id, ticket));
}

Result<dto::StoredSourceAnswer> take_answer(api::Call& call, std::string_view handle) {
  const auto parts = unpack(handle);
  if (!parts) return Error(errors::kStateInvalid, "not the form of a handle");
  const auto ticket = call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().consume(
        tx, {parts->pool_id, std::string(kAnswerPurpose), "", ""}, parts->ticket, call.now_ms);
  });
  if (!ticket) return Error(errors::kStateInvalid, ticket.error().detail());
  return opened<dto::StoredSourceAnswer>(ticket->payload);
}

std::string with_params(std::string address,
                        std::initializer_list<std::pair<std::string_view, std::string_view>> params) {
  for (const auto& [name, value] : params) {
    if (value.empty()) continue;
    address.append(address.find('?') == std::string::npos ? "?" : "&");
    address.append(name).append("=").append(percent_encode(value));
  }
  return address;
}

}  // namespace genauth::identity_sources
