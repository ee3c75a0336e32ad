// What the hosted pages ask: where an interaction stands, and a person's answers.
#include <algorithm>
#include <array>

#include "api/call.h"
#include "base/words.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/device_codes.h"
#include "gen/errors/interactions.h"
#include "gen/ops/interactions.h"
#include "locale/language.h"
#include "modules/applications/of_call.h"
#include "modules/codes/throttle.h"
#include "modules/device_codes/device_codes.h"
#include "modules/interactions/interactions.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"
#include "net/address.h"
#include "useragent/useragent.h"

namespace genauth::ops {
namespace {

using interactions::Open;

struct Scene {
  applications::Handle application;
  Open open;
};

// The interaction of the address, if the browser has its cookie. The header that carries it makes sure that a
// page of ours asks: no form and no foreign page can set it.
Result<Open> look(api::Call& call, db::Session& session, const std::string& id) {
  const std::string& token = call.envelope.interaction;
  if (token.substr(0, token.find('.')) != id) return errors::kInteractionGone;
  return interactions::look(session, call.service<const tickets::Tickets>(), call.pool_id, call.app_id, token,
                            call.now_ms);
}

Result<applications::Handle> application_of(api::Call& call) {
  if (call.app_id.empty()) return errors::kAppRequired;
  applications::Handle application = TRY(applications::of(call));
  if (!application->is_enabled()) return errors::kAppDisabled;
  return application;
}

// Whether the page begins with this way; of directories people have a password, too.
bool is_of(std::string_view way, std::string_view connection) {
  if (connection == "PASSCODE") return way.ends_with("_CODE") && way != "QRCODE";
  return connection == "QRCODE" ? way == "QRCODE" : way == "PASSWORD";
}

// First the one that the application wants its page to begin with.
std::vector<std::string> methods_of(const applications::Application& application) {
  struct Way {
    std::string_view name;
    std::array<std::string_view, 3> methods;
  };
  static constexpr Way kWays[] = {{"PASSWORD", {"USERNAME_PASSWORD", "EMAIL_PASSWORD", "PHONE_PASSWORD"}},
                                  {"PHONE_CODE", {"PHONE_CODE", "", ""}},
                                  {"EMAIL_CODE", {"EMAIL_CODE", "", ""}}};
  std::vector<std::string> found;
  for (const Way& way : kWays) {
    const bool allowed = std::ranges::any_of(
        way.methods, [&](std::string_view method) { return !method.empty() && application.allows(method); });
    if (allowed) found.emplace_back(way.name);
  }
  found.emplace_back("PASSKEY");
  if (application.allows("SELF_BUILT_APP_QRCODE")) found.emplace_back("QRCODE");
  if (const auto& first = application.settings.default_method)
    std::ranges::stable_partition(found,
                                  [&](const std::string& way) { return is_of(way, first->connection); });
  return found;
}

std::string host_of(const interactions::Facts& facts) {
  for (const dto::StoredParameter& each : facts.parameters) {
    if (each.name != "redirect_uri") continue;
    const std::size_t scheme = each.value.find("://");
    if (scheme == std::string::npos) return each.value;
    const std::string_view rest = std::string_view(each.value).substr(scheme + 3);
    return std::string(rest.substr(0, rest.find_first_of("/?#")));
  }
  return {};
}

// Who signed in here, or may go on as who is signed in already, has no more to say to a login.
std::string step_of(const interactions::Facts& facts) {
  if (facts.step == "device_done") return facts.denied ? "device-denied" : "device-done";
  const bool settled = facts.denied || (facts.step == "login" && facts.signed_in) ||
                       (facts.step == "device" && !facts.device_id.empty()) ||
                       (facts.step == "select_account" && (facts.selected || facts.signed_in)) ||
                       (facts.step == "consent" && facts.consented);
  if (settled) return "done";
  return facts.step == "select_account" ? "select-account" : facts.step;
}

dto::HostedAccountDto account_of(const users::User& user) {
  dto::HostedAccountDto account;
  for (const auto* name : {&user.nickname, &user.name, &user.username, &user.email, &user.phone}) {
    if (!*name || (*name)->empty()) continue;
    account.name = **name;
    break;
  }
  account.photo = user.photo;
  return account;
}

void describe_scopes(dto::HostedConsentDto& consent, const pools::Settings& rules) {
  std::vector<dto::HostedScopeDto> known;
  for (const dto::StoredOidcScope& scope : rules.oidc_scopes.value_or(std::vector<dto::StoredOidcScope>()))
    if (!scope.description.empty() && std::ranges::find(consent.scopes, scope.name) != consent.scopes.end())
      known.push_back({scope.name, scope.description});
  if (!known.empty()) consent.descriptions = std::move(known);
}

Result<dto::HostedStateDto> state_of(api::Call& call, const Scene& scene) {
  const interactions::Facts& facts = scene.open.facts;
  dto::HostedStateDto state;
  state.step = step_of(facts);
  state.application = {scene.application->id, scene.application->name};
  state.language =
      locale::tag(locale::negotiate("", facts.ui_locales.empty() ? locale::tag(call.envelope.language)
                                                                 : std::string_view(facts.ui_locales)));
  if (!facts.login_hint.empty()) state.loginHint = facts.login_hint;
  state.methods = methods_of(*scene.application);
  state.continueUrl = "/" + call.app_id + "/login/" + scene.open.ticket.id + "/resume";
  if (state.step == "device" && !facts.user_code.empty()) state.userCode = facts.user_code;
  if (state.step == "consent") {
    dto::HostedConsentDto& consent = state.consent.emplace();
    consent.scopes = split_words(facts.scope);
    consent.host = host_of(facts);
    if (!facts.device_id.empty())
      state.consent->device = dto::HostedDeviceDto{facts.device_name, facts.device_address, facts.user_code};
  }
  return call.read([&](db::Session& session) -> Result<dto::HostedStateDto> {
    const pools::Settings rules = TRY(pools::find(session, call.pool_id)).settings;
    state.canRegister = !rules.registration_disabled;
    if (state.consent) describe_scopes(*state.consent, rules);
    if (facts.user_id.empty()) return state;
    if (const auto user = TRY(users::find(session, call.pool_id, facts.user_id)))
      state.account = account_of(*user);
    return state;
  });
}

// Changes the facts in one unit and answers what comes next.
template <class Change>
Result<dto::HostedStateDto> answered(api::Call& call, const std::string& id, Change&& change) {
  Scene scene{.application = TRY(application_of(call)), .open = {}};
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    scene.open = TRY(look(call, tx, id));
    Result<void> changed = change(tx, scene.open.facts);
    // A refusal may change something too (Tx::refuse()); any other error takes all of it back.
    TRY(interactions::keep(tx, call.service<const tickets::Tickets>(), call.pool_id, scene.open));
    return changed;
  }));
  return state_of(call, scene);
}

