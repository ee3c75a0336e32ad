// get-universal-invitation-public-config, signup-by-invitation, generate-universal-invitation-link-by-member,
// clear-my-all-invitation-links.
#include "api/call.h"
#include "gen/dto/invitations.h"
#include "gen/errors/form.h"
#include "gen/errors/invitations.h"
#include "gen/ops/invitations.h"
#include "modules/audit/audit.h"
#include "modules/authentication/login.h"
#include "modules/invitations/guest.h"
#include "modules/pools/pools.h"

namespace genauth::ops {
namespace {

using namespace invitations;

std::string name_of(const users::User& user) {
  return user.name.value_or(user.nickname.value_or(user.username.value_or("")));
}

Result<Link> open_universal(db::Session& session, const api::Call& call, const std::string& token) {
  Link link = TRY(open_link(session, call.pool_id, kUniversal, token, call.now_ms));
  if (link.app_id != call.app_id) return errors::kInvitationInvalid;
  if (!TRY(universal_settings(session, call.pool_id)).enabled) return errors::kInvitationInvalid;
  return link;
}

Result<void> record(db::Tx& tx, const api::Call& call, std::string_view type) {
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = type,
                        .app_id = call.app_id,
                        .user_id = call.caller.user_id,
                        .actor = call.caller.user_id,
                        .client_ip = call.envelope.client_ip},
                       call.now_ms);
}

}  // namespace

Result<dto::UniversalInvitationPublicConfigDto> get_universal_invitation_public_config(
    api::Call& call, const dto::GetUniversalInvitationPublicConfigQuery& query) {
  TRY(authentication::application_of(call));
  return call.read([&](db::Session& session) -> Result<dto::UniversalInvitationPublicConfigDto> {
    const Link link = TRY(open_universal(session, call, query.identifier));
    dto::UniversalInvitationPublicConfigDto answer;
    answer.userPool.name = TRY(pools::find(session, call.pool_id)).name;
    if (const auto inviter = TRY(users::find(session, call.pool_id, link.inviter_id)))
      answer.inviter = dto::InviterDetailDto{name_of(*inviter)};
    return answer;
  });
}

// Code, use of the link, answer and account in one unit: a link never lets in more than it may.
Result<dto::UniversalInvitationJoinRespDto> signup_by_invitation(
    api::Call& call, const dto::UniversalInvitationUserJoinDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  if (!req.profile) return Error(errors::kRequired).with_field("profile");
  TRY(users::check_email(req.profile->email));
  users::User wanted;
  wanted.email = users::normal_email(req.profile->email);
  wanted.email_verified = true;  // by its code, below
  wanted.name = req.profile->name;
  const std::string_view status = TRY(call.write([&](db::Tx& tx) -> Result<std::string_view> {
    const Link link = TRY(open_universal(tx, call, req.identifier));
    TRY(count_guest(tx, call));
    TRY(prove_email(tx, call, *wanted.email, req.emailCode));
    TRY(use_link(tx, call.pool_id, link, call.now_ms));
    const bool waits = TRY(universal_settings(tx, call.pool_id)).admin_consent;
    Answer answer{link.id, link.inviter_id, *wanted.email, *wanted.name, std::string(kPending), ""};
    if (!waits) {
      answer.status = kPassed;
      answer.user_id = TRY(let_in(tx, call, *application, link, wanted)).id;
    }
    TRY(insert_answer(tx, call.pool_id, answer, call.now_ms));
    return waits ? kPending : kPassed;
  }));
  dto::UniversalInvitationJoinRespDto answer;
  answer.status = status;
  return answer;
}

Result<dto::GenerateInvitationLinkDto> generate_universal_invitation_link_by_member(api::Call& call) {
  dto::GenerateInvitationLinkDto answer;
  const std::string token = TRY(call.write([&](db::Tx& tx) -> Result<std::string> {
    const UniversalSettings settings = TRY(universal_settings(tx, call.pool_id));
    if (!settings.enabled || !settings.by_members) return errors::kInvitationNotAllowed;
    NewLink link;
    link.kind = kUniversal;
    link.inviter_id = call.caller.user_id;
    link.app_id = call.app_id;
    link.uses_max = settings.uses_max;
    link.expires_at = call.now_ms + settings.ttl_s * 1000;
    std::string made = TRY(make_link(tx, call.pool_id, link, call.now_ms));
    TRY(record(tx, call, "makeInvitationLink"));
    return made;
  }));
  // The page has to know whose it is: the link names the application.
  std::string base = call.envelope.base_url;
  if (!base.ends_with("/" + call.app_id)) base.append("/").append(call.app_id);
  answer.link = base + "/invitation?identifier=" + token;
  return answer;
}

Result<dto::IsSuccessDto> clear_my_all_invitation_links(api::Call& call) {
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(withdraw_links(tx, call.pool_id, call.caller.user_id));
    return record(tx, call, "withdrawInvitationLinks");
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace genauth::ops
