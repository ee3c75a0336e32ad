// What is demanded: of a whole pool, in one application, of one user; and a check outside of a sign-in.
#include <algorithm>

#include "api/call.h"
#include "base/words.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "gen/errors/mfa.h"
#include "gen/errors/users.h"
#include "gen/ops/mfa.h"
#include "modules/applications/applications.h"
#include "modules/mfa/changes.h"
#include "modules/mfa/faces.h"
#include "modules/mfa/login_step.h"
#include "modules/mfa/passing.h"
#include "modules/users/lookup.h"

namespace genauth::ops {
namespace {

using mfa::Type;
using Words = std::vector<std::string>;

Words without(const Words& words, const Words& gone) {
  Words left;
  for (const std::string& word : words)
    if (std::ranges::find(gone, word) == gone.end()) left.push_back(word);
  return left;
}

Words with(const Words& words, const Words& more) {
  Words all = without(words, {});
  for (const std::string& word : more)
    if (std::ranges::find(all, word) == all.end()) all.push_back(word);
  return all;
}

// Reads and writes in one unit, so that two administrators do not undo one another.
template <class Change>
Result<dto::MFASettingsDto> change_pool(api::Call& call, Change change) {
  return call.write([&](db::Tx& tx) -> Result<dto::MFASettingsDto> {
    pools::Pool pool = TRY(pools::find(tx, call.pool_id));
    Words factors = change(pool.settings.mfa_factors.value_or(Words()));
    pool.settings.mfa_factors = factors;
    TRY(pools::update_settings(tx, call.pool_id, pool.settings));
    TRY(mfa::record(tx, call, "updateMfaSettings", "", join_words(factors)));
    return dto::MFASettingsDto{std::move(factors)};
  });
}

Result<users::User> user_as(db::Session& session, const api::Call& call, std::string_view type,
                            std::string_view id) {
  auto user = TRY(users::find_as(session, call.pool_id, type, id));
  if (!user) return errors::kUserNotFound;
  return *std::move(user);
}

// Those with status 1, in the order of sort.
Result<std::vector<Type>> policies_of(const std::vector<dto::ApplicationMfaDto>& list) {
  std::vector<dto::ApplicationMfaDto> sorted = list;
  std::ranges::stable_sort(sorted, {}, &dto::ApplicationMfaDto::sort);
  std::vector<Type> types;
  for (const dto::ApplicationMfaDto& each : sorted) {
    const auto type = mfa::parse_type(each.mfaPolicy);
    if (!type || *type == Type::kPasskey)
      return Error(errors::kMustBeOneOf)
          .with_field("mfaTriggerData.applicationMfa.mfaPolicy")
          .with_arg("OTP, SMS, EMAIL, FACE");
    if (each.status == 1) mfa::add_once(types, *type);
  }
  return types;
}

Result<void> take_from(db::Tx& tx, const api::Call& call, const users::User& user, Type type) {
  if (TRY(mfa::remove(tx, call.pool_id, user.id, type))) TRY(mfa::removed_now(tx, call, user, type));
  return {};
}

}  // namespace

Result<dto::MFASettingsDto> get_global_mfa_settings(api::Call& call) {
  const pools::Pool pool =
      TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); }));
  return dto::MFASettingsDto{pool.settings.mfa_factors.value_or(Words())};
}

Result<dto::MFASettingsDto> update_global_mfa_settings(api::Call& call, const dto::MFASettingsDto& req) {
  return change_pool(call, [&](const Words&) { return with({}, req.enabledFactors); });
}

Result<dto::MFASettingsDto> disable_global_mfa_settings(api::Call& call,
                                                        const dto::MFADisableSettingsDto& req) {
  return change_pool(call, [&](const Words& now) { return without(now, req.disableFactors); });
}

Result<dto::MFASettingsDto> update_application_mfa_settings(api::Call& call,
                                                            const dto::UpdateApplicationMfaSettingsDto& req) {
  const Words enabled = req.enabledFactors.value_or(Words()),
              disabled = req.disabledFactors.value_or(Words());
  return call.write([&](db::Tx& tx) -> Result<dto::MFASettingsDto> {
    applications::Application application =
        TRY(applications::load(tx, call.service<const crypto::Sealer>(), call.pool_id, req.appId));
    applications::Settings& settings = application.settings;
    settings.mfa_factors =
        with(without(settings.mfa_factors.value_or(Words()), disabled), without(enabled, disabled));
    settings.mfa_disabled_factors =
        with(without(settings.mfa_disabled_factors.value_or(Words()), enabled), disabled);
    TRY(applications::update(tx, application, call.now_ms));
    TRY(mfa::record(tx, call, "updateMfaSettings", "", req.appId + ": " + join_words(*settings.mfa_factors)));
    return dto::MFASettingsDto{*settings.mfa_factors};
  });
}

