// send-email-verification-link, and the page behind the link: GET asks and spends nothing; POST proves.
#include "api/call.h"
#include "api/reply.h"
#include "gen/dto/email_links.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/email_links.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "gen/ops/email_links.h"
#include "json/codec.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/authentication/login.h"
#include "modules/codes/throttle.h"
#include "modules/email_links/words.h"
#include "modules/messages/messages.h"
#include "modules/tickets/tickets.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

constexpr std::int64_t kLinkTtlMs = 86'400'000, kGapMs = 60'000;
constexpr codes::Limit kPerHour{"email_link", 5, 3'600'000};

tickets::Binding binding_of(const api::Call& call) {
  return {call.pool_id, "verify-email", call.app_id, ""};
}

Result<dto::StoredEmailLink> opened(const tickets::Ticket& ticket) {
  const auto document = json::Document::parse(ticket.payload);
  if (!document) return Error(errors::kInternal, "a link to an address is no JSON");
  return json::decode<dto::StoredEmailLink>(*document);
}

// Whose address it still is.
Result<users::User> owner_of(db::Session& session, const api::Call& call, const dto::StoredEmailLink& link) {
  auto user = TRY(users::find(session, call.pool_id, link.user_id));
  if (!user || user->email != link.email) return Error(errors::kTicketInvalid, "the address has changed");
  return *std::move(user);
}

Result<void> throttle(db::Tx& tx, const api::Call& call) {
  const std::string& user_id = call.caller.user_id;
  const std::int64_t wait_ms =
      TRY(codes::claim_turn(tx, call.pool_id, "email_link_turn", user_id, kGapMs, call.now_ms));
  if (wait_ms > 0) return Error(errors::kThrottled).with_arg(std::to_string((wait_ms + 999) / 1000));
  if (TRY(codes::count_event(tx, call.pool_id, kPerHour, user_id, call.now_ms)) > kPerHour.limit)
    return tx.refuse(
        Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(kPerHour, call.now_ms))));
  return {};
}

Result<void> send_link(db::Tx& tx, const api::Call& call, const std::string& email) {
  const dto::StoredEmailLink what{call.caller.user_id, email};
  const std::string token = TRY(call.service<const tickets::Tickets>().issue(
      tx, binding_of(call), json::encode(what), kLinkTtlMs, call.now_ms));
  const email_links::Words& words = email_links::words_of(call.envelope.language);
  messages::Message message;
  message.kind = "email";
  message.recipient = email;
  message.scene = "EMAIL_LINK";
  message.subject = words.subject;
  message.text.append(words.text)
      .append(call.service<const account_security::PublicOrigin>().url)
      .append("/")
      .append(call.app_id)
      .append("/account/verify-email?token=")
      .append(token);
  message.language = std::string(locale::tag(call.envelope.language));
  TRY(call.service<const messages::Outbox>().enqueue(tx, call.pool_id, message.scene, message, call.now_ms));
  return {};
}

api::Reply page_of(const api::Call& call, const email_links::Words& words, const std::string& body_html) {
  return api::page(call.envelope.language, words.title,
                   "<h1>" + std::string(words.title) + "</h1>" + body_html);
}

}  // namespace

Result<void> send_email_verification_link(api::Call& call) {
  TRY(authentication::application_of(call));
  return call.write([&](db::Tx& tx) -> Result<void> {
    const auto user = TRY(users::find(tx, call.pool_id, call.caller.user_id));
    if (!user) return errors::kUserNotFound;
    if (!user->email || user->email->empty()) return errors::kEmailMissing;
    if (user->email_verified) return errors::kEmailVerifiedAlready;
    TRY(call.service<const messages::Outbox>().can_send_email(tx, call.pool_id));
    TRY(throttle(tx, call));
    return send_link(tx, call, *user->email);
  });
}

Result<api::Reply> show_verify_email(api::Call& call, const dto::ShowVerifyEmailQuery& query) {
  TRY(authentication::application_of(call));
  const users::User user = TRY(call.read([&](db::Session& session) -> Result<users::User> {
    const auto ticket =
        TRY(call.service<const tickets::Tickets>().look(session, binding_of(call), query.token, call.now_ms));
    return owner_of(session, call, TRY(opened(ticket)));
  }));
  const email_links::Words& words = email_links::words_of(call.envelope.language);
  return page_of(call, words,
                 "<p>" + std::string(words.question) + "</p><p><b>" + api::escape_html(*user.email) +
                     "</b></p><form method=\"post\" action=\"/" + api::escape_html(call.app_id) +
                     "/account/verify-email\"><input type=\"hidden\" name=\"token\" value=\"" +
                     api::escape_html(query.token) + "\"><button type=\"submit\">" +
                     std::string(words.button) + "</button></form>");
}

Result<api::Reply> confirm_verify_email(api::Call& call, const dto::ConfirmVerifyEmailDto& req) {
  TRY(authentication::application_of(call));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto ticket =
        TRY(call.service<const tickets::Tickets>().consume(tx, binding_of(call), req.token, call.now_ms));
    const users::User user = TRY(owner_of(tx, call, TRY(opened(ticket))));
    TRY(users::mark_email_verified(tx, call.pool_id, user.id, *user.email, call.now_ms));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "verifyEmail",
                          .app_id = call.app_id,
                          .user_id = user.id,
                          .client_ip = call.envelope.client_ip},
                         call.now_ms);
  }));
  const email_links::Words& words = email_links::words_of(call.envelope.language);
  return page_of(call, words, "<p role=\"status\">" + std::string(words.done) + "</p>");
}

}  // namespace genauth::ops
