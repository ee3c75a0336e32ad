// get-profile and update-profile: what people see and change of their own account.
#include "api/call.h"
#include "gen/errors/users.h"
#include "gen/ops/profile.h"
#include "modules/audit/audit.h"
#include "modules/users/given_names.h"
#include "modules/users/user_dto.h"
#include "modules/users/users.h"

namespace genauth::ops {

Result<dto::UserDto> get_profile(api::Call& call, const dto::GetProfileQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::UserDto> {
    const auto user = TRY(users::find(session, call.pool_id, call.caller.user_id));
    if (!user) return errors::kUserNotFound;
    return users::show(session, call.service<const crypto::Sealer>(), *user,
                       {.custom_data = query.withCustomData,
                        .identities = query.withIdentities,
                        .department_ids = query.withDepartmentIds});
  });
}

Result<dto::UserDto> update_profile(api::Call& call, const dto::UpdateUserProfileDto& req) {
  if (req.username) TRY(users::check_username(*req.username));
  return call.write([&](db::Tx& tx) -> Result<dto::UserDto> {
    auto user = TRY(users::find(tx, call.pool_id, call.caller.user_id));
    if (!user) return errors::kUserNotFound;
    const users::User before = *user;
    const auto take = [](std::optional<std::string>& to, const std::optional<std::string>& from) {
      if (from) to = from->empty() ? std::nullopt : from;  // an empty text clears the member
    };
    take(user->name, req.name);
    take(user->nickname, req.nickname);
    take(user->photo, req.photo);
    take(user->external_id, req.externalId);
    take(user->birthdate, req.birthdate);
    take(user->country, req.country);
    take(user->province, req.province);
    take(user->city, req.city);
    take(user->address, req.address);
    take(user->street_address, req.streetAddress);
    take(user->postal_code, req.postalCode);
    take(user->username, req.username);
    take(user->company, req.company);
    take(user->identity_number, req.identityNumber);
    if (req.gender) user->gender = *req.gender;
    if (!req.customData.empty()) user->custom_data = req.customData.text;
    TRY(users::update(tx, *user, call.now_ms));
    TRY(users::note_names(tx, before, *user, true));
    TRY(audit::record(tx,
                      {.pool_id = call.pool_id,
                       .type = "updateUserProfile",
                       .app_id = call.app_id,
                       .user_id = user->id,
                       .actor = user->id,
                       .client_ip = call.envelope.client_ip},
                      call.now_ms));
    user->updated_at = call.now_ms;
    return users::to_dto(*user, {.custom_data = true});
  });
}

}  // namespace genauth::ops
