// One-time codes: sent by SMS or e-mail, bound to pool, channel, recipient and (if known) user, kept as an
// HMAC under a derived key, used once, void after too many wrong tries.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "modules/codes/conversions.h"

namespace genauth::codes {

// Wrong codes in a row that one recipient may have, whatever the channel and however many codes are sent anew
// (NIST SP 800-63B-4 §3.2.2). Beyond that no code of this recipient works until the account signs in
// otherwise, or on a device that it knows, whose failures are counted apart.
inline constexpr std::int64_t kFailuresMax = 100;
inline constexpr std::string_view kFailureScope = "code_failures";

// What a code is good for. `recipient` is an E.164 number or a lower-case e-mail address; `user_id` is empty
// for a code that was asked for without a token.
struct Purpose {
  std::string pool_id, channel, recipient, user_id;
  std::string known_device =
      {};  // of the recipient's account, where the code is shown; never part of the code
};

// What a look at a code found.
struct Peeked {
  bool right = false;         // consume() would succeed
  std::string user_id = {};   // of the code's row: the caller's, or empty
  std::int64_t failures = 0;  // in a row, of the recipient
};

struct Policy {
  int length = 6;
  int attempts_max = 5;
  std::int64_t ttl_ms = 300'000;
};

// Makes codes and checks them. Holds the derived key; thread-safe.
class Codes {
 public:
  explicit Codes(const crypto::Sealer& sealer);

  // Replaces any earlier code of the same purpose. Returns the digits, which exist nowhere else afterwards.
  Result<std::string> issue(db::Tx& tx, const Purpose& purpose, const Policy& policy,
                            std::int64_t now_ms) const;

  // Spends the code in the caller's transaction: exactly one of any number of racing callers succeeds.
  // A wrong try is counted and stays counted although the caller's unit ends with an error (Tx::refuse).
  //   kCodeWrong  wrong, expired, never sent, sent for another purpose, or spent
  //   kCodeVoid   too many wrong tries, of this code or in a row
  // A code sent to nobody in particular (no token at the time) also serves a signed-in user.
  Result<void> consume(db::Tx& tx, const Purpose& purpose, std::string_view code, std::int64_t now_ms) const;

  // As consume(), but a right code stays usable. Wrong tries are counted.
  Result<void> check(db::Tx& tx, const Purpose& purpose, std::string_view code, std::int64_t now_ms) const;

  // Whether consume() would succeed, without counting: for deciding on slow work (signing) before the unit.
  Result<Peeked> peek(db::Session& session, const Purpose& purpose, std::string_view code,
                      std::int64_t now_ms) const;

  // That peek() is about to be asked (Session::expect).
  void expect(db::Session& session, const Purpose& purpose, std::int64_t now_ms) const;
  // As consume(), for a code that peek() has just called right: mostly one statement that is not waited for.
  Result<void> take(db::Tx& tx, const Purpose& purpose, const Peeked& peeked, std::string_view code,
                    std::int64_t now_ms) const;

  // Takes a code out of the world, e.g. because the message service refused the message.
  Result<void> discard(db::Tx& tx, const Purpose& purpose) const;

  const Conversions& conversions() const { return conversions_; }

 private:
  struct Found;
  Result<Found> find(db::Session& session, const Purpose& purpose, std::int64_t now_ms) const;
  // As check(), and what it found.
  Result<Found> look(db::Tx& tx, const Purpose& purpose, std::string_view code, std::int64_t now_ms) const;
  Result<void> wrong(db::Tx& tx, const Purpose& stored, const Found& found, std::int64_t now_ms) const;
  // A code has gone.
  Result<void> taken(db::Tx& tx, const Purpose& purpose, std::int64_t failures) const;
  std::string mac(const Purpose& purpose, std::string_view code) const;
  std::string key_;
  Conversions conversions_;
};

// Deletes what has expired, at most `limit` rows; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit);

}  // namespace genauth::codes
