#include "modules/account_security/account_codes.h"

namespace genauth::account_security {

Result<void> spend(const api::Call& call, db::Tx& tx, const std::vector<GivenCode>& given) {
  const auto& codes = call.service<const codes::Codes>();
  for (const GivenCode& one : given)
    if (!TRY(codes.peek(tx, one.purpose, one.code, call.now_ms)).right)
      return codes.consume(tx, one.purpose, one.code, call.now_ms);
  for (const GivenCode& one : given) TRY(codes.consume(tx, one.purpose, one.code, call.now_ms));
  return {};
}

}  // namespace genauth::account_security
