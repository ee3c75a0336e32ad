// Changing: create-application, update-application, delete-application, get-application-secret,
// refresh-application-secret, update-login-page-config.
#include "api/call.h"
#include "base/encoding.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/applications.h"
#include "gen/errors/objects.h"
#include "gen/ops/application_settings.h"
#include "modules/application_access/application_access.h"
#include "modules/application_settings/application_dto.h"
#include "modules/application_settings/change.h"
#include "modules/application_settings/connections.h"
#include "modules/applications/addresses.h"
#include "modules/applications/released.h"
#include "modules/applications/sectors.h"
#include "modules/approvals/approvals.h"
#include "modules/audit/audit.h"
#include "modules/consents/consents.h"
#include "modules/dynamic_clients/dynamic_clients.h"
#include "modules/sessions/sessions.h"
#include "modules/whitelists/whitelists.h"

namespace genauth::ops {
namespace {

using applications::Application;

constexpr std::size_t kRandomBytes = 6;
constexpr std::int64_t kChunkRows = 500;  // of one unit: small enough not to hold up the writer

Result<void> record(db::Tx& tx, const api::Call& call, std::string_view type, std::string_view app_id) {
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = type,
                        .app_id = app_id,
                        .actor = call.caller.access_key_id,
                        .client_ip = call.envelope.client_ip},
                       call.now_ms);
}

// As it stands in this unit, so that two administrators do not undo one another.
Result<Application> load(db::Session& session, const api::Call& call, std::string_view app_id) {
  return applications::load(session, call.service<const crypto::Sealer>(), call.pool_id, app_id);
}

Result<void> check_identifier(const std::string& identifier) {
  TRY(applications::check_identifier(identifier, "appIdentifier"));
  if (applications::is_reserved(identifier))
    return Error(errors::kAppDomainReserved).with_field("appIdentifier").with_arg(identifier);
  return {};
}

// Addresses with it still lead to whoever had it.
Result<void> check_quarantine(db::Session& session, const api::Call& call, const std::string& identifier) {
  if (!TRY(applications::is_quarantined(session, call.pool_id, identifier, call.now_ms))) return {};
  return Error(errors::kAppDomainTaken).with_field("appIdentifier").with_arg(identifier);
}

Result<Application> insert(db::Tx& tx, const api::Call& call, const Application& wanted) {
  auto made =
      applications::create(tx, call.service<const crypto::Sealer>(),
                           {call.pool_id, wanted.identifier, wanted.name, wanted.settings}, call.now_ms);
  if (!made && made.error().code() == errors::kConflict)
    return Error(errors::kAppDomainTaken).with_field("appIdentifier").with_arg(wanted.identifier);
  return made;
}

Result<void> open_to_requests(db::Tx& tx, const api::Call& call, std::string_view app_id, bool open) {
  if (open) {
    TRY(approvals::open_application(tx, call.pool_id, app_id, call.now_ms));
  } else {
    TRY(approvals::close_application(tx, call.pool_id, app_id));
  }
  return {};
}

// Tokens are dead with the application's row; the rows of its sessions follow, a few at a time.
Result<void> end_sessions(api::Call& call, std::string_view app_id) {
  for (std::int64_t ended = kChunkRows; ended >= kChunkRows;)
    ended = TRY(call.write([&](db::Tx& tx) {
      return sessions::end_sessions_of_app(tx, call.pool_id, app_id, call.now_ms, kChunkRows);
    }));
  return {};
}

// SDKs name no application here.
Result<Application> of_login_page(db::Session& session, const api::Call& call,
                                  const std::optional<std::string>& app_id) {
  if (app_id) return load(session, call, *app_id);
  const auto all = TRY(applications::list(session, call.pool_id));
  if (all.size() != 1) return Error(errors::kAppRequired).with_field("appId");
  return load(session, call, all.front().id);
}

std::vector<std::string> redirects(const Application& application) {
  return application.settings.redirect_uris.value_or(std::vector<std::string>());
}

// What a sector identifier says, asked for ahead of the unit that needs it.
struct Sector {
  std::string uri;
  std::vector<std::string> listed;
};

Result<Sector> sector_of(const api::Call& call, const std::string& uri) {
  if (uri.empty()) return Sector();
  return Sector{uri, TRY(call.service<const applications::SectorDocuments>().redirect_uris(uri))};
}

// Where nothing of it changes, the document is not asked for, so that it may be away for a while.
bool changes_sector(const Application& before, const Application& after) {
  return before.settings.sector_identifier_uri != after.settings.sector_identifier_uri ||
         redirects(before) != redirects(after);
}

Result<void> check_sector(const Application& application, const Sector& sector) {
  if (application.settings.sector_identifier_uri.empty()) return {};
  // Another administrator may have changed the address since the document was read.
  if (application.settings.sector_identifier_uri != sector.uri) return applications::bad_sector();
  return applications::check_listed(redirects(application), sector.listed);
}

