// What the page of an interaction offers beside the application's own ways to sign in. Other modules bring
// it; src/app wires it as a service.
#pragma once
#include <string_view>
#include <vector>

#include "api/call.h"
#include "base/result.h"
#include "gen/dto/interactions.h"
#include "modules/applications/applications.h"

namespace genauth::interactions {

struct Offers {
  // Identity sources, in the order in which they were made. `interaction_id` stands in their addresses.
  Result<std::vector<dto::HostedSourceDto>> (*sources)(const api::Call& call, db::Session& session,
                                                       const applications::Application& application,
                                                       std::string_view interaction_id);
  // Whether somebody who has signed in by a password is to be offered a passkey.
  Result<bool> (*passkey)(const api::Call& call, db::Session& session,
                          const applications::Application& application, std::string_view user_id);
  // What people agree to before they make an account.
  std::vector<dto::HostedAgreementDto> (*agreements)(const api::Call& call,
                                                     const applications::Application& application);
};

}  // namespace genauth::interactions
