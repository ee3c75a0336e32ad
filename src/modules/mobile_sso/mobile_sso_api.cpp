// The calls of apps, and of their servers: createSession, trackSession, exchangeUserInfoWithTicket,
// destorySession.
#include "api/call.h"
#include "base/id.h"
#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/mobile_sso.h"
#include "gen/errors/tickets.h"
#include "gen/ops/mobile_sso.h"
#include "modules/application_access/application_access.h"
#include "modules/applications/of_call.h"
#include "modules/audit/audit.h"
#include "modules/authentication/login.h"
#include "modules/codes/throttle.h"
#include "modules/mobile_sso/mobile_sso.h"
#include "modules/pools/pools.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/tickets/tickets.h"
#include "modules/users/user_dto.h"
#include "modules/users/users.h"
#include "net/address.h"

namespace genauth::ops {
namespace {

using mobile_sso::Session;

constexpr std::string_view kPurpose = "mobile-sso";
constexpr std::int64_t kTicketTtlMs = 60'000;
constexpr std::int64_t kSecretsMax = 5;                                // wrong ones with one ticket
constexpr codes::Limit kCreated{"mobile_sso_created", 30, 3'600'000};  // of a person
constexpr codes::Limit kMissed{"mobile_sso_missed", 100, 600'000};     // of an address

Error throttled(const codes::Limit& limit, std::int64_t now_ms) {
  return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(limit, now_ms)));
}

// What apps call by its name, the application has to be in.
Result<applications::Handle> participant(api::Call& call, const std::string& pool_id) {
  applications::Handle application = TRY(authentication::application_of(call));
  if (pool_id != call.pool_id) return errors::kPoolNotFound;
  if (!application->settings.sso_enabled) return errors::kMobileSsoOff;
  return application;
}

Result<void> check_misses(db::Tx& tx, const api::Call& call, std::string_view pool_id) {
  const std::string address = net::address_prefix(call.envelope.client_ip);
  const auto missed = TRY(codes::events_so_far(tx, pool_id, kMissed, address, call.now_ms));
  if (missed >= kMissed.limit) return throttled(kMissed, call.now_ms);
  return {};
}

Result<void> count_miss(db::Tx& tx, const api::Call& call, std::string_view pool_id) {
  const std::string address = net::address_prefix(call.envelope.client_ip);
  TRY(codes::count_event(tx, pool_id, kMissed, address, call.now_ms));
  return {};
}

// The person behind it, if the session that made it stands and this application lets that person go on.
Result<std::optional<users::User>> person_of(db::Session& session, const api::Call& call,
                                             const applications::Handle& application, const Session& shared) {
  auto user = TRY(users::find(session, call.pool_id, shared.user_id));
  if (!user || !users::may_sign_in(*user)) return std::optional<users::User>();
  authentication::Attempt attempt = authentication::attempt_of(call, application, *user);
  if (!public_accounts::inherit(session, shared.session_id, attempt)) return std::optional<users::User>();
  const bool may =
      TRY(application_access::may_enter(session, *application, {user->id, shared.session_id}, call.now_ms)) &&
      TRY(call.service<const authentication::Login>().may_go_on(session, std::move(attempt)));
  return may ? std::move(user) : std::optional<users::User>();
}

std::string name_of(const users::User& user) {
  for (const auto* name : {&user.nickname, &user.name, &user.username})
    if (*name && !(*name)->empty()) return **name;
  return {};
}

Result<dto::TrackedMobileSessionDto> offer(db::Tx& tx, api::Call& call, const users::User& user,
                                           const Session& shared) {
  const tickets::Binding binding{call.pool_id, std::string(kPurpose), call.app_id, ""};
  const std::string ticket =
      TRY(call.service<const tickets::Tickets>().issue(tx, binding, shared.id, kTicketTtlMs, call.now_ms));
  dto::TrackedMobileSessionDto data;
  data.ticket = call.app_id + "." + ticket;
  data.nickname = name_of(user);
  data.photo = user.photo.value_or("");
  return data;
}

// The application and the token of "<application>.<token>".
struct Presented {
  applications::Handle application;
  std::string token;
};
Result<Presented> presented(api::Call& call, const dto::ExchangeMobileTicketDto& req) {
  const std::size_t dot = req.ticket.find('.');
  const std::string app_id = req.ticket.substr(0, dot);
  if (dot == std::string::npos || !is_id(app_id)) return Error(errors::kTicketInvalid, "not the form of one");
  if (!call.app_id.empty() && call.app_id != app_id)
    return Error(errors::kTicketInvalid, "another application");
  const Result<applications::Handle> found = call.service<applications::Directory>().find(app_id);
  if (!found && found.error().code() != errors::kAppNotFound) return found.error().clone();
  if (!found || (*found)->pool_id != req.userPoolId || !(*found)->is_enabled() ||
      !(*found)->settings.sso_enabled)
    return Error(errors::kTicketInvalid, "no such application");
  return Presented{*found, req.ticket.substr(dot + 1)};
}

// Whoever has a ticket and not the secret; with the last try the ticket goes.
Result<dto::UserDto> refuse_secret(db::Tx& tx, const api::Call& call, const tickets::Binding& binding,
                                   const std::string& token) {
  const auto& tickets = call.service<const tickets::Tickets>();
  TRY(count_miss(tx, call, binding.pool_id));
  const Result<tickets::Ticket> ticket = tickets.look(tx, binding, token, call.now_ms);
  if (!ticket) return tx.refuse(ticket.error().clone());
  TRY(tickets.count_attempt(tx, binding.pool_id, *ticket, kSecretsMax));
  return tx.refuse(Error(errors::kClientAuthFailed).with_arg("secret"));
}

// Spends the ticket, also where the session behind it has ended meanwhile.
Result<dto::UserDto> spend(db::Tx& tx, const api::Call& call, const tickets::Binding& binding,
                           const Presented& presented) {
  const Result<tickets::Ticket> ticket =
      call.service<const tickets::Tickets>().consume(tx, binding, presented.token, call.now_ms);
  if (!ticket) {
    TRY(count_miss(tx, call, binding.pool_id));
    return tx.refuse(ticket.error().clone());
  }
  const auto gone = [&] { return tx.refuse(Error(errors::kTicketInvalid, "what it stood for is over")); };
  const auto shared = TRY(mobile_sso::load(tx, binding.pool_id, ticket->payload, call.now_ms));
  if (!shared) return gone();
  const auto user = TRY(users::find(tx, binding.pool_id, shared->user_id));
  if (!user || !users::may_sign_in(*user)) return gone();
  sessions::Verified maker;
  maker.pool_id = binding.pool_id;
  maker.user_id = shared->user_id;
  maker.session_id = shared->session_id;
  if (!sessions::check_alive(tx, maker, call.now_ms)) return gone();
  const application_access::Subject subject{user->id, shared->session_id};
  if (!TRY(application_access::may_enter(tx, *presented.application, subject, call.now_ms))) return gone();
  // The application's own session begins with this, so it stands where sign-ins do.
  TRY(audit::record(tx,
                    {.pool_id = binding.pool_id,
                     .type = "login",
                     .app_id = presented.application->id,
                     .user_id = user->id,
                     .client_ip = call.envelope.client_ip,
                     .detail = kPurpose},
                    call.now_ms));
  return users::to_dto(*user, {});
}

}  // namespace

