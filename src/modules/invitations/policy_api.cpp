// generate-policy-invitation-token, get-policy-invitation-context, verify-invite-code, join-by-invitation.
#include "api/call.h"
#include "gen/dto/invitations.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/invitations.h"
#include "gen/errors/tickets.h"
#include "gen/ops/invitations.h"
#include "modules/authentication/login.h"
#include "modules/codes/codes.h"
#include "modules/invitations/guest.h"
#include "modules/pools/pools.h"
#include "modules/tickets/tickets.h"

namespace genauth::ops {
namespace {

using namespace invitations;

constexpr std::string_view kPurpose = "invitation";

// The link that a page of an invitation stands for, and its policy.
struct Opened {
  Link link;
  Policy policy;
};

tickets::Binding binding_of(const api::Call& call) {
  return {call.pool_id, std::string(kPurpose), call.app_id, ""};
}

Result<Opened> open_policy(db::Session& session, const api::Call& call, Link link) {
  if (link.app_id != call.app_id) return errors::kInvitationInvalid;
  auto policy = TRY(find_policy_by_id(session, call.pool_id, link.policy_id));
  if (!policy) return errors::kInvitationInvalid;
  return Opened{std::move(link), *std::move(policy)};
}

// What stands behind a page's token; the ticket stays unless `spend`.
Result<Opened> open_page(db::Tx& tx, const api::Call& call, const std::string& token, bool spend) {
  const auto& all = call.service<const tickets::Tickets>();
  auto ticket = spend ? all.consume(tx, binding_of(call), token, call.now_ms)
                      : all.look(tx, binding_of(call), token, call.now_ms);
  if (!ticket && ticket.error().code() == errors::kTicketInvalid) return errors::kInvitationPageExpired;
  if (!ticket) return std::move(ticket).error();
  return open_policy(tx, call, TRY(find_link(tx, call.pool_id, ticket->payload)));
}

dto::InviteeContextDto context_of(const Opened& opened, const pools::Pool& pool) {
  dto::InviteeContextDto shown;
  const PolicySettings& settings = opened.policy.settings;
  shown.enabledIdentifierVerify = settings.verify_identifier;
  shown.sendVerifyCodeMethod = settings.send_code;
  shown.enabledInfoFill = settings.fill_info;
  if (!settings.fill_info_text.empty()) shown.registerInfoFillMsg = settings.fill_info_text;
  shown.extendsFieldsI18n.text = "{}";
  shown.email = opened.link.email;
  if (!opened.link.invitee_name.empty()) shown.inviteeName = opened.link.invitee_name;
  shown.verifyCodeMaxErrCount = static_cast<double>(pool.settings.code_attempts_max);
  return shown;
}

void take(std::optional<std::string>& to, const std::optional<std::string>& from) {
  if (from && !from->empty()) to = from;
}

users::User guest_of(const Link& link, const std::optional<dto::InviteeProfileDto>& profile) {
  users::User guest;
  guest.email = link.email;
  take(guest.name, link.invitee_name);
  if (!profile) return guest;
  take(guest.username, profile->username);
  take(guest.name, profile->name);
  take(guest.nickname, profile->nickname);
  take(guest.company, profile->company);
  take(guest.photo, profile->photo);
  take(guest.given_name, profile->givenName);
  take(guest.family_name, profile->familyName);
  take(guest.middle_name, profile->middleName);
  take(guest.profile, profile->profile);
  take(guest.website, profile->website);
  take(guest.birthdate, profile->birthdate);
  take(guest.zoneinfo, profile->zoneinfo);
  take(guest.locale, profile->locale);
  take(guest.address, profile->address);
  take(guest.street_address, profile->streetAddress);
  take(guest.region, profile->region);
  take(guest.postal_code, profile->postalCode);
  take(guest.country, profile->country);
  if (profile->gender) guest.gender = *profile->gender;
  return guest;
}

dto::IsSuccessDto success() {
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace

// Opens a link and gives the token of its page. A link that opens once is used up by it.
Result<dto::GenerateInviteeTokenDto> generate_policy_invitation_token(api::Call& call,
                                                                      const dto::InvitationLinkDto& req) {
  TRY(authentication::application_of(call));
  return call.write([&](db::Tx& tx) -> Result<dto::GenerateInviteeTokenDto> {
    Link link = TRY(open_link(tx, call.pool_id, kPolicy, req.identifier + "." + req.signature, call.now_ms));
    const Opened opened = TRY(open_policy(tx, call, std::move(link)));
    TRY(use_link(tx, call.pool_id, opened.link, call.now_ms));
    dto::GenerateInviteeTokenDto answer;
    answer.token = TRY(call.service<const tickets::Tickets>().issue(
        tx, binding_of(call), opened.link.id, opened.policy.settings.page_ttl_s * 1000, call.now_ms));
    const bool wants_context =
        req.withInviteeInfo.value_or(false) || req.withInvitationSettings.value_or(false);
    if (wants_context) answer.invitationContext = context_of(opened, TRY(pools::find(tx, call.pool_id)));
    return answer;
  });
}

Result<dto::InviteeContextDto> get_policy_invitation_context(api::Call& call,
                                                             const dto::GetInviteCodeContextQuery& query) {
  TRY(authentication::application_of(call));
  return call.write([&](db::Tx& tx) -> Result<dto::InviteeContextDto> {
    const Opened opened = TRY(open_page(tx, call, query.token, false));
    return context_of(opened, TRY(pools::find(tx, call.pool_id)));
  });
}

// A right code stays good for join-by-invitation; wrong ones are counted.
Result<dto::IsSuccessDto> verify_invite_code(api::Call& call, const dto::VerifyInviteCodeDto& req) {
  TRY(authentication::application_of(call));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const Opened opened = TRY(open_page(tx, call, req.token, false));
    if (req.receiverType != "emailCode") return errors::kCodeWrong;  // links are for e-mail addresses
    return call.service<const codes::Codes>().check(
        tx, {call.pool_id, "CHANNEL_REGISTER", opened.link.email, ""}, req.code, call.now_ms);
  }));
  return success();
}

Result<dto::IsSuccessDto> join_by_invitation(api::Call& call, const dto::PolicyInviteeJoinedDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  if (req.profile && req.profile->username && !req.profile->username->empty())
    TRY(users::check_username(*req.profile->username));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(count_guest(tx, call));
    const Opened opened = TRY(open_page(tx, call, req.token, false));
    const bool proves = req.code && !req.code->empty();
    if (opened.policy.settings.verify_identifier && !proves)
      return Error(errors::kRequired).with_field("code");
    if (proves) TRY(prove_email(tx, call, opened.link.email, *req.code));
    TRY(open_page(tx, call, req.token, true));
    TRY(let_in(tx, call, *application, opened.link, guest_of(opened.link, req.profile), proves));
    return {};
  }));
  return success();
}

}  // namespace genauth::ops
