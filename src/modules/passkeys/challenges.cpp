#include "modules/passkeys/challenges.h"

#include "api/call.h"
#include "crypto/random.h"
#include "json/codec.h"
#include "json/document.h"

namespace genauth::passkeys {

constexpr std::size_t kChallengeBytes = 32;  // §13.4.3 asks for 16

std::string new_challenge() {
  return crypto::random_token(kChallengeBytes);
}

Result<std::string> ask(api::Call& call, const tickets::Binding& binding,
                        const dto::StoredPasskeyChallenge& facts) {
  std::string payload;
  json::encode(json::type_of<dto::StoredPasskeyChallenge>(), &facts, payload);
  const auto& tickets = call.service<const tickets::Tickets>();
  return call.write(
      [&](db::Tx& tx) { return tickets.issue(tx, binding, payload, kChallengeTtlMs, call.now_ms); });
}

Result<dto::StoredPasskeyChallenge> take(api::Call& call, const tickets::Binding& binding,
                                         std::string_view ticket) {
  const auto& tickets = call.service<const tickets::Tickets>();
  const tickets::Ticket taken =
      TRY(call.write([&](db::Tx& tx) { return tickets.consume(tx, binding, ticket, call.now_ms); }));
  const json::Document document = TRY(json::Document::parse(taken.payload));
  dto::StoredPasskeyChallenge facts;
  TRY(json::decode(json::type_of<dto::StoredPasskeyChallenge>(), document, &facts));
  return facts;
}

}  // namespace genauth::passkeys
