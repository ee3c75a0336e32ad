#include "gen/dto/interactions.h"
#include "gen/errors/sign_in_choices.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "modules/audit/of_call.h"
#include "modules/authentication/flow_handle.h"
#include "modules/choices/choices.h"
#include "modules/users/given_names.h"

namespace genauth::choices {
namespace {

constexpr std::string_view kStepName = "username";

bool lacks_name(const users::User& user) {
  return user.source_id && !user.source_id->empty() && (!user.username || user.username->empty());
}

}  // namespace

std::string_view NameStep::name() const {
  return kStepName;
}

Result<std::optional<authentication::Demand>> NameStep::examine(db::Session&,
                                                                const authentication::Attempt& attempt,
                                                                const pools::Settings&) const {
  const bool is_own = attempt.facts.origin_user_id.empty() || attempt.facts.origin_user_id == attempt.user.id;
  if (!attempt.application->settings.username_from_source || !is_own || !lacks_name(attempt.user))
    return std::optional<authentication::Demand>();
  authentication::Demand demand{errors::kUsernameChoice};
  demand.data = [this, facts = attempt.facts, taken = attempt.user.preferred_username,
                 now_ms = attempt.now_ms](db::Tx& tx) -> Result<std::string> {
    dto::NameDemandDto shown;
    shown.expiresIn = authentication::kFlowHandleTtlMs / 1000;
    shown.username = taken;
    shown.flowHandle = TRY(authentication::issue_flow_handle(tx, tickets_, kStepName, facts, now_ms));
    return json::encode(shown);
  };
  return std::optional(std::move(demand));
}

Result<sessions::TokenSet> choose_name(api::Call& call, const std::string& handle,
                                       const std::string& username) {
  const authentication::OpenFlow open = TRY(authentication::open_flow(call, kStepName, handle));
  TRY(users::check_username(username));
  const auto named = [&](db::Session& session) -> Result<users::User> {
    auto user = TRY(users::find(session, call.pool_id, open.facts.user_id));
    if (!user) return Error(errors::kTicketInvalid, "the user is gone");
    if (lacks_name(*user)) user->username = username;  // another answer may have been first
    return *std::move(user);
  };
  authentication::Proof proof;
  proof.user = TRY(call.read(named));
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    const auto before = TRY(users::find(tx, call.pool_id, open.facts.user_id));
    if (!before) return Error(errors::kTicketInvalid, "the user is gone");
    const users::User after = TRY(named(tx));
    TRY(authentication::take_flow(tx, call, open));
    TRY(users::update(tx, after, call.now_ms));
    TRY(users::note_names(tx, *before, after, true));
    return audit::record_own(tx, call, "updateUserProfile", after.id, "username");
  };
  return authentication::go_on_with(call, open.facts, kStepName, proof);
}

}  // namespace genauth::choices
