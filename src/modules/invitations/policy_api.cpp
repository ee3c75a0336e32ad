// generate-policy-invitation-token, get-policy-invitation-context, verify-invite-code, join-by-invitation.
#include "api/call.h"
#include "gen/dto/invitations.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/invitations.h"
#include "gen/errors/tickets.h"
#include "gen/ops/invitations.h"
#include "modules/authentication/login.h"
#include "modules/authentication/signup_profile.h"
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

using Options = dto::PolicyInviteJoinedOptionsDto;

// The guest as the invitation and the profile make them; `codes` prove the contacts.
Result<users::User> guest_of(const api::Call& call, const Link& link, const dto::PolicyInviteeJoinedDto& req,
                             authentication::RegistrationCodes& codes) {
  users::User guest;
  if (!link.email.empty()) guest.email = link.email;
  users::take_text(guest.name, link.invitee_name);
  if (!req.profile) return guest;
  const dto::InviteeProfileDto& profile = *req.profile;
  const Options options = req.options.value_or(Options());
  authentication::take_profile(guest, profile);
  users::take_text(guest.username, profile.username);
  if (!profile.customData.empty()) guest.custom_data = profile.customData.text;
  if (profile.email && guest.email && users::normal_email(*profile.email) != *guest.email)
    return errors::kInvitationOtherEmail;
  TRY(authentication::take_contacts(call, authentication::contacts_of(profile, options), guest, codes));
  // The invitation's own address, proved like one of the profile.
  if (profile.email && !guest.email_verified && options.emailPassCodeForInformationCompletion) {
    codes.add(call, "CHANNEL_COMPLETE_EMAIL", *guest.email, *options.emailPassCodeForInformationCompletion);
    guest.email_verified = true;
  }
  return guest;
}

// The code of verify-invite-code. Links are for e-mail addresses.
Result<void> take_code(const api::Call& call, const dto::PolicyInviteeJoinedDto& req, users::User& guest,
                       authentication::RegistrationCodes& codes) {
  if (!req.code || req.code->empty()) return {};
  if (req.receiverType == "smsCode") return errors::kCodeWrong;
  codes.add(call, "CHANNEL_REGISTER", *guest.email, *req.code);
  guest.email_verified = true;
  return {};
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
    authentication::RegistrationCodes codes;
    users::User guest = TRY(guest_of(call, opened.link, req, codes));
    if (!guest.email) return Error(errors::kRequired).with_field("profile.email");
    TRY(take_code(call, req, guest, codes));
    if (opened.policy.settings.verify_identifier && !guest.email_verified)
      return Error(errors::kRequired).with_field("code");
    TRY(codes.spend(call.service<const codes::Codes>(), tx, call.now_ms));
    TRY(open_page(tx, call, req.token, true));
    TRY(let_in(tx, call, *application, opened.link, std::move(guest)));
    return {};
  }));
  return success();
}

}  // namespace genauth::ops
