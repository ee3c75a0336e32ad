// The page behind the link in notices. GET asks and spends nothing; POST acts.
#include <algorithm>

#include "api/call.h"
#include "api/reply.h"
#include "base/log.h"
#include "gen/errors/access.h"
#include "gen/errors/tickets.h"
#include "gen/ops/account_security.h"
#include "modules/account_security/account_security.h"
#include "modules/account_security/account_tickets.h"
#include "modules/account_security/notices.h"
#include "modules/audit/audit.h"
#include "modules/codes/send.h"
#include "modules/users/denials.h"
#include "modules/users/sign_out.h"

namespace genauth::ops {
namespace {

using account_security::kNotMePurpose;
using Ticket = dto::StoredAccountTicket;

api::Reply answer_page(const api::Call& call, std::string_view body_html) {
  const account_security::NotMePage page = account_security::not_me_page(call.envelope.language);
  return api::page(call.envelope.language, page.title,
                   "<h1>" + std::string(page.title) + "</h1>" + std::string(body_html));
}

// An address that the change took away comes back to who reads mail there, if nobody else has it by now.
Result<void> restore(const api::Call& call, db::Tx& tx, const Ticket& ticket, const users::User& user) {
  if (ticket.change == "email") {
    const auto owner = TRY(users::find_by_email(tx, call.pool_id, ticket.old_email));
    if (owner) return {};
    TRY(users::set_email(tx, call.pool_id, user.id, ticket.old_email, true, call.now_ms));
    return users::trust_email(tx, call.pool_id, user.id);
  }
  const auto owner =
      TRY(users::find_by_phone(tx, call.pool_id, ticket.old_phone_country_code, ticket.old_phone));
  if (owner) return {};
  TRY(users::set_phone(tx, call.pool_id, user.id, ticket.old_phone_country_code, ticket.old_phone, true,
                       call.now_ms));
  return users::trust_phone(tx, call.pool_id, user.id);
}

// What the change put onto the account goes: an address or an account elsewhere if it is still there and not
// the last way in; a factor.
Result<void> take_off(const api::Call& call, db::Tx& tx, const Ticket& ticket, const users::User& user) {
  const bool has_email = ticket.change == "email" && !ticket.email.empty() && user.email == ticket.email;
  const bool has_phone = ticket.change == "phone" && !ticket.phone.empty() && user.phone == ticket.phone &&
                         user.phone_country_code == ticket.phone_country_code;
  const auto& keepers = call.service<const users::CredentialKeepers>();
  // An account elsewhere may be the only way in that is left by now.
  const bool is_identity = ticket.factor_kind == account_security::kIdentityKind;
  const bool may_go =
      !is_identity || TRY(users::has_other_login_method(tx, keepers, user, users::LoginMethod::kIdentity));
  if (!ticket.factor_kind.empty() && may_go)
    for (const users::TakeOffCredential keeper : keepers.take_off)
      TRY(keeper(tx, call.pool_id, user.id, ticket.factor_kind, ticket.factor_id));
  if (has_email && TRY(users::has_other_login_method(tx, keepers, user, users::LoginMethod::kEmail)))
    return users::clear_email(tx, call.pool_id, user.id, call.now_ms);
  if (has_phone && TRY(users::has_other_login_method(tx, keepers, user, users::LoginMethod::kPhone)))
    return users::clear_phone(tx, call.pool_id, user.id, call.now_ms);
  return {};
}

bool still_has(const users::User& user, const Ticket& ticket) {
  if (!ticket.old_email.empty()) return user.email == ticket.old_email;
  return !ticket.old_phone.empty() && user.phone == ticket.old_phone &&
         user.phone_country_code == ticket.old_phone_country_code;
}

// A thief gets links too, for changes of their own. Those of what happened between the change that its owner
// has denied and the denial are worth nothing, whoever reads them.
Result<void> refuse_denied(const api::Call& call, db::Session& session, const Ticket& ticket) {
  const auto denial = TRY(users::last_denial(session, call.pool_id, ticket.user_id));
  if (denial && denial->covers(ticket.made_at)) return Error(errors::kTicketInvalid, "of a denied time");
  return {};
}

// What a new address says denies nothing but itself: it may be a thief's.
Result<void> note_denial(const api::Call& call, db::Tx& tx, const Ticket& ticket) {
  if (ticket.recipient == "new") return {};
  users::Denial denial{ticket.made_at, call.now_ms};
  const auto last = TRY(users::last_denial(tx, call.pool_id, ticket.user_id));
  if (last && call.now_ms - last->at < account_security::kFreshMs)
    denial.from = std::min(denial.from, last->from);
  return users::note_denial(tx, call.pool_id, ticket.user_id, denial);
}

// True if the password was taken away: then a reset must begin.
Result<bool> lock_out(const api::Call& call, db::Tx& tx, const Ticket& ticket) {
  const auto user = TRY(users::find(tx, call.pool_id, ticket.user_id));
  if (!user) return Error(errors::kTicketInvalid, "the user is gone");
  TRY(refuse_denied(call, tx, ticket));
  TRY(note_denial(call, tx, ticket));
  TRY(call.service<const users::SignOut>().everywhere(tx, call.pool_id, user->id, call.now_ms));
  TRY(tickets::drop_of_user(tx, call.pool_id, user->id, ""));
  TRY(ticket.recipient == "old" ? restore(call, tx, ticket, *user) : take_off(call, tx, ticket, *user));
  TRY(audit::record(tx,
                    {.pool_id = call.pool_id,
                     .type = "accountChangeDenied",
                     .app_id = call.app_id,
                     .user_id = user->id,
                     .client_ip = call.envelope.client_ip,
                     .detail = ticket.change},
                    call.now_ms));
  if (ticket.recipient == "new") return false;
  const auto after = TRY(users::find(tx, call.pool_id, user->id));
  if (!after || !still_has(*after, ticket)) return false;
  TRY(users::clear_password(tx, call.pool_id, user->id, call.now_ms));
  return true;
}

void start_reset(api::Call& call, const Ticket& ticket) {
  codes::Sending sending;
  sending.purpose = {
      call.pool_id, "CHANNEL_RESET_PASSWORD",
      ticket.old_email.empty() ? ticket.old_phone_country_code + ticket.old_phone : ticket.old_email, ""};
  sending.message.kind = ticket.old_email.empty() ? "sms" : "email";
  sending.message.recipient = sending.purpose.recipient;
  sending.message.country_code = ticket.old_phone_country_code;
  sending.message.national = ticket.old_phone;
  sending.message.scene = sending.purpose.channel;
  // The person can ask for another one on the sign-in page.
  if (const Result<void> sent = codes::send_code(call, std::move(sending)); !sent)
    log::info("account.reset_not_sent", {{"why", sent.error().detail()}});
}

}  // namespace

Result<api::Reply> show_not_me(api::Call& call, const dto::ShowNotMeQuery& query) {
  if (call.app_id.empty()) return errors::kAppRequired;
  TRY(call.read([&](db::Session& session) -> Result<void> {
    return refuse_denied(call, session,
                         TRY(account_security::look_at_token(call, session, kNotMePurpose, query.token)));
  }));
  const account_security::NotMePage page = account_security::not_me_page(call.envelope.language);
  return answer_page(call, "<p>" + std::string(page.question) + "</p><form method=\"post\" action=\"/" +
                               api::escape_html(call.app_id) +
                               "/account/not-me\"><input type=\"hidden\" name=\"token\" value=\"" +
                               api::escape_html(query.token) + "\"><button type=\"submit\">" +
                               std::string(page.button) + "</button></form>");
}

Result<api::Reply> confirm_not_me(api::Call& call, const dto::ConfirmNotMeDto& req) {
  if (call.app_id.empty()) return errors::kAppRequired;
  Ticket ticket;
  const bool needs_reset = TRY(call.write([&](db::Tx& tx) -> Result<bool> {
    ticket = TRY(account_security::take_token(call, tx, kNotMePurpose, req.token));
    return lock_out(call, tx, ticket);
  }));
  if (needs_reset) start_reset(call, ticket);
  const account_security::NotMePage page = account_security::not_me_page(call.envelope.language);
  return answer_page(call, "<p>" + std::string(page.done) + "</p>" +
                               (needs_reset ? "<p>" + std::string(page.done_reset) + "</p>" : ""));
}

}  // namespace genauth::ops
