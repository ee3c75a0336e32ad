// What the hosted pages ask: where an interaction stands, and a person's answers.
#include "api/call.h"
#include "base/words.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/device_codes.h"
#include "gen/errors/interactions.h"
#include "gen/ops/interactions.h"
#include "modules/applications/of_call.h"
#include "modules/codes/throttle.h"
#include "modules/device_codes/device_codes.h"
#include "modules/interactions/interactions.h"
#include "modules/interactions/state.h"
#include "net/address.h"
#include "useragent/useragent.h"

namespace genauth::ops {
namespace {

using interactions::Open;

struct Scene {
  applications::Handle application;
  Open open;
};

Result<applications::Handle> application_of(api::Call& call) {
  if (call.app_id.empty()) return errors::kAppRequired;
  applications::Handle application = TRY(applications::of(call));
  if (!application->is_enabled()) return errors::kAppDisabled;
  return application;
}

// Changes the facts in one unit and answers what comes next.
template <class Change>
Result<dto::HostedStateDto> answered(api::Call& call, const std::string& id, Change&& change) {
  Scene scene{.application = TRY(application_of(call)), .open = {}};
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    scene.open = TRY(interactions::look_of(call, tx, id));
    Result<void> changed = change(tx, scene.open.facts);
    // A refusal may change something too (Tx::refuse()); any other error takes all of it back.
    TRY(interactions::keep(tx, call.service<const tickets::Tickets>(), call.pool_id, scene.open));
    return changed;
  }));
  return interactions::state_of(call, *scene.application, scene.open);
}

// Whom the person agrees for from here on.
Result<void> name_device(interactions::Facts& facts, const device_codes::Device& device,
                         std::string_view typed) {
  facts.device_id = device.id;
  facts.device_name = useragent::name_of(useragent::parse(device.user_agent));
  facts.device_address = device.client_ip;
  facts.user_code = device_codes::normalized(typed);
  facts.scope = with_words(device.scope, join_words(device.resources));
  return {};
}

}  // namespace

Result<dto::HostedStateDto> interaction_state(api::Call& call, const dto::GetInteractionStateQuery& query) {
  Scene scene{.application = TRY(application_of(call)), .open = {}};
  scene.open =
      TRY(call.read([&](db::Session& session) { return interactions::look_of(call, session, query.id); }));
  return interactions::state_of(call, *scene.application, scene.open);
}

Result<dto::HostedStateDto> interaction_select(api::Call& call,
                                               const dto::SelectInteractionAccountQuery& query,
                                               const dto::SelectHostedAccountDto& req) {
  const applications::Handle application = TRY(application_of(call));
  return answered(call, query.id, [&](db::Tx& tx, interactions::Facts& facts) -> Result<void> {
    if (!req.other && !req.accountId) {
      if (facts.step != "select_account") return errors::kInteractionStep;
      facts.selected = true;
      return {};
    }
    // Who has named a device goes on for that device, whoever they are.
    if (facts.denied || facts.step.starts_with("device")) return errors::kInteractionStep;
    if (req.accountId) {
      const auto hint = TRY(interactions::hint_of(call, tx, *application,
                                                  TRY(interactions::accounts_of(call, tx)), *req.accountId));
      if (!hint) return errors::kInteractionStep;
      facts.login_hint = *hint;
    }
    facts.step = "login";
    facts.signed_in = facts.consented = facts.selected = false;
    facts.demand.reset();
    facts.notice.reset();
    facts.recovery.reset();
    return {};
  });
}

// The answer already shows what the browser will remember from here on.
Result<dto::HostedStateDto> interaction_forget(api::Call& call,
                                               const dto::ForgetInteractionAccountQuery& query,
                                               const dto::ForgetHostedAccountDto& req) {
  Scene scene{.application = TRY(application_of(call)), .open = {}};
  const interactions::Remembered known =
      TRY(call.read([&](db::Session& session) -> Result<interactions::Remembered> {
        scene.open = TRY(interactions::look_of(call, session, query.id));
        return interactions::accounts_of(call, session);
      }));
  const auto left = interactions::without_account(call, known, req.accountId);
  if (left.size() < known.size())
    call.set_cookie(interactions::cookie_of(call.service<const crypto::Sealer>(), call.pool_id, left));
  return interactions::state_of(call, *scene.application, scene.open, &left);
}

Result<dto::HostedStateDto> interaction_consent(api::Call& call,
                                                const dto::AnswerInteractionConsentQuery& query,
                                                const dto::AnswerHostedConsentDto& req) {
  // It is remembered with the answer, when it is sure whose browser this is.
  return answered(call, query.id, [&](db::Tx&, interactions::Facts& facts) -> Result<void> {
    if (facts.step != "consent" || facts.user_id.empty()) return errors::kInteractionStep;
    facts.denied = !req.allow;
    facts.consented = req.allow;
    return {};
  });
}

// RFC 8628 §3.3; §5.1: what is short enough to be typed is short enough to be guessed, so few guesses are
// taken.
Result<dto::HostedStateDto> interaction_device(api::Call& call,
                                               const dto::AnswerInteractionDeviceQuery& query,
                                               const dto::AnswerHostedDeviceDto& req) {
  constexpr std::int64_t kTriesMax = 5;
  constexpr codes::Limit kWrong{"device_code_wrong", 20, 600'000};
  const std::string address = net::address_prefix(call.envelope.client_ip);
  return answered(call, query.id, [&](db::Tx& tx, interactions::Facts& facts) -> Result<void> {
    if (facts.step != "device" || !facts.device_id.empty()) return errors::kInteractionStep;
    if (facts.tries >= kTriesMax) return errors::kInteractionGone;
    if (TRY(codes::events_so_far(tx, call.pool_id, kWrong, address, call.now_ms)) >= kWrong.limit) {
      return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(kWrong, call.now_ms)));
    }
    const Result<device_codes::Device> device = device_codes::find(
        tx, call.service<const crypto::Sealer>(), call.pool_id, call.app_id, req.userCode, call.now_ms);
    if (device) return name_device(facts, *device, req.userCode);
    if (device.error().code() != errors::kDeviceCodeUnknown) return device.error().clone();
    facts.tries += 1;
    TRY(codes::count_event(tx, call.pool_id, kWrong, address, call.now_ms));
    return tx.refuse(device.error().clone());
  });
}

Result<dto::HostedStateDto> interaction_agreements(api::Call& call,
                                                   const dto::AnswerInteractionAgreementsQuery& query,
                                                   const dto::AnswerHostedAgreementsDto& req) {
  return answered(call, query.id, [&](db::Tx&, interactions::Facts& facts) -> Result<void> {
    facts.agreed.emplace();
    for (const dto::AgreementAnswerDto& each : req.agreements)
      facts.agreed->push_back({each.id, each.version, each.accepted});
    return {};
  });
}

Result<dto::HostedStateDto> interaction_cancel(api::Call& call, const dto::CancelInteractionQuery& query) {
  return answered(call, query.id, [](db::Tx&, interactions::Facts& facts) -> Result<void> {
    facts.denied = true;
    return {};
  });
}

}  // namespace genauth::ops
