// Clients that operators have not made: they register themselves (RFC 7591), or publish what they are at an
// address (client-id metadata documents). Each has an application that nobody vouches for, with a row here
// beside it.
//
// Free functions are thread-safe. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "modules/applications/applications.h"

namespace genauth::pools {
struct Pool;
}

namespace genauth::dynamic_clients {

inline constexpr std::string_view kRegistration = "registration", kDocument = "document";

struct NewClient {
  const pools::Pool& pool;
  std::string name, metadata;       // the metadata as JSON
  applications::Settings settings;  // origin and client_id among them
  std::string_view client_ip;
  std::int64_t fresh_until = 0;  // of a document
  bool is_admitted = false;      // admit() has counted it
};
struct Made {
  applications::Application application;
  std::string token;  // of the registration: 256 bits, kept as a digest; empty for a document
};
// kThrottled if too many were made within the hour, from the address or in the pool (that counts although the
// unit is refused), or if the pool has as many as it may. kConflict if the document has its client already.
Result<Made> create(db::Tx& tx, const crypto::Sealer& sealer, const NewClient& wanted, std::int64_t now_ms);

// Counts one as create() does, ahead of it: for those in whose name another server is asked first.
Result<void> admit(db::Tx& tx, const pools::Pool& pool, std::string_view client_ip, std::int64_t now_ms);

struct Known {
  std::string app_id, metadata;
  std::int64_t created_at = 0, fresh_until = 0;
};
// By the token of its registration, compared in constant time. kTokenInvalid also if it is gone, or if the
// operator has taken it over.
Result<Known> by_token(db::Session& session, const applications::Application& application,
                       std::string_view token);
Result<std::optional<Known>> by_document(db::Session& session, std::string_view pool_id,
                                         std::string_view address);

// What it says of itself now; the application changes with it. A name is changed too.
Result<void> replace(db::Tx& tx, const applications::Application& application, std::string_view metadata,
                     std::int64_t fresh_until, std::int64_t now_ms);
// It got tokens: it stays for the pool's time. Written at most once a day.
Result<void> note_use(db::Tx& tx, const pools::Pool& pool, std::string_view app_id, std::int64_t now_ms);
// An operator has taken it over: it does not expire any more.
Result<void> keep(db::Tx& tx, std::string_view pool_id, std::string_view app_id);
// The row here alone.
Result<void> forget_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id);
// The client with all that it has but its sessions, whose tokens are dead with it.
Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view app_id);

struct Expired {
  std::string pool_id, app_id;
};
// Those that nobody has used for too long.
Result<std::vector<Expired>> expired(db::Session& session, std::int64_t now_ms, std::int64_t limit);

// An initial access token (RFC 7591 §3): good for one registration.
Result<std::string> invite(db::Tx& tx, const crypto::Sealer& sealer, std::string_view pool_id,
                           std::int64_t now_ms);
// As accept(), but the token stays good.
Result<void> check_invitation(db::Session& session, const crypto::Sealer& sealer, std::string_view pool_id,
                              std::string_view token, std::int64_t now_ms);
// kTokenInvalid for all but one of those who bring it.
Result<void> accept(db::Tx& tx, const crypto::Sealer& sealer, std::string_view pool_id,
                    std::string_view token, std::int64_t now_ms);

}  // namespace genauth::dynamic_clients
