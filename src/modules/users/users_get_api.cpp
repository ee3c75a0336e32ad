// get-user, get-user-batch, is-user-exists, delete-users-batch.
#include "api/call.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "gen/ops/users.h"
#include "modules/audit/audit.h"
#include "modules/users/lookup.h"
#include "modules/users/sign_out.h"
#include "modules/users/user_dto.h"

namespace genauth::ops {
namespace {

constexpr std::size_t kBatchMax = 50;

template <class Query>
users::View view_of(const Query& query) {
  users::View view;
  view.custom_data = query.withCustomData;
  view.flat_custom_data = query.flatCustomData;
  view.identities = query.withIdentities;
  view.department_ids = query.withDepartmentIds;
  view.tenant_ids = query.withTenantIds.value_or(false);
  return view;
}

Result<void> check_batch(const std::vector<std::string>& ids) {
  if (ids.empty()) return Error(errors::kRequired).with_field("userIds");
  if (ids.size() > kBatchMax)
    return Error(errors::kTooManyElements).with_field("userIds").with_arg(std::to_string(kBatchMax));
  return {};
}

bool is_given(const std::optional<std::string>& text) {
  return text && !text->empty();
}

}  // namespace

Result<dto::UserDto> get_user(api::Call& call, const dto::GetUserQuery& query) {
  return call.read([&](db::Session& session) -> Result<dto::UserDto> {
    const auto user = TRY(users::find_as(session, call.pool_id, query.userIdType, query.userId));
    if (!user) return errors::kUserNotFound;
    users::View view = view_of(query);
    view.posts = query.withPost;
    return users::show(session, call.service<const crypto::Sealer>(), *user, view);
  });
}

// Users that do not exist are left out: the list may be shorter than the question.
Result<std::vector<dto::UserDto>> get_user_batch(api::Call& call, const dto::GetUserBatchQuery& query) {
  TRY(check_batch(query.userIds));
  return call.read([&](db::Session& session) -> Result<std::vector<dto::UserDto>> {
    std::vector<users::User> found;
    for (const std::string& id : query.userIds)
      if (auto user = TRY(users::find_as(session, call.pool_id, query.userIdType, id)))
        found.push_back(*std::move(user));
    return users::show_all(session, call.service<const crypto::Sealer>(), found, view_of(query));
  });
}

// True as soon as one of the given members belongs to somebody.
Result<dto::IsUserExistsDto> is_user_exists(api::Call& call, const dto::IsUserExistsReqDto& req) {
  if (!is_given(req.username) && !is_given(req.email) && !is_given(req.phone) && !is_given(req.externalId))
    return Error(errors::kIdentifierRequired).with_arg("username, email, phone, externalId");
  return call.read([&](db::Session& session) -> Result<dto::IsUserExistsDto> {
    const std::pair<const char*, const std::optional<std::string>&> questions[] = {
        {"username", req.username},
        {"email", req.email},
        {"phone", req.phone},
        {"external_id", req.externalId}};
    dto::IsUserExistsDto answer;
    for (const auto& [type, id] : questions)
      if (!answer.exists && is_given(id))
        answer.exists = TRY(users::find_as(session, call.pool_id, type, *id)).has_value();
    return answer;
  });
}

// All in one unit. A user who is gone already is no error, so that a repeated call succeeds.
Result<dto::IsSuccessDto> delete_users_batch(api::Call& call, const dto::DeleteUsersBatchDto& req) {
  TRY(check_batch(req.userIds));
  const std::string type = req.options ? req.options->userIdType : "user_id";
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    for (const std::string& id : req.userIds) {
      const auto user = TRY(users::find_as(tx, call.pool_id, type, id));
      if (!user) continue;
      TRY(call.service<const users::SignOut>().everywhere(tx, call.pool_id, user->id, call.now_ms));
      TRY(users::remove(tx, call.pool_id, user->id));
      TRY(audit::record(tx,
                        {.pool_id = call.pool_id,
                         .type = "deleteUser",
                         .user_id = user->id,
                         .actor = call.caller.access_key_id,
                         .client_ip = call.envelope.client_ip},
                        call.now_ms));
    }
    return {};
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace genauth::ops
