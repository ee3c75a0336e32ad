#include "modules/messages/messages.h"

#include "base/id.h"
#include "base/log.h"
#include "gen/errors/codes.h"
#include "gen/sql/messages.h"
#include "json/codec.h"
#include "json/document.h"
#include "modules/messages/email_templates.h"

namespace genauth::messages {
namespace {

constexpr std::int64_t kFirstRetryMs = 10'000;
constexpr std::int64_t kInboxKeepsMs = 7LL * 86'400'000;
constexpr std::int64_t kWorthlessAfterMs = 300'000;  // nobody waits longer for a code

crypto::Place body_place(std::string_view pool_id, std::string_view id) {
  return {pool_id, "messages", "body", id};
}

Result<Message> open_body(const crypto::Sealer& sealer, std::string_view pool_id, std::string_view id,
                          std::string_view sealed) {
  const std::string text = TRY(sealer.open(sealed, body_place(pool_id, id)));
  const json::Document document = TRY(json::Document::parse(text));
  Message message;
  TRY(json::decode(json::type_of<Message>(), document, &message));
  return message;
}

bool sms_stays(const Carriers& carriers, const Message& message) {
  return message.country_code == "+86" ? carriers.sms_domestic_stays : carriers.sms_international_stays;
}

}  // namespace

Result<void> Outbox::can_send_sms(std::string_view country_code) const {
  if (country_code == "+86") {
    if (!carriers_.sms_domestic && !carriers_.sms_domestic_stays) return errors::kSmsProviderMissing;
  } else if (!carriers_.sms_international && !carriers_.sms_international_stays) {
    return Error(errors::kSmsInternationalMissing).with_arg(std::string(country_code));
  }
  return {};
}

Result<void> Outbox::can_send_email(std::string_view pool_id) const {
  return database_.read([&](db::Session& session) { return can_send_email(session, pool_id); });
}

Result<void> Outbox::can_send_email(db::Session& session, std::string_view pool_id) const {
  if (carriers_.email || carriers_.email_stays || TRY(provider(session, pool_id))) return {};
  return errors::kEmailProviderMissing;
}

Result<std::optional<EmailProvider>> Outbox::provider(db::Session& session, std::string_view pool_id) const {
  std::optional<EmailProvider> found = TRY(find_email_provider(session, sealer_, pool_id));
  if (found && !found->enabled) found.reset();
  return found;
}

Result<Carrier> Outbox::carrier(db::Session& session, std::string_view pool_id,
                                const Message& message) const {
  if (message.kind != "email")
    return message.country_code == "+86" ? carriers_.sms_domestic : carriers_.sms_international;
  std::optional<EmailProvider> own = TRY(provider(session, pool_id));
  if (!own || !carriers_.email_of_pool) return carriers_.email;
  return Carrier([this, own = *std::move(own)](const Message& mail, std::string_view key) {
    return carriers_.email_of_pool(own, mail, key);
  });
}

Result<bool> Outbox::stays(db::Session& session, std::string_view pool_id, const Message& message) const {
  if (message.kind == "email") return carriers_.email_stays && !TRY(provider(session, pool_id));
  return sms_stays(carriers_, message);
}

Result<std::string> Outbox::insert(db::Tx& tx, std::string_view pool_id, std::string_view channel,
                                   const Message& message, std::string_view status,
                                   std::int64_t now_ms) const {
  const std::string id = new_id(now_ms);
  std::string text;
  json::encode(json::type_of<Message>(), &message, text);
  const std::string sealed = sealer_.seal(text, body_place(pool_id, id));
  TRY(tx.post(sql::insert_message, {pool_id, id, message.kind, channel, message.recipient, db::Blob{sealed},
                                    status, now_ms + kFirstRetryMs, now_ms}));
  return id;
}

Result<std::string> Outbox::enqueue(db::Tx& tx, std::string_view pool_id, std::string_view channel,
                                    const Message& message, std::int64_t now_ms) const {
  const bool stays_here = TRY(stays(tx, pool_id, message));
  const Message dressed = TRY(in_own_words(tx, pool_id, channel, message, now_ms));
  return insert(tx, pool_id, channel, dressed, stays_here ? "sent" : "pending", now_ms);
}

Result<void> Outbox::note(db::Tx& tx, std::string_view pool_id, std::string_view channel,
                          const Message& message, std::int64_t now_ms) const {
  if (!carriers_.inbox) return {};
  TRY(insert(tx, pool_id, channel, message, "sent", now_ms));
  return {};
}

Result<void> Outbox::settle(std::string_view pool_id, std::string_view id,
                            const Result<void>& outcome) const {
  const bool is_lost = !outcome && outcome.error().code() == errors::kProviderRefused;
  const bool is_pending = !outcome && !is_lost;
  if (is_pending) return {};
  return database_.write([&](db::Tx& tx) -> Result<void> {
    if (outcome && carriers_.inbox) {
      TRY(tx.post(sql::settle_message, {pool_id, id, "sent"}));
    } else {
      TRY(tx.post(sql::drop_message, {pool_id, id}));
    }
    return {};
  });
}

Result<void> Outbox::deliver(std::string_view pool_id, std::string_view id, const Message& message) const {
  if (message.kind != "email" && sms_stays(carriers_, message)) return {};
  // As it was written: in the pool's own words. A row that is gone was delivered by another process.
  Carrier carry;
  const std::optional<Message> written =
      TRY(database_.read([&](db::Session& session) -> Result<std::optional<Message>> {
        if (TRY(stays(session, pool_id, message))) return std::optional<Message>();
        carry = TRY(carrier(session, pool_id, message));
        const db::Rows rows = TRY(session.query(sql::find_message, {pool_id, id}));
        if (rows.empty()) return std::optional<Message>();
        return std::optional(TRY(open_body(sealer_, pool_id, id, rows.front().view(0))));
      }));
  if (!written) return {};
  if (!carry) return errors::kSmsProviderMissing;
  Result<void> outcome = carry(*written, id);
  if (!outcome) log::warn("message.not_sent", {{"id", id}, {"why", outcome.error().detail()}});
  TRY(settle(pool_id, id, outcome));
  if (!outcome && outcome.error().code() == errors::kProviderRefused) return outcome;
  return {};
}

Result<std::size_t> Outbox::retry_due(int limit) const {
  const std::int64_t now_ms = clock_.now_ms();
  const db::Rows due = TRY(database_.read([&](db::Session& session) -> Result<db::Rows> {
    return session.query(sql::find_due_messages, {now_ms, limit});
  }));
  for (std::size_t i = 0; i < due.size(); ++i) {
    const db::Row row = due[i];
    const std::string pool_id = row.text(0), id = row.text(1);
    // Claimed by moving its turn before the vendor is called, so that two processes do not send it twice at
    // once.
    const std::int64_t next_ms = now_ms + (kFirstRetryMs << (row.integer(3) + 1));
    const bool is_worthless = now_ms - row.integer(4) > kWorthlessAfterMs;
    const std::int64_t claimed = TRY(database_.write([&](db::Tx& tx) -> Result<std::int64_t> {
      if (is_worthless) return tx.execute(sql::drop_message, {pool_id, id});
      return tx.execute(sql::postpone_message, {pool_id, id, next_ms, row.integer(5)});
    }));
    if (is_worthless || claimed == 0) continue;
    const Message message = TRY(open_body(sealer_, pool_id, id, row.view(2)));
    Result<void> outcome = deliver(pool_id, id, message);
    if (!outcome) log::warn("message.given_up", {{"id", id}, {"why", outcome.error().detail()}});
  }
  return due.size();
}

Result<std::int64_t> Outbox::sweep(db::Tx& tx, std::int64_t now_ms, int limit) const {
  return tx.execute(sql::sweep_messages, {now_ms - kInboxKeepsMs, limit});
}

Result<std::vector<InboxItem>> Outbox::inbox(std::string_view to, int limit) const {
  std::vector<InboxItem> items;
  if (!carriers_.inbox) return items;
  const db::Rows rows = TRY(database_.read([&](db::Session& session) -> Result<db::Rows> {
    return session.query(sql::list_inbox, {to, limit});
  }));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    Message message = TRY(open_body(sealer_, row.view(0), row.view(1), row.view(3)));
    items.push_back({row.text(1), row.text(2), std::move(message), row.integer(4)});
  }
  return items;
}

}  // namespace genauth::messages
