// Spending several codes in one change. For src/modules/account_security and src/modules/profile.
#pragma once
#include <string>
#include <vector>

#include "api/call.h"
#include "modules/codes/codes.h"

namespace genauth::account_security {

struct GivenCode {
  codes::Purpose purpose;
  std::string code;
};

// All of them or none: a wrong one is counted and refused (kCodeWrong, kCodeVoid) while the right ones beside
// it stay good, so that a slip costs no new message.
Result<void> spend(const api::Call& call, db::Tx& tx, const std::vector<GivenCode>& given);

}  // namespace genauth::account_security
