// get-my-login-history, get-my-logged-in-apps, get-my-accessible-apps.
#include "api/call.h"
#include "base/encoding.h"
#include "gen/dto/my_data.h"
#include "gen/error_table.h"
#include "gen/ops/my_data.h"
#include "gen/sql/my_data.h"
#include "geo/geo.h"
#include "locale/countries.h"
#include "locale/language.h"
#include "modules/application_access/application_access.h"
#include "modules/login_history/login_history.h"
#include "modules/my_data/my_data.h"
#include "useragent/useragent.h"

namespace genauth::ops {
namespace {

std::string alpha3_of(std::string_view alpha2) {
  if (alpha2.empty()) return "";
  for (const locale::Country& country : locale::countries())
    if (country.alpha2 == alpha2) return std::string(country.alpha3);
  return "";
}

dto::GeoIp to_dto(const geo::Place& place) {
  dto::GeoIp shown;
  shown.location.lon = place.longitude;
  shown.location.lat = place.latitude;
  shown.country_name = place.country_name;
  shown.country_code2 = place.country_code;
  shown.country_code3 = alpha3_of(place.country_code);
  shown.region_name = place.region_name;
  shown.region_code = place.region_code;
  shown.city_name = place.city_name;
  shown.continent_code = place.continent_code;
  shown.timezone = place.timezone;
  return shown;
}

std::string message_of(std::string_view error_key, locale::Language language) {
  const std::optional<Code> code = find_error(error_key);
  return code ? locale::message(*code, language, "", "") : std::string(error_key);
}

std::string with_version(const std::string& name, const std::string& version) {
  return version.empty() ? name : name + " " + version;
}

dto::ParsedUserAgent parsed(std::string_view user_agent) {
  const useragent::Agent agent = useragent::parse(user_agent);
  dto::ParsedUserAgent shown;
  shown.device = text(agent.device);
  shown.name = with_version(agent.browser, agent.browser_version);
  shown.os = with_version(agent.os, agent.os_version);
  return shown;
}

// People come back with the same browser from the same place: what `before` says of them holds then.
void fill(dto::LoginHistoryDto& shown, const api::Call& call, const login_history::Entry& entry,
          const dto::LoginHistoryDto* before) {
  shown.userId = entry.user_id;
  shown.appId = entry.app_id;
  shown.appName = entry.app_name;
  shown.appLoginUrl = my_data::login_url(call.envelope.base_url, entry.app_id);
  shown.loginAt = iso8601_ms(entry.created_at);
  shown.clientIp = entry.client_ip;
  shown.success = entry.success;
  if (!entry.success) shown.errorMessage = message_of(entry.error, call.envelope.language);
  shown.userAgent = entry.user_agent;
  const bool is_same_agent = before && before->userAgent == entry.user_agent;
  shown.parsedUserAgent = is_same_agent ? before->parsedUserAgent : parsed(entry.user_agent);
  shown.loginMethod = entry.method;
  const bool is_same_place = before && before->clientIp == entry.client_ip;
  shown.geoip =
      is_same_place ? before->geoip : to_dto(call.service<const geo::Database>().find(entry.client_ip));
  if (!entry.tenant_id.empty()) shown.tenantId = entry.tenant_id;
}

template <class Dto>
Dto to_app(const api::Call& call, std::string id, std::string name, bool active) {
  Dto shown;
  shown.appId = std::move(id);
  shown.appName = std::move(name);
  shown.appLoginUrl = my_data::login_url(call.envelope.base_url, shown.appId);
  shown.active = active;
  return shown;
}

}  // namespace

Result<dto::LoginHistoryPaginatedRespDto> get_my_login_history(api::Call& call,
                                                               const dto::GetLoginHistoryQuery& query) {
  login_history::Wanted wanted{query.appId.value_or(""), query.clientIp.value_or(""), query.success,
                               query.start, query.end};
  const login_history::Page page = TRY(call.read([&](db::Session& session) {
    return login_history::list(session, call.pool_id, call.caller.user_id, wanted, query.page, query.limit);
  }));
  dto::LoginHistoryPaginatedRespDto answer;
  answer.totalCount = page.total;
  answer.list.resize(page.list.size());
  for (std::size_t i = 0; i < page.list.size(); ++i)
    fill(answer.list[i], call, page.list[i], i == 0 ? nullptr : &answer.list[i - 1]);
  return answer;
}

Result<std::vector<dto::LoggedInAppsDto>> get_my_logged_in_apps(api::Call& call) {
  const db::Rows rows = TRY(call.read([&](db::Session& session) {
    return session.query(my_data::sql::list_logged_in_apps, {call.pool_id, call.caller.user_id, call.now_ms});
  }));
  std::vector<dto::LoggedInAppsDto> apps;
  for (std::size_t i = 0; i < rows.size(); ++i)
    apps.push_back(to_app<dto::LoggedInAppsDto>(call, rows[i].text(0), rows[i].text(1), true));
  return apps;
}

Result<std::vector<dto::AccessibleAppsDto>> get_my_accessible_apps(api::Call& call) {
  const auto open = TRY(call.read([&](db::Session& session) {
    return application_access::open_to(session, call.pool_id, call.caller.user_id, call.now_ms);
  }));
  std::vector<dto::AccessibleAppsDto> apps;
  for (const application_access::Open& each : open)
    apps.push_back(to_app<dto::AccessibleAppsDto>(call, each.id, each.name, each.active));
  return apps;
}

}  // namespace genauth::ops
