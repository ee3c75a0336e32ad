// export-my-data: what the operations of a signed-in person show one by one, in one document.
#include "api/call.h"
#include "base/encoding.h"
#include "gen/ops/consents.h"
#include "gen/ops/data_export.h"
#include "gen/ops/devices.h"
#include "gen/ops/identity_sources.h"
#include "gen/ops/mfa.h"
#include "gen/ops/my_data.h"
#include "gen/ops/passkeys.h"
#include "gen/ops/profile.h"
#include "modules/agreements/agreements.h"
#include "modules/authentication/step_up.h"

namespace genauth::ops {
namespace {

constexpr std::int64_t kPageRows = 50, kSignInsMax = 10'000;

// Every page of a list, up to `most` rows. `page_of` gives the rows of one page.
template <class Row, class PageOf>
Result<std::vector<Row>> all_pages(const PageOf& page_of, std::int64_t most = kSignInsMax) {
  std::vector<Row> all;
  for (std::int64_t page = 1; page <= most / kPageRows; ++page) {
    std::vector<Row> rows = TRY(page_of(page));
    const bool is_last = static_cast<std::int64_t>(rows.size()) < kPageRows;
    for (Row& row : rows) all.push_back(std::move(row));
    if (is_last) break;
  }
  return all;
}

Result<std::vector<dto::TerminalSessionDto>> devices_of(api::Call& call) {
  return all_pages<dto::TerminalSessionDto>([&](std::int64_t page) {
    dto::ListQuery query;
    query.page = page;
    query.limit = kPageRows;
    return mydevices_list(call, query);
  });
}

Result<std::vector<dto::PasskeyDto>> passkeys_of(api::Call& call) {
  return all_pages<dto::PasskeyDto>([&](std::int64_t page) -> Result<std::vector<dto::PasskeyDto>> {
    dto::ListWebAuthnCredentialsQuery query;
    query.page = page;
    query.limit = kPageRows;
    return TRY(webauthn_credentials(call, query)).list;
  });
}

Result<std::vector<dto::LoginHistoryDto>> sign_ins_of(api::Call& call) {
  return all_pages<dto::LoginHistoryDto>([&](std::int64_t page) -> Result<std::vector<dto::LoginHistoryDto>> {
    dto::GetLoginHistoryQuery query;
    query.page = page;
    query.limit = kPageRows;
    return TRY(get_my_login_history(call, query)).list;
  });
}

Result<std::vector<dto::UserDepartmentRespDto>> departments_of(api::Call& call) {
  return all_pages<dto::UserDepartmentRespDto>(
      [&](std::int64_t page) -> Result<std::vector<dto::UserDepartmentRespDto>> {
        dto::GetDepartmentListQuery query;
        query.page = page;
        query.limit = kPageRows;
        return TRY(get_my_department_list(call, query)).list;
      });
}

Result<std::vector<dto::MyAgreementDto>> agreements_of(api::Call& call) {
  std::vector<dto::MyAgreementDto> list;
  for (const agreements::Recorded& each : TRY(call.read([&](db::Session& session) {
         return agreements::list(session, call.pool_id, call.caller.user_id);
       })))
    list.push_back({each.app_id, each.agreement_id, each.version, each.accepted, iso8601_ms(each.answered_at),
                    each.client_ip});
  return list;
}

}  // namespace

// A thief of a session must not get all of it in one call.
Result<dto::MyDataDto> export_my_data(api::Call& call) {
  TRY(call.read([&](db::Session& session) {
    return authentication::require_step_up(session, call, authentication::Evidence::kNone);
  }));
  dto::MyDataDto data;
  data.exportedAt = iso8601_ms(call.now_ms);
  dto::GetProfileQuery everything;
  everything.withCustomData = everything.withDepartmentIds = true;
  data.profile = TRY(get_profile(call, everything));
  data.identities = TRY(get_identities(call));
  data.factors = TRY(list_enrolled_factors(call));
  data.passkeys = TRY(passkeys_of(call));
  data.devices = TRY(devices_of(call));
  data.sessions = TRY(mysessions_list(call));
  data.signIns = TRY(sign_ins_of(call));
  data.consents = TRY(get_my_consents(call));
  data.agreements = TRY(agreements_of(call));
  data.tenants = TRY(get_my_tenant_list(call));
  data.roles = TRY(get_my_role_list(call, {}));
  data.groups = TRY(get_my_group_list(call));
  data.departments = TRY(departments_of(call));
  return data;
}

}  // namespace genauth::ops
