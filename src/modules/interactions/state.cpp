#include "modules/interactions/state.h"

#include <algorithm>
#include <array>

#include "base/words.h"
#include "gen/error_table.h"
#include "gen/errors/core.h"
#include "gen/errors/mfa.h"
#include "gen/errors/mobile_login.h"
#include "json/value.h"
#include "locale/countries.h"
#include "locale/language.h"
#include "locale/preference.h"
#include "modules/application_pictures/application_pictures.h"
#include "modules/applications/tab_methods.h"
#include "modules/interactions/offers.h"
#include "modules/messages/messages.h"
#include "modules/pools/pools.h"
#include "modules/sessions/browser.h"
#include "modules/users/users.h"

namespace genauth::interactions {
namespace {

struct Way {
  std::string_view name;
  std::array<std::string_view, 3> methods;
};
constexpr Way kWays[] = {{"PASSWORD", {"USERNAME_PASSWORD", "EMAIL_PASSWORD", "PHONE_PASSWORD"}},
                         {"PHONE_CODE", {"PHONE_CODE", "", ""}},
                         {"EMAIL_CODE", {"EMAIL_CODE", "", ""}},
                         {"QRCODE", {"SELF_BUILT_APP_QRCODE", "", ""}},
                         {"PASSKEY", {"", "", ""}}};

// Whether the page begins with this way; of directories people have a password, too.
bool is_of(std::string_view way, std::string_view connection) {
  if (connection == "PASSCODE") return way.ends_with("_CODE") && way != "QRCODE";
  return connection == "QRCODE" ? way == "QRCODE" : way == "PASSWORD";
}

// How early the application names one of a way's methods; those that it does not name come last.
std::size_t place_of(const applications::Application& application, const Way& way) {
  const std::vector<std::string> none;
  const std::vector<std::string>& named = application.settings.enabled_methods.value_or(none);
  std::size_t place = named.size();
  for (const std::string_view method : way.methods)
    place = std::min(place, static_cast<std::size_t>(std::ranges::find(named, method) - named.begin()));
  return place;
}

using applications::kTabMethods;
using applications::TabMethod;

// tabMethodsSortConfig is free-form; login widgets read {"loginMethodsSort": [name, …]}.
std::vector<std::string> sorted_tabs(const applications::Application& application) {
  std::vector<std::string> names;
  const auto& page = application.settings.login_page;
  if (!page || page->tabs.empty()) return names;
  const Result<json::Value> document = json::Value::parse(page->tabs);
  const json::Value* list = document ? document->find("loginMethodsSort") : nullptr;
  if (list == nullptr || list->array() == nullptr) return names;
  for (const json::Value& each : *list->array()) {
    const std::string* name = each.string();
    const bool is_known = name != nullptr && std::ranges::any_of(kTabMethods, [&](const TabMethod& method) {
                            return method.tab == *name || method.shown == *name;
                          });
    if (is_known && std::ranges::find(names, *name) == names.end()) names.push_back(*name);
  }
  return names;
}

// How early the tabs' order names a way; those that it does not name come last. The tab phone-code has codes
// by e-mail too, unless these are named apart.
std::size_t place_in(const std::vector<std::string>& names, std::string_view way,
                     const applications::Application& application) {
  const bool is_apart = std::ranges::find(names, "email-code") != names.end();
  const auto found = std::ranges::find_if(names, [&](const std::string& name) {
    if (way == "EMAIL_CODE" && name == "phone-code") return !is_apart;
    return std::ranges::any_of(kTabMethods, [&](const TabMethod& each) {
      return each.way == way && (each.tab == name || (each.shown == name && application.allows(each.stored)));
    });
  });
  return static_cast<std::size_t>(found - names.begin());
}

// In the order of the page's tabs, then in that in which the application names them, but first the one that
// it wants its page to begin with.
std::vector<std::string> methods_of(const applications::Application& application) {
  std::vector<Way> ways;
  for (const Way& way : kWays) {
    const bool allowed =
        way.name == "PASSKEY" || std::ranges::any_of(way.methods, [&](std::string_view method) {
          return !method.empty() && application.allows(method);
        });
    if (allowed) ways.push_back(way);
  }
  std::ranges::stable_sort(ways, {}, [&](const Way& way) { return place_of(application, way); });
  const std::vector<std::string> tabs = sorted_tabs(application);
  std::ranges::stable_sort(ways, {}, [&](const Way& way) { return place_in(tabs, way.name, application); });
  std::vector<std::string> found;
  for (const Way& way : ways) found.emplace_back(way.name);
  if (const auto& first = application.settings.default_method)
    std::ranges::stable_partition(found,
                                  [&](const std::string& way) { return is_of(way, first->connection); });
  return found;
}

std::string host_in(const std::string& address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string::npos) return address;
  const std::string_view rest = std::string_view(address).substr(scheme + 3);
  return std::string(rest.substr(0, rest.find_first_of("/?#")));
}

std::string host_of(const Facts& facts) {
  for (const dto::StoredParameter& each : facts.parameters)
    if (each.name == "redirect_uri") return host_in(each.value);
  return {};
}

// Who signed in here, or may go on as who is signed in already, has no more to say to a login.
std::string step_of(const Facts& facts, std::int64_t now_ms) {
  if (facts.step == "device_done") return facts.denied ? "device-denied" : "device-done";
  const bool settled = facts.denied || (facts.step == "login" && facts.signed_in) ||
                       (facts.step == "device" && !facts.device_id.empty()) ||
                       (facts.step == "select_account" && (facts.selected || facts.signed_in)) ||
                       (facts.step == "consent" && facts.consented);
  if (settled) return "done";
  if (is_demanded(facts, now_ms)) return "demand";
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

// What the page knows of the application before anybody signs in.
dto::HostedApplicationDto application_dto(const applications::Application& application, const Facts& facts) {
  dto::HostedApplicationDto shown;
  const applications::Settings& settings = application.settings;
  shown.id = application.id;
  shown.name = application.name;
  shown.verified = !application.is_stranger();
  // One that is known by its address is told by its own host, wherever the browser goes afterwards.
  std::string host = settings.client_id.empty() ? host_of(facts) : host_in(settings.client_id);
  if (!host.empty()) shown.host = std::move(host);
  shown.languageButton = !settings.branding || settings.branding->language_button;
  // Pages load pictures from their own host alone; ours stand at every host.
  const std::string own = application_pictures::path_in(settings.logo);
  if (shown.verified && !settings.logo.empty()) shown.logo = own.empty() ? settings.logo : own;
  if (!settings.init_login_uri.empty()) shown.initLoginUri = settings.init_login_uri;
  return shown;
}

std::vector<std::string> register_methods_of(const applications::Application& application) {
  std::vector<std::string> found;
  for (const std::string_view method : {"PHONE_CODE", "EMAIL_CODE", "EMAIL_PASSWORD", "USERNAME_PASSWORD"})
    if (application.registers_by(method)) found.emplace_back(method);
  if (application.settings.default_register_method == "PASSWORD")
    std::ranges::stable_partition(found, [](const std::string& each) { return each.ends_with("_PASSWORD"); });
  return found;
}

bool may_reset(const applications::Application& application, const std::vector<std::string>& methods) {
  const auto& branding = application.settings.branding;
  return std::ranges::find(methods, "PASSWORD") != methods.end() &&
         (!branding || branding->forgotten_password_button);
}

// Nothing where messages reach mainland China alone, as they do unless the pool names other countries.
std::optional<std::vector<dto::HostedCountryDto>> countries_of(const pools::Settings& settings,
                                                               const messages::Outbox& outbox) {
  const std::vector<std::string> allowed = settings.sms_countries.value_or(std::vector<std::string>());
  std::vector<dto::HostedCountryDto> found;
  for (const locale::Country& country : locale::countries()) {
    const std::string_view code = country.phone_country_code;
    if (std::ranges::find(allowed, code) != allowed.end() && outbox.can_send_sms(code))
      found.push_back({std::string(code), std::string(country.alpha2)});
  }
  if (found.size() < 2) return std::nullopt;
  return found;
}

std::string words_of(const api::Call& call, std::string_view key, std::string_view field,
                     std::string_view arg) {
  return locale::message(find_error(key).value_or(errors::kInternal), call.envelope.language, field, arg);
}

dto::HostedDemandDto demand_dto(const api::Call& call, const dto::StoredHostedDemand& kept,
                                const pools::Settings& settings) {
  const ErrorRow& row = error_row(find_error(kept.error).value_or(errors::kInternal));
  dto::HostedDemandDto shown;
  shown.statusCode = row.status_code;
  shown.apiCode = row.api_code;
  shown.message = words_of(call, kept.error, "", "");
  shown.data = kept.data;
  const bool is_factor = row.code == errors::kMfaTotpRequired || row.code == errors::kMfaRequired;
  if (is_factor && settings.mfa_remember_days > 0) shown.rememberDays = settings.mfa_remember_days;
  return shown;
}

dto::HostedNoticeDto notice_dto(const api::Call& call, const dto::StoredHostedNotice& kept) {
  dto::HostedNoticeDto shown;
  shown.message = words_of(call, kept.error, kept.field, kept.arg);
  const int api_code = error_row(find_error(kept.error).value_or(errors::kInternal)).api_code;
  if (api_code != 0) shown.apiCode = api_code;
  return shown;
}

void describe_scopes(dto::HostedConsentDto& consent, const pools::Settings& rules) {
  std::vector<dto::HostedScopeDto> known;
  for (const dto::StoredOidcScope& scope : rules.oidc_scopes.value_or(std::vector<dto::StoredOidcScope>()))
    if (!scope.description.empty() && std::ranges::find(consent.scopes, scope.name) != consent.scopes.end())
      known.push_back({scope.name, scope.description});
  if (!known.empty()) consent.descriptions = std::move(known);
}

// What a client that nobody vouches for says of itself stands on this page alone, where its host does.
void describe_claims(dto::HostedConsentDto& consent, const applications::Application& application) {
  const applications::Settings& settings = application.settings;
  const std::string own = application_pictures::path_in(settings.logo);
  if (application.is_stranger() && !own.empty()) consent.logo = own;
  if (!settings.policy_uri.empty()) consent.policyUri = settings.policy_uri;
  if (!settings.tos_uri.empty()) consent.tosUri = settings.tos_uri;
}

dto::HostedConsentDto consent_of(const Facts& facts) {
  dto::HostedConsentDto consent;
  consent.scopes = split_words(facts.scope);
  consent.host = host_of(facts);
  if (!facts.device_id.empty())
    consent.device = dto::HostedDeviceDto{facts.device_name, facts.device_address, facts.user_code};
  return consent;
}

// What only the first step asks for.
Result<void> add_ways(const api::Call& call, db::Session& session,
                      const applications::Application& application, const Open& open,
                      const pools::Settings& settings, dto::HostedStateDto& state) {
  state.canResetPassword = may_reset(application, state.methods);
  state.sources = TRY(call.service<const Offers>().sources(call, session, application, open.ticket.id));
  state.phoneCountries = countries_of(settings, call.service<const messages::Outbox>());
  if (!state.canRegister) return {};
  state.registerMethods = register_methods_of(application);
  auto agreements = call.service<const Offers>().agreements(call, application);
  if (!agreements.empty()) state.agreements = std::move(agreements);
  return {};
}

// Who has signed in in this browser, but for one; nothing where there is nobody to choose.
Result<std::optional<dto::HostedRememberedDto>> remembered_of(const api::Call& call, db::Session& session,
                                                              std::string_view but, const Remembered* left) {
  const Remembered known = left ? *left : TRY(accounts_of(call, session));
  auto accounts = TRY(shown_accounts(call, session, known, but));
  if (accounts.empty()) return std::optional<dto::HostedRememberedDto>();
  const ErrorRow& row = error_row(errors::kAccountChoiceRequired);
  dto::HostedRememberedDto shown;
  shown.statusCode = row.status_code;
  shown.apiCode = row.api_code;
  shown.message = words_of(call, row.key, "", "");
  shown.accounts = std::move(accounts);
  return std::optional(std::move(shown));
}

// After a password, and before the browser leaves.
Result<bool> offers_passkey(const api::Call& call, db::Session& session,
                            const applications::Application& application, const Facts& facts) {
  if (!facts.signed_in || facts.denied) return false;
  const auto browser = TRY(sessions::load_browser(session, call.pool_id, facts.browser_id, call.now_ms));
  if (!browser || std::ranges::find(browser->amr, "pwd") == browser->amr.end()) return false;
  return call.service<const Offers>().passkey(call, session, application, facts.user_id);
}

// Of the person who is signed in, and of nobody who tried before.
std::optional<std::string> recovery_of(const Facts& facts) {
  const auto& kept = facts.recovery;
  if (!facts.signed_in || facts.denied || !kept || !kept->confirmed || kept->user_id != facts.user_id)
    return std::nullopt;
  return kept->code;
}

}  // namespace

Result<dto::HostedStateDto> state_of(api::Call& call, const applications::Application& application,
                                     const Open& open, const Remembered* left) {
  const Facts& facts = open.facts;
  dto::HostedStateDto state;
  state.step = step_of(facts, call.now_ms);
  state.application = application_dto(application, facts);
  state.language = locale::tag(locale::first_known(facts.ui_locales).value_or(call.envelope.language));
  if (!facts.login_hint.empty()) state.loginHint = facts.login_hint;
  state.methods = methods_of(application);
  state.continueUrl = "/" + call.app_id + "/login/" + open.ticket.id + "/resume";
  if (state.step == "device" && !facts.user_code.empty()) state.userCode = facts.user_code;
  if (state.step == "consent") {
    state.consent = consent_of(facts);
    describe_claims(*state.consent, application);
  }
  if (facts.notice) state.notice = notice_dto(call, *facts.notice);
  return call.read([&](db::Session& session) -> Result<dto::HostedStateDto> {
    const pools::Settings settings = TRY(pools::find(session, call.pool_id)).settings;
    state.canRegister = !settings.registration_disabled;
    if (state.consent) describe_scopes(*state.consent, settings);
    if (state.step == "demand") state.demand = demand_dto(call, *facts.demand, settings);
    if (state.step == "login") state.remembered = TRY(remembered_of(call, session, "", left));
    if (state.step == "select-account")
      state.remembered = TRY(remembered_of(call, session, facts.user_id, left));
    if (state.step == "login" || state.step == "demand")
      TRY(add_ways(call, session, application, open, settings, state));
    if (state.step == "done") state.recoveryCode = recovery_of(facts);
    if (state.step == "done") state.offerPasskey = TRY(offers_passkey(call, session, application, facts));
    if (facts.user_id.empty()) return state;
    if (const auto user = TRY(users::find(session, call.pool_id, facts.user_id)))
      state.account = account_of(*user);
    return state;
  });
}

}  // namespace genauth::interactions
