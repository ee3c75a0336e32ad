// What follows every change of an account: sessions end, people are told.
#include "modules/account_security/account_security.h"
#include "modules/account_security/account_tickets.h"
#include "modules/account_security/notices.h"
#include "modules/messages/messages.h"
#include "modules/users/otp.h"
#include "modules/users/sign_out.h"

namespace genauth::account_security {
namespace {

constexpr std::int64_t kLinkTtlMs = 72 * 3'600'000LL;
// Of modules above this one: sign-ins that wait for a second factor, or for information.
// Sign-ins that wait for their person, by the step that stopped them.
constexpr std::string_view kWaiting[] = {"mfa",           "completion", "agreements",
                                         "tenant_choice", "username",   "account_choice"};

// Somebody to tell. `role` decides what their link may do: "old" (the address was on the account before the
// change and is not now), "new" (the other way round), "own" (it is on the account before and after).
struct Reader {
  std::string_view role;
  std::string email, country_code, number;
  std::optional<std::int64_t> since =
      {};  // when the address came onto the account; absent: it was always there
};

Reader by_email(std::string_view role, const users::User& user) {
  return {role, *user.email, "", "", user.email_changed_at};
}
Reader by_phone(std::string_view role, const users::User& user) {
  return {role, "", *user.phone_country_code, *user.phone, user.phone_changed_at};
}

std::vector<Reader> readers_of(const users::User& before, const users::User& after, Change change) {
  std::vector<Reader> readers;
  if (change == Change::kEmail) {
    if (before.email) readers.push_back(by_email("old", before));
    if (after.email) readers.push_back(by_email("new", after));
    if (!before.email && before.phone) readers.push_back(by_phone("own", before));
  } else if (change == Change::kPhone) {
    if (before.phone) readers.push_back(by_phone("old", before));
    if (after.phone) readers.push_back(by_phone("new", after));
    if (before.email) readers.push_back(by_email("own", before));
  } else {
    if (before.email) readers.push_back(by_email("own", before));
    const bool both = change == Change::kDeletion;
    if (before.phone && (both || !before.email)) readers.push_back(by_phone("own", before));
  }
  return readers;
}

std::string_view name_of(Change change) {
  switch (change) {
    case Change::kEmail: return "email";
    case Change::kPhone: return "phone";
    case Change::kFactor: return "factor";
    case Change::kDeletion: return "deletion";
    case Change::kIdentity: return "identity";
    case Change::kPassword: break;
  }
  return "password";
}

// What happened to an account.
struct Event {
  const users::User& before;
  const users::User& after;
  Change change;
  FactorChange factor = {};
};

// old_*: where the link was read, unless that is a new address; email, phone: what came onto the account.
dto::StoredAccountTicket ticket_of(const Event& event, const Reader& reader, std::int64_t now_ms) {
  dto::StoredAccountTicket what;
  what.user_id = event.before.id;
  what.change = name_of(event.change);
  what.recipient = reader.role;
  what.made_at = now_ms;
  what.factor_kind = event.factor.kind;
  what.factor_id = event.factor.id;
  if (event.change == Change::kEmail) what.email = event.after.email.value_or("");
  if (event.change == Change::kPhone) {
    what.phone = event.after.phone.value_or("");
    what.phone_country_code = event.after.phone_country_code.value_or("");
  }
  if (reader.role != "new") {
    what.old_email = reader.email;
    what.old_phone = reader.number;
    what.old_phone_country_code = reader.country_code;
  }
  return what;
}

Result<std::string> link_of(const Scene& scene, db::Tx& tx, const dto::StoredAccountTicket& what) {
  const std::string token = TRY(issue_not_me(scene, tx, what, kLinkTtlMs));
  std::string link = scene.services.get<const PublicOrigin>().url;
  return link.append("/").append(scene.app_id).append("/account/not-me?token=").append(token);
}

messages::Message message_of(const Scene& scene, Change change, const Reader& reader, std::string_view link) {
  NoticeText notice = notice_text(change, scene.language, link);
  messages::Message message;
  message.kind = reader.email.empty() ? "sms" : "email";
  message.recipient = reader.email.empty() ? reader.country_code + reader.number : reader.email;
  message.country_code = reader.country_code;
  message.national = reader.number;
  message.scene = "ACCOUNT_CHANGED";
  message.subject = std::move(notice.subject);
  message.text = std::move(notice.text);
  message.language = locale::tag(scene.language);
  return message;
}

bool can_tell(const messages::Outbox& outbox, db::Tx& tx, std::string_view pool_id, const Reader& reader) {
  return (reader.email.empty() ? outbox.can_send_sms(reader.country_code)
                               : outbox.can_send_email(tx, pool_id))
      .has_value();
}

// A link at an address that a thief may have put there would undo the owner's next step. What a new address
// can do is take itself off.
bool gets_link(const Scene& scene, const Event& event, const Reader& reader) {
  if (event.change == Change::kDeletion) return false;
  if (reader.role != "new" && is_fresh(reader.since, scene.now_ms)) return false;
  // An administrator's own call names no application, and the page is an application's.
  return !scene.app_id.empty();
}

Result<void> end_sessions(const Scene& scene, db::Tx& tx, const Event& event) {
  const auto& sign_out = scene.services.get<const users::SignOut>();
  const std::string& user_id = event.before.id;
  const bool is_own = scene.user_id == user_id && event.change != Change::kDeletion;
  if (!is_own || scene.session_id.empty())
    return sign_out.everywhere(tx, scene.pool_id, user_id, scene.now_ms);
  return sign_out.elsewhere(tx, scene.pool_id, user_id, scene.session_id, scene.now_ms);
}

Result<void> settle_event(const Scene& scene, db::Tx& tx, const Event& event) {
  TRY(end_sessions(scene, tx, event));
  // Not for factors: whoever shows a new one at a sign-in closes its ticket after this.
  if (event.change == Change::kPassword || event.change == Change::kIdentity)
    for (const std::string_view purpose : kWaiting)
      TRY(tickets::drop_of_user(tx, scene.pool_id, event.before.id, purpose));
  const auto& outbox = scene.services.get<const messages::Outbox>();
  for (const Reader& reader : readers_of(event.before, event.after, event.change)) {
    if (!can_tell(outbox, tx, scene.pool_id, reader)) continue;
    const std::string link = gets_link(scene, event, reader)
                                 ? TRY(link_of(scene, tx, ticket_of(event, reader, scene.now_ms)))
                                 : std::string();
    TRY(outbox.enqueue(tx, scene.pool_id, "ACCOUNT_CHANGED", message_of(scene, event.change, reader, link),
                       scene.now_ms));
  }
  return {};
}

}  // namespace

bool is_fresh(const std::optional<std::int64_t>& changed_at, std::int64_t now_ms) {
  return changed_at && now_ms - *changed_at < kFreshMs;
}

Result<void> settle(const api::Call& call, db::Tx& tx, const users::User& before, const users::User& after,
                    Change change) {
  return settle_event(scene_of(call), tx, {before, after, change});
}

Result<void> settle_factor(const api::Call& call, db::Tx& tx, const users::User& user,
                           const FactorChange& change) {
  return settle_event(scene_of(call), tx, {user, user, Change::kFactor, change});
}

Scene scene_of(const api::Call& call) {
  return {call.services(),     call.pool_id,           call.app_id, call.envelope.language,
          call.caller.user_id, call.caller.session_id, call.now_ms};
}

Result<void> settle_identity(const Scene& scene, db::Tx& tx, const users::User& user,
                             std::string_view identity_id) {
  FactorChange change;
  if (!identity_id.empty()) change = {kIdentityKind, std::string(identity_id)};
  return settle_event(scene, tx, {user, user, Change::kIdentity, std::move(change)});
}

Result<bool> has_strong_factor(db::Session& session, const FactorSources& sources, std::string_view pool_id,
                               std::string_view user_id) {
  const auto otp = TRY(users::find_otp(session, pool_id, user_id));
  if (otp && otp->confirmed) return true;
  for (const FactorSource* source : sources.sources)
    if (TRY(source->has_strong_factor(session, pool_id, user_id))) return true;
  return false;
}

}  // namespace genauth::account_security
