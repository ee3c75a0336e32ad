#include <algorithm>

#include "gen/dto/interactions.h"
#include "gen/errors/public_accounts.h"
#include "gen/errors/sign_in_choices.h"
#include "json/codec.h"
#include "modules/audit/audit.h"
#include "modules/authentication/flow_handle.h"
#include "modules/choices/choices.h"
#include "modules/choices/person.h"
#include "modules/pools/pools.h"
#include "modules/public_accounts/public_accounts.h"

namespace genauth::choices {
namespace {

constexpr std::string_view kStepName = "account_choice";

dto::HostedChoiceDto shown(const public_accounts::Choice& choice, bool is_own) {
  dto::HostedChoiceDto dto;
  dto.userId = choice.user_id;
  dto.name = choice.display_name.value_or(choice.user_id);
  dto.photo = choice.photo;
  dto.own = is_own;
  return dto;
}

Result<void> need_open(db::Session& session, const api::Call& call, const dto::StoredLoginAttempt& facts,
                       const std::string& user_id) {
  if (user_id == facts.user_id) return {};
  const auto open = TRY(public_accounts::open_to(session, call.pool_id, facts.user_id, call.now_ms));
  const bool is_open = std::ranges::any_of(open, [&](const auto& each) { return each.user_id == user_id; });
  if (!is_open) return errors::kPublicAccountNotOpen;
  return {};
}

}  // namespace

std::string_view AccountChoice::name() const {
  return kStepName;
}

// Not where an account elsewhere is about to be linked: that is theirs, and no public account's.
Result<std::optional<authentication::Demand>> AccountChoice::examine(db::Session& session,
                                                                     const authentication::Attempt& attempt,
                                                                     const pools::Settings& settings) const {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  if (!settings.account_switch || facts.interaction.empty() || !facts.origin_user_id.empty() ||
      !facts.link.empty())
    return std::optional<authentication::Demand>();
  const auto open = TRY(public_accounts::open_to(session, facts.pool_id, attempt.user.id, attempt.now_ms));
  if (open.empty()) return std::optional<authentication::Demand>();
  dto::AccountChoiceDemandDto data;
  if (const auto own = TRY(public_accounts::choice_of(session, facts.pool_id, attempt.user.id)))
    data.accounts.push_back(shown(*own, true));
  for (const public_accounts::Choice& each : open) data.accounts.push_back(shown(each, false));
  data.expiresIn = authentication::kFlowHandleTtlMs / 1000;
  authentication::Demand demand{errors::kPublicAccountChoice};
  demand.data = [this, data, facts, now_ms = attempt.now_ms](db::Tx& tx) -> Result<std::string> {
    dto::AccountChoiceDemandDto shown = data;
    shown.flowHandle = TRY(authentication::issue_flow_handle(tx, tickets_, kStepName, facts, now_ms));
    return json::encode(shown);
  };
  return std::optional(std::move(demand));
}

// The session that follows says who stands behind it (public_accounts::SwitchStep), and is as old as their
// proof.
Result<sessions::TokenSet> choose_account(api::Call& call, const std::string& handle,
                                          const std::string& user_id) {
  const authentication::OpenFlow open = TRY(authentication::open_flow(call, kStepName, handle));
  const auto check = [&](db::Session& session) -> Result<void> {
    TRY(person_of(session, open.facts));
    return need_open(session, call, open.facts, user_id);
  };
  TRY(call.read(check));
  dto::StoredLoginAttempt facts = open.facts;
  if (user_id != open.facts.user_id) {
    facts.user_id = user_id;
    facts.origin_user_id = open.facts.user_id;
    facts.password_set_at.reset();  // it is the person's, who was looked at above
  }
  authentication::Proof proof;
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    TRY(check(tx));
    TRY(authentication::take_flow(tx, call, open));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "switchLogin",
                          .app_id = call.app_id,
                          .user_id = user_id,
                          .actor = open.facts.user_id,
                          .client_ip = call.envelope.client_ip},
                         call.now_ms);
  };
  return authentication::go_on_with(call, std::move(facts), kStepName, proof);
}

}  // namespace genauth::choices
