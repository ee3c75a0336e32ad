// create-event-app, list-event-apps, list-events, define-event, pub-event and pub-userEvent.
#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/ops/events.h"
#include "modules/audit/of_call.h"
#include "modules/codes/throttle.h"
#include "modules/event_log/event_log.h"
#include "modules/events/events.h"

namespace genauth::ops {
namespace {

constexpr std::size_t kDataMax = 64 * 1024;
constexpr codes::Limit kPerUser{"user_events", 60, 60'000};

// Only what the pool has defined may be published: nobody can play the product's own events.
Result<void> check_event(db::Session& session, const api::Call& call, const dto::PubEventDto& req) {
  if (req.eventData.text.size() > kDataMax)
    return Error(errors::kTooLong).with_field("eventData").with_arg(std::to_string(kDataMax));
  if (!TRY(events::is_defined(session, call.pool_id, req.eventType)))
    return Error(errors::kObjectNotFound).with_field("eventType").with_arg(req.eventType);
  return {};
}

Result<void> emit(db::Tx& tx, const api::Call& call, const dto::PubEventDto& req, const std::string& sender) {
  return event_log::emit(tx,
                         {.pool_id = call.pool_id,
                          .code = req.eventType,
                          .user_id = call.caller.user_id,
                          .sender = sender,
                          .data = req.eventData.text},
                         call.now_ms);
}

dto::PubEventRespDataDto success() {
  dto::PubEventRespDataDto answer;
  answer.success = true;
  return answer;
}

}  // namespace

Result<void> create_event_app(api::Call& call, const dto::CreateEventAppDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    TRY(events::create_app(tx, call.pool_id, {req.identifier, req.name, req.logo}, call.now_ms));
    return audit::record_by_key(tx, call, "createEventApp", req.identifier);
  });
}

Result<dto::EventAppPagingDto> list_event_apps(api::Call& call) {
  const auto apps = TRY(call.read([&](db::Session& session) { return events::apps(session, call.pool_id); }));
  dto::EventAppPagingDto answer;
  for (const events::App& app : apps) {
    dto::EventAppDto shown;
    shown.identifier = app.identifier;
    shown.name = app.name;
    shown.logo = app.logo;
    answer.list.push_back(std::move(shown));
  }
  answer.totalCount = static_cast<std::int64_t>(answer.list.size());
  return answer;
}

// The product's own first, then the pool's, each in the order of their codes.
Result<dto::OpenEventPagingDto> list_events(api::Call& call, const dto::ListEventsQuery& query) {
  std::vector<events::Known> all(events::catalogue().begin(), events::catalogue().end());
  const auto own =
      TRY(call.read([&](db::Session& session) { return events::definitions(session, call.pool_id); }));
  all.insert(all.end(), own.begin(), own.end());
  if (query.app && !query.app->empty())
    std::erase_if(all, [&](const events::Known& known) { return !known.code.starts_with(*query.app + "."); });
  dto::OpenEventPagingDto answer;
  answer.totalCount = static_cast<std::int64_t>(all.size());
  const auto first = static_cast<std::size_t>((query.page - 1) * query.limit);
  for (std::size_t i = first; i < std::min(all.size(), first + static_cast<std::size_t>(query.limit)); ++i) {
    dto::OpenEventDto shown;
    shown.id = all[i].id;
    shown.code = all[i].code;
    shown.topic = all[i].code;
    shown.name = all[i].name;
    shown.desc = all[i].name;
    answer.list.push_back(std::move(shown));
  }
  return answer;
}

Result<void> define_event(api::Call& call, const dto::DefineEventDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    TRY(events::define(tx, call.pool_id, req.eventType, req.eventDescription, call.now_ms));
    return audit::record_by_key(tx, call, "defineEvent", req.eventType);
  });
}

Result<dto::PubEventRespDataDto> pub_event(api::Call& call, const dto::PubEventDto& req) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(check_event(tx, call, req));
    return emit(tx, call, req, "{\"type\":\"management\"}");
  }));
  return success();
}

Result<dto::PubEventRespDataDto> pub_user_event(api::Call& call, const dto::PubEventDto& req) {
  const std::string sender = "{\"type\":\"user\",\"userId\":" + json_quote(call.caller.user_id) + "}";
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(check_event(tx, call, req));
    const std::int64_t count =
        TRY(codes::count_event(tx, call.pool_id, kPerUser, call.caller.user_id, call.now_ms));
    if (count > kPerUser.limit)
      return tx.refuse(
          Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(kPerUser, call.now_ms))));
    return emit(tx, call, req, sender);
  }));
  return success();
}

}  // namespace genauth::ops