Result<Sector> sector_for(api::Call& call, const dto::UpdateApplicationDto& req) {
  const Application before =
      TRY(call.read([&](db::Session& session) { return load(session, call, req.appId); }));
  Application after = before;
  TRY(application_settings::apply(req, after, call.now_ms));
  if (!changes_sector(before, after)) return Sector();
  return sector_of(call, after.settings.sector_identifier_uri);
}

}  // namespace

Result<dto::CreateApplicationRespDataDto> create_application(api::Call& call,
                                                             const dto::CreateApplicationDto& req) {
  Application wanted = TRY(application_settings::wanted(req, call.now_ms));
  TRY(check_sector(wanted, TRY(sector_of(call, wanted.settings.sector_identifier_uri))));
  wanted.identifier = req.appIdentifier.value_or("");
  if (req.appIdentifier) TRY(check_identifier(wanted.identifier));
  if (wanted.identifier.empty()) wanted.identifier = "app-" + hex(crypto::random_bytes(kRandomBytes));
  return call.write([&](db::Tx& tx) -> Result<dto::CreateApplicationRespDataDto> {
    const Application made = TRY(insert(tx, call, wanted));
    if (req.loginConfig) TRY(application_settings::switch_on(tx, call, made.id, *req.loginConfig));
    TRY(record(tx, call, "createApplication", made.id));
    dto::ApplicationDto shown = application_settings::to_dto(made);
    shown.loginConfig.enabledExtIdpConns = TRY(application_settings::enabled_connections(tx, call, made.id));
    return application_settings::to_created(std::move(shown));
  });
}

Result<dto::IsSuccessDto> update_application(api::Call& call, const dto::UpdateApplicationDto& req) {
  const Sector sector = TRY(sector_for(call, req));
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    const Application before = TRY(load(tx, call, req.appId));
    Application application = before;
    TRY(application_settings::apply(req, application, call.now_ms));
    if (changes_sector(before, application)) TRY(check_sector(application, sector));
    if (req.appIdentifier && *req.appIdentifier != application.identifier) {
      TRY(check_identifier(*req.appIdentifier));
      TRY(check_quarantine(tx, call, *req.appIdentifier));
      TRY(applications::rename(tx, application, *req.appIdentifier));
      TRY(applications::release(tx, call.pool_id, application.identifier, call.now_ms));
    }
    TRY(applications::update(tx, application, call.now_ms));
    if (req.enablePermissionApply)
      TRY(open_to_requests(tx, call, application.id, *req.enablePermissionApply));
    TRY(record(tx, call, "updateApplication", application.id));
    return dto::IsSuccessDto{true};
  });
}

// Rows of tenants and of the device limit stay: without them a tenant that was open to this application alone
// would be open to all.
Result<dto::IsSuccessDto> delete_application(api::Call& call, const dto::DeleteApplicationDto& req) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const Application application = TRY(load(tx, call, req.appId));
    TRY(application_settings::switch_all_off(tx, call, application.id));
    TRY(open_to_requests(tx, call, application.id, false));
    TRY(application_access::forget_application(tx, call.pool_id, application.id));
    TRY(consents::forget_application(tx, call.pool_id, application.id));
    TRY(whitelists::forget_application(tx, call.pool_id, application.id));
    TRY(dynamic_clients::forget_application(tx, call.pool_id, application.id));
    TRY(applications::remove(tx, call.pool_id, application.id));
    TRY(applications::release(tx, call.pool_id, application.identifier, call.now_ms));
    return record(tx, call, "deleteApplication", application.id);
  }));
  TRY(end_sessions(call, req.appId));
  return dto::IsSuccessDto{true};
}

Result<dto::GetApplicationSecretDataDto> get_application_secret(api::Call& call,
                                                                const dto::GetApplicationSecretQuery& query) {
  return call.write([&](db::Tx& tx) -> Result<dto::GetApplicationSecretDataDto> {
    Application application = TRY(load(tx, call, query.appId));
    TRY(record(tx, call, "getApplicationSecret", application.id));
    return dto::GetApplicationSecretDataDto{std::move(application.secret)};
  });
}

Result<dto::RefreshApplicationSecretDataDto> refresh_application_secret(
    api::Call& call, const dto::RefreshApplicationSecretDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::RefreshApplicationSecretDataDto> {
    const Application application = TRY(load(tx, call, req.appId));
    TRY(record(tx, call, "refreshApplicationSecret", application.id));
    return dto::RefreshApplicationSecretDataDto{TRY(
        applications::refresh_secret(tx, call.service<const crypto::Sealer>(), application, call.now_ms))};
  });
}

Result<dto::IsSuccessDto> update_login_page_config(api::Call& call, const dto::UpdateLoginConfigDto& req) {
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    Application application = TRY(of_login_page(tx, call, req.appId));
    TRY(application_settings::apply(req.update, application.settings));
    TRY(applications::update(tx, application, call.now_ms));
    TRY(record(tx, call, "updateLoginPageConfig", application.id));
    return dto::IsSuccessDto{true};
  });
}

}  // namespace genauth::ops