Result<dto::GetMfaInfoDataDto> get_mfa_trigger_data(api::Call& call,
                                                    const dto::GetMfaTriggerDataQuery& query) {
  const auto& attempts = call.service<const mfa::Attempts>();
  return call.write([&](db::Tx& tx) -> Result<dto::GetMfaInfoDataDto> {
    const applications::Application application =
        TRY(applications::load(tx, call.service<const crypto::Sealer>(), call.pool_id, query.appId));
    const users::User user = TRY(user_as(tx, call, query.userIdType, query.userId));
    const pools::Pool pool = TRY(pools::find(tx, call.pool_id));
    mfa::Plan plan = TRY(mfa::plan_for(tx, call.service<const mfa::Means>(), pool.settings,
                                       {application, call.envelope.base_url}, user, {}));
    if (plan.offered.empty()) return errors::kMfaNoWayLeft;
    dto::StoredMfaAttempt state;
    state.purpose = "trigger";
    for (const Type type : plan.offered) state.offered.emplace_back(mfa::text(type));
    state.may_enroll = plan.may_enroll;
    std::string token = TRY(attempts.issue(tx, {call.pool_id, application.id, user.id}, state, call.now_ms));
    const std::vector<mfa::Factor> factors = TRY(mfa::enrolled(tx, call.pool_id, user.id));
    return mfa::trigger_data(user, factors, plan.offered, std::move(token));
  });
}

Result<dto::GetMfaInfoDataDto> get_mfa_status(api::Call& call, const dto::GetUserMfaStatusQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::GetMfaInfoDataDto> {
    const users::User user = TRY(user_as(session, call, query.userIdType, query.userId));
    const std::vector<mfa::Factor> factors = TRY(mfa::enrolled(session, call.pool_id, user.id));
    return mfa::trigger_data(user, factors, TRY(mfa::demands(session, call.pool_id, user.id)), "");
  });
}

Result<dto::UserMfaRespDto> get_user_mfa_info(api::Call& call, const dto::GetUserMfaInfoQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::UserMfaRespDto> {
    const users::User user = TRY(user_as(session, call, query.userIdType, query.userId));
    const std::vector<mfa::Factor> factors = TRY(mfa::enrolled(session, call.pool_id, user.id));
    const auto status = [&](Type type) {
      return std::string(mfa::find(factors, type) != nullptr ? "ENABLED" : "DISABLED");
    };
    return dto::UserMfaRespDto{status(Type::kOtp), status(Type::kFace), status(Type::kSms),
                               status(Type::kEmail)};
  });
}

Result<dto::IsSuccessDto> set_mfa_status(api::Call& call, const dto::SetMfaStatusDto& req) {
  const dto::GetMfaInfoDataDto& wanted = req.mfaTriggerData;
  const std::vector<Type> types = TRY(policies_of(wanted.applicationMfa));
  std::string user_id, face;  // that the service is to forget
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const users::User user = TRY(user_as(tx, call, req.userIdType, req.userId));
    user_id = user.id;
    const std::vector<mfa::Factor> factors = TRY(mfa::enrolled(tx, call.pool_id, user.id));
    const mfa::Factor* known = mfa::find(factors, Type::kFace);
    face = known != nullptr && wanted.faceMfaEnabled == false ? known->reference : std::string();
    TRY(mfa::set_demands(tx, call.pool_id, user.id, types, call.now_ms));
    TRY(mfa::unlock(tx, {call.pool_id, user.id}));
    if (wanted.totpMfaEnabled == false) TRY(take_from(tx, call, user, Type::kOtp));
    if (wanted.faceMfaEnabled == false) TRY(take_from(tx, call, user, Type::kFace));
    return mfa::record(tx, call, "setMfaStatus", user.id, "");
  }));
  if (!face.empty()) mfa::drop_face(call, {call.pool_id, user_id}, face);
  return dto::IsSuccessDto{true};
}

}  // namespace genauth::ops