// Whom the person agrees for from here on.
Result<void> name_device(interactions::Facts& facts, const device_codes::Device& device,
                         std::string_view typed) {
  facts.device_id = device.id;
  facts.device_name = useragent::name_of(useragent::parse(device.user_agent));
  facts.device_address = device.client_ip;
  facts.user_code = device_codes::normalized(typed);
  facts.scope = device.scope;
  return {};
}

}  // namespace

Result<dto::HostedStateDto> interaction_state(api::Call& call, const dto::GetInteractionStateQuery& query) {
  Scene scene{.application = TRY(application_of(call)), .open = {}};
  scene.open = TRY(call.read([&](db::Session& session) { return look(call, session, query.id); }));
  return state_of(call, scene);
}

Result<dto::HostedStateDto> interaction_select(api::Call& call,
                                               const dto::SelectInteractionAccountQuery& query,
                                               const dto::SelectHostedAccountDto& req) {
  return answered(call, query.id, [&](db::Tx&, interactions::Facts& facts) -> Result<void> {
    if (facts.step != "select_account") return errors::kInteractionStep;
    if (req.other) {
      facts.step = "login";
    } else {
      facts.selected = true;
    }
    return {};
  });
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

Result<dto::HostedStateDto> interaction_cancel(api::Call& call, const dto::CancelInteractionQuery& query) {
  return answered(call, query.id, [](db::Tx&, interactions::Facts& facts) -> Result<void> {
    facts.denied = true;
    return {};
  });
}

}  // namespace genauth::ops
