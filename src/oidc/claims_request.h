// The claims parameter (Core §5.5): single claims, asked for by name. Pure.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "oidc/outcome.h"

namespace genauth::oidc {

struct WantedClaim {
  std::string name;
  bool essential = false;
  std::vector<std::string> values = {};  // of `value` or `values`, texts only; empty: any will do
};

struct ClaimsRequest {
  std::vector<WantedClaim> userinfo, id_token;
  std::string json;  // compact, to be kept; empty if nothing was asked for
};

// An empty text asks for nothing. kInvalidRequest if it is no JSON object of this form, beyond 4 KiB, 4
// levels or 100 members. Unknown members, and claims that nobody knows, are ignored (§5.5).
Outcome<ClaimsRequest> parse_claims(std::string_view json);

// Without those that `may_have` says no to.
ClaimsRequest limited(const ClaimsRequest& claims, const std::function<bool(std::string_view)>& may_have);

// Null if it was not asked for.
const WantedClaim* find_claim(const std::vector<WantedClaim>& claims, std::string_view name);

}  // namespace genauth::oidc