Result<dto::MobileSessionDto> mobile_sso_create_session(api::Call& call,
                                                        const dto::CreateMobileSessionDto& req) {
  TRY(participant(call, req.userPoolId));
  return call.write([&](db::Tx& tx) -> Result<dto::MobileSessionDto> {
    const std::string& user_id = call.caller.user_id;
    if (TRY(codes::count_event(tx, call.pool_id, kCreated, user_id, call.now_ms)) > kCreated.limit)
      return tx.refuse(throttled(kCreated, call.now_ms));
    const pools::Settings settings = TRY(pools::find(tx, call.pool_id)).settings;
    dto::MobileSessionDto data;
    data.sessionId = TRY(mobile_sso::create(tx, {.pool_id = call.pool_id,
                                                 .device_id = req.deviceId,
                                                 .app_id = call.app_id,
                                                 .user_id = user_id,
                                                 .session_id = call.caller.session_id,
                                                 .now_ms = call.now_ms,
                                                 .expires_at = call.now_ms + settings.cookie_ttl_s * 1000}));
    return data;
  });
}

Result<dto::TrackedMobileSessionDto> mobile_sso_track_session(api::Call& call,
                                                              const dto::TrackMobileSessionQuery& query) {
  const applications::Handle application = TRY(participant(call, query.userPoolId));
  if (call.bearer.empty()) return errors::kMobileSessionRequired;
  return call.write([&](db::Tx& tx) -> Result<dto::TrackedMobileSessionDto> {
    TRY(check_misses(tx, call, call.pool_id));
    const auto shared = TRY(mobile_sso::find(tx, call.pool_id, query.deviceId, call.bearer, call.now_ms));
    if (shared)
      if (const auto user = TRY(person_of(tx, call, application, *shared)))
        return offer(tx, call, *user, *shared);
    TRY(count_miss(tx, call, call.pool_id));
    return dto::TrackedMobileSessionDto();
  });
}

Result<dto::UserDto> mobile_sso_exchange_ticket(api::Call& call, const dto::ExchangeMobileTicketDto& req) {
  const Presented ticket = TRY(presented(call, req));
  const applications::Application& application = *ticket.application;
  const bool is_right = crypto::equal_constant_time(req.secret, application.secret);
  const tickets::Binding binding{application.pool_id, std::string(kPurpose), application.id, ""};
  return call.write([&](db::Tx& tx) -> Result<dto::UserDto> {
    TRY(check_misses(tx, call, binding.pool_id));
    return is_right ? spend(tx, call, binding, ticket) : refuse_secret(tx, call, binding, ticket.token);
  });
}

Result<void> mobile_sso_destroy_session(api::Call& call, const dto::DestroyMobileSessionDto& req) {
  if (req.userPoolId != call.pool_id) return errors::kPoolNotFound;
  return call.write([&](db::Tx& tx) {
    return mobile_sso::remove(tx, call.pool_id, req.deviceId, req.destoryAll ? "" : call.app_id,
                              call.caller.user_id);
  });
}

}  // namespace genauth::ops
