// The pool's rule about failed sign-ins of one address (loginFailCheck), and what a sign-in that succeeds
// makes forgotten.
#pragma once
#include "modules/authentication/login.h"

namespace genauth::authentication {

// Counts failures of every kind by address where the pool wants it; a success forgets the failures in a row
// of all the account's passwords and addresses for codes, since its owner is there.
class RulesStep final : public LoginStep {
 public:
  std::string_view name() const override { return "rules"; }
  Result<void> signed_in(db::Tx& tx, const Attempt& attempt, const sessions::Draft& draft) const override;
  Result<void> failed(db::Tx& tx, const Failure& failure) const override;
};

// What the rule asks of an address that has failed too often.
enum class AddressRule : std::uint8_t { kNothing, kCaptcha, kWait };
Result<AddressRule> address_rule(db::Session& session, const pools::Settings& rules, std::string_view pool_id,
                                 std::string_view client_ip, std::int64_t now_ms);

}  // namespace genauth::authentication
