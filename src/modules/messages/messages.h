// Messages to people, by SMS and e-mail. A message is a row first and travels afterwards: the row is written
// in the transaction of what it is about, the vendor is called when that has been committed, and what the
// vendor could not be asked is tried again by the sweeper until the message is worthless.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/stored.h"
#include "modules/messages/email_providers.h"

namespace genauth::messages {

// kind, recipient (E.164 or address), subject, text, code, ...; see contract/stored.yaml.
using Message = dto::StoredMessage;

// What carries a message to a vendor. Empty result: the vendor took it.
//   kProviderRefused      it will never be delivered; arg says why
//   kProviderUnreachable  nobody knows; it may be tried again with the same idempotency key
using Carrier = std::function<Result<void>(const Message& message, std::string_view idempotency_key)>;

// The same through a user pool's own service.
using EmailCarrier = std::function<Result<void>(const EmailProvider& provider, const Message& message,
                                                std::string_view idempotency_key)>;

struct Carriers {
  Carrier sms_domestic;       // +86
  Carrier sms_international;  // everything else
  Carrier email;
  EmailCarrier email_of_pool;
  bool inbox = false;  // development: every message also stays readable in the inbox
  // Development, where no carrier is set: such messages go no further than the inbox, their row is all of it.
  bool sms_domestic_stays = false, sms_international_stays = false, email_stays = false;
};

struct InboxItem {
  std::string id, channel;
  Message message;
  std::int64_t created_at = 0;
};

// Thread-safe.
class Outbox {
 public:
  Outbox(db::Database& database, const crypto::Sealer& sealer, const Clock& clock, Carriers carriers)
      : database_(database), sealer_(sealer), clock_(clock), carriers_(std::move(carriers)) {}

  // kSmsProviderMissing, kSmsInternationalMissing, kEmailProviderMissing: asked before any code is made.
  Result<void> can_send_sms(std::string_view country_code) const;
  Result<void> can_send_email(std::string_view pool_id) const;
  Result<void> can_send_email(db::Session& session, std::string_view pool_id) const;

  // Writes the row, an e-mail in the pool's own words where it has some; `channel` is what it is for. Returns
  // its id, for deliver().
  Result<std::string> enqueue(db::Tx& tx, std::string_view pool_id, std::string_view channel,
                              const Message& message, std::int64_t now_ms) const;
  // After the commit: calls the vendor. A refusal drops the row and is returned; a vendor that cannot be
  // reached leaves the row to retry_due() and counts as sent, since it may well have been. What is sent is
  // what enqueue() wrote.
  Result<void> deliver(std::string_view pool_id, std::string_view id, const Message& message) const;

  // Development only, nothing otherwise: puts into the inbox what travels no channel, such as the answer of a
  // picture code, so that people who build a form (and tests) can go on.
  Result<void> note(db::Tx& tx, std::string_view pool_id, std::string_view channel, const Message& message,
                    std::int64_t now_ms) const;

  // Tries up to `limit` due messages again; returns how many were due.
  Result<std::size_t> retry_due(int limit) const;

  // Deletes what is older than a week, at most `limit` rows: the inbox of development mode keeps no more.
  Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit) const;

  // Newest first; `to` empty: everybody. Development only: empty otherwise.
  Result<std::vector<InboxItem>> inbox(std::string_view to, int limit) const;

 private:
  Result<std::string> insert(db::Tx& tx, std::string_view pool_id, std::string_view channel,
                             const Message& message, std::string_view status, std::int64_t now_ms) const;
  Result<Carrier> carrier(db::Session& session, std::string_view pool_id, const Message& message) const;
  Result<bool> stays(db::Session& session, std::string_view pool_id, const Message& message) const;
  Result<std::optional<EmailProvider>> provider(db::Session& session, std::string_view pool_id) const;
  Result<void> settle(std::string_view pool_id, std::string_view id, const Result<void>& outcome) const;

  db::Database& database_;
  const crypto::Sealer& sealer_;
  const Clock& clock_;
  Carriers carriers_;
};

}  // namespace genauth::messages
