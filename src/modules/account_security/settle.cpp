// What follows every change of an account: sessions end, people are told.
#include "modules/account_security/account_security.h"
#include "modules/account_security/account_tickets.h"
#include "modules/account_security/notices.h"
#include "modules/messages/messages.h"
#include "modules/sessions/sessions.h"
#include "modules/users/otp.h"

namespace genauth::account_security {
namespace {

constexpr std::int64_t kLinkTtlMs = 72 * 3'600'000LL;

// Somebody to tell. `role` decides what their link may do: "old" (the address was on the account before the
// change and is not now), "new" (the other way round), "own" (it is on the account before and after).
struct Reader {
  std::string_view role;
  std::string email, country_code, number;
};

Reader by_email(std::string_view role, const users::User& user) {
  return {role, *user.email, "", ""};
}
Reader by_phone(std::string_view role, const users::User& user) {
  return {role, "", *user.phone_country_code, *user.phone};
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
    case Change::kPassword: break;
  }
  return "password";
}

// old_*: where the link was read, unless that is a new address; email, phone: what came onto the account.
dto::StoredAccountTicket ticket_of(const users::User& before, const users::User& after, Change change,
                                   const Reader& reader) {
  dto::StoredAccountTicket what;
  what.user_id = before.id;
  what.change = name_of(change);
  what.recipient = reader.role;
  if (change == Change::kEmail) what.email = after.email.value_or("");
  if (change == Change::kPhone) {
    what.phone = after.phone.value_or("");
    what.phone_country_code = after.phone_country_code.value_or("");
  }
  if (reader.role != "new") {
    what.old_email = reader.email;
    what.old_phone = reader.number;
    what.old_phone_country_code = reader.country_code;
  }
  return what;
}

Result<std::string> link_of(const api::Call& call, db::Tx& tx, const dto::StoredAccountTicket& what) {
  const std::string token = TRY(issue_token(call, tx, kNotMePurpose, what, kLinkTtlMs));
  return call.service<const PublicOrigin>().url + "/" + call.app_id + "/account/not-me?token=" + token;
}

messages::Message message_of(const api::Call& call, Change change, const Reader& reader,
                             std::string_view link) {
  NoticeText notice = notice_text(change, call.envelope.language, link);
  messages::Message message;
  message.kind = reader.email.empty() ? "sms" : "email";
  message.recipient = reader.email.empty() ? reader.country_code + reader.number : reader.email;
  message.country_code = reader.country_code;
  message.national = reader.number;
  message.scene = "ACCOUNT_CHANGED";
  message.subject = std::move(notice.subject);
  message.text = std::move(notice.text);
  message.language = locale::tag(call.envelope.language);
  return message;
}

bool can_tell(const messages::Outbox& outbox, db::Tx& tx, std::string_view pool_id, const Reader& reader) {
  return (reader.email.empty() ? outbox.can_send_sms(reader.country_code)
                               : outbox.can_send_email(tx, pool_id))
      .has_value();
}

}  // namespace

Result<void> settle(const api::Call& call, db::Tx& tx, const users::User& before, const users::User& after,
                    Change change, std::string_view keep_session) {
  const bool is_own = call.caller.user_id == before.id && change != Change::kDeletion;
  if (is_own) keep_session = call.caller.session_id;
  if (!keep_session.empty())
    TRY(sessions::end_other_sessions(tx, call.pool_id, before.id, keep_session, call.now_ms));
  else
    TRY(sessions::end_sessions_of_user(tx, call.pool_id, before.id, call.now_ms));
  const auto& outbox = call.service<const messages::Outbox>();
  for (const Reader& reader : readers_of(before, after, change)) {
    if (!can_tell(outbox, tx, call.pool_id, reader)) continue;
    // An administrator's own call names no application, and the page is an application's.
    const std::string link = change == Change::kDeletion || call.app_id.empty()
                                 ? std::string()
                                 : TRY(link_of(call, tx, ticket_of(before, after, change, reader)));
    TRY(outbox.enqueue(tx, call.pool_id, "ACCOUNT_CHANGED", message_of(call, change, reader, link),
                       call.now_ms));
  }
  return {};
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
