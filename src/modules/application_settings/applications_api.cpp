// Looking: get-application, list-applications, their simple forms, verify-config-app,
// list-application-active-users, check-domain-available.
#include <algorithm>

#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/ops/application_settings.h"
#include "modules/application_settings/application_dto.h"
#include "modules/application_settings/connections.h"
#include "modules/applications/addresses.h"
#include "modules/applications/released.h"
#include "modules/sessions/sessions.h"
#include "modules/users/user_dto.h"

namespace genauth::ops {
namespace {

using applications::Application;
using Applications = std::vector<Application>;

// Pools have few applications: they are read together, and what their settings decide is decided here.
Result<Applications> search(const api::Call& call, db::Session& session, const std::string& keywords) {
  return applications::search(session, call.service<const crypto::Sealer>(), call.pool_id, keywords);
}

Result<Application> find(const api::Call& call, db::Session& session, std::string_view app_id) {
  return applications::load(session, call.service<const crypto::Sealer>(), call.pool_id, app_id);
}

Result<dto::ApplicationDto> show(const api::Call& call, db::Session& session,
                                 const Application& application) {
  dto::ApplicationDto shown = application_settings::to_dto(application);
  shown.loginConfig.enabledExtIdpConns =
      TRY(application_settings::enabled_connections(session, call, application.id));
  return shown;
}

template <class Query>
Result<Applications> matching(const api::Call& call, db::Session& session, const Query& query) {
  if (query.isIntegrateApp && !query.isSelfBuiltApp) return Applications();
  Applications found = TRY(search(call, session, query.keywords.value_or("")));
  if (query.ssoEnabled)
    std::erase_if(found, [](const Application& each) { return !each.settings.sso_enabled; });
  return found;
}

std::span<const Application> page_of(const Applications& all, std::int64_t page, std::int64_t limit) {
  const std::size_t begin = std::min(all.size(), static_cast<std::size_t>((page - 1) * limit));
  return std::span(all).subspan(begin, std::min(all.size() - begin, static_cast<std::size_t>(limit)));
}

}  // namespace

Result<dto::ApplicationDto> get_application(api::Call& call, const dto::GetApplicationQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::ApplicationDto> {
    return show(call, session, TRY(find(call, session, query.appId)));
  });
}

Result<dto::ApplicationPaginatedDataDto> list_applications(api::Call& call,
                                                           const dto::ListApplicationsQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::ApplicationPaginatedDataDto> {
    const Applications found = TRY(matching(call, session, query));
    dto::ApplicationPaginatedDataDto page;
    page.totalCount = static_cast<std::int64_t>(found.size());
    const auto shown = query.all ? std::span(found) : page_of(found, query.page, query.limit);
    for (const Application& each : shown) page.list.push_back(TRY(show(call, session, each)));
    return page;
  });
}

Result<dto::ApplicationSimpleInfoDto> get_application_simple_info(
    api::Call& call, const dto::GetApplicationSimpleInfoQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::ApplicationSimpleInfoDto> {
    return application_settings::to_simple(TRY(find(call, session, query.appId)));
  });
}

Result<dto::ApplicationSimpleInfoPaginatedDataDto> list_application_simple_info(
    api::Call& call, const dto::ListApplicationSimpleInfoQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::ApplicationSimpleInfoPaginatedDataDto> {
    const Applications found = TRY(matching(call, session, query));
    dto::ApplicationSimpleInfoPaginatedDataDto page;
    page.totalCount = static_cast<std::int64_t>(found.size());
    for (const Application& each : page_of(found, query.page, query.limit))
      page.list.push_back(application_settings::to_simple(each));
    return page;
  });
}

Result<dto::ApplicationDto> verify_config_app(api::Call& call, const dto::GetVerifyConfigAppQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::ApplicationDto> {
    for (const Application& each : TRY(search(call, session, query.keywords.value_or(""))))
      if (each.is_enabled()) return show(call, session, each);
    return errors::kAppNotFound;
  });
}

Result<dto::UserPagingDto> list_application_active_users(api::Call& call,
                                                         const dto::ListApplicationActiveUsersDto& req) {
  const dto::ListApplicationActiveUsersOptionsDto options =
      req.options.value_or(dto::ListApplicationActiveUsersOptionsDto());
  const dto::PaginationDto page = options.pagination.value_or(dto::PaginationDto());
  const users::View view{.custom_data = options.withCustomData.value_or(false),
                         .identities = options.withIdentities.value_or(false),
                         .department_ids = options.withDepartmentIds.value_or(false)};
  return call.read([&](db::Session& session) -> Result<dto::UserPagingDto> {
    TRY(find(call, session, req.appId));
    const sessions::ActiveUsers active = TRY(sessions::active_users(
        session, call.pool_id, req.appId, call.now_ms, {page.limit, (page.page - 1) * page.limit}));
    std::vector<users::User> found;
    for (const std::string& id : active.ids)
      if (auto user = TRY(users::find(session, call.pool_id, id))) found.push_back(*std::move(user));
    dto::UserPagingDto shown;
    shown.totalCount = active.total;
    shown.list = TRY(users::show_all(session, call.service<const crypto::Sealer>(), found, view));
    return shown;
  });
}

Result<dto::CheckDomainAvailableDataDto> check_domain_available(api::Call& call,
                                                                const dto::CheckDomainAvailable& req) {
  TRY(applications::check_identifier(req.domain, "domain"));
  const auto known = call.service<applications::Directory>().find_by_identifier(req.domain);
  if (!known && known.error().code() != errors::kAppNotFound) return known.error().clone();
  const bool is_quarantined = TRY(call.read([&](db::Session& session) {
    return applications::is_quarantined(session, call.pool_id, req.domain, call.now_ms);
  }));
  return dto::CheckDomainAvailableDataDto{!known && !is_quarantined &&
                                          !applications::is_reserved(req.domain)};
}

}  // namespace genauth::ops
