// verify-reset-password-request and reset-password: for people who cannot sign in.
#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/account.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "gen/ops/account_security.h"
#include "modules/account_security/account_codes.h"
#include "modules/account_security/account_security.h"
#include "modules/account_security/account_tickets.h"
#include "modules/audit/audit.h"
#include "modules/authentication/password_login.h"
#include "modules/authentication/rightful_owner.h"
#include "modules/codes/codes.h"
#include "modules/interactions/interactions.h"
#include "modules/pools/pools.h"
#include "modules/system/transport_keys.h"
#include "modules/users/password.h"
#include "modules/users/sign_out.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

using account_security::kResetPurpose;

constexpr std::string_view kChannel = "CHANNEL_RESET_PASSWORD";

// What the request proves: a code of a number, of an address, or of both.
struct Proofs {
  bool by_phone = false;
  phone::Number number = {};
  std::string phone_code, email, email_code;
};

Result<Proofs> proofs_of(const dto::VerifyResetPasswordRequestDto& req) {
  Proofs proofs;
  proofs.by_phone = req.verifyMethod == "PHONE_PASSCODE";
  if (proofs.by_phone) {
    if (!req.phonePassCodePayload) return Error(errors::kRequired).with_field("phonePassCodePayload");
    proofs.number = TRY(phone::parse(req.phonePassCodePayload->phoneCountryCode.value_or(""),
                                     req.phonePassCodePayload->phoneNumber));
    proofs.phone_code = req.phonePassCodePayload->passCode;
  } else if (!req.emailPassCodePayload) {
    return Error(errors::kRequired).with_field("emailPassCodePayload");
  }
  if (req.emailPassCodePayload) {
    if (!req.emailPassCodePayload->email) return Error(errors::kIdentifierRequired).with_arg("email");
    TRY(users::check_email(*req.emailPassCodePayload->email));
    proofs.email = users::normal_email(*req.emailPassCodePayload->email);
    proofs.email_code = req.emailPassCodePayload->passCode;
  }
  return proofs;
}

// Whoever wants in may have put an address onto the account, or taken the number over at the operator. One of
// what was shown must be beyond that.
Result<void> check_worth(const api::Call& call, db::Session& session, const Proofs& proofs,
                         const users::User& user) {
  if (!proofs.email.empty() && !account_security::is_fresh(user.email_changed_at, call.now_ms)) return {};
  if (!proofs.by_phone || account_security::is_fresh(user.phone_changed_at, call.now_ms) ||
      TRY(account_security::has_strong_factor(session, call.service<const account_security::FactorSources>(),
                                              call.pool_id, user.id)))
    return errors::kSecondProofRequired;
  return {};
}

// Nobody behind the address looks like a wrong code. What is refused after a right code leaves it good.
Result<users::User> prove(const api::Call& call, db::Tx& tx, const Proofs& proofs) {
  const auto user = TRY(proofs.by_phone ? users::find_by_phone(tx, call.pool_id, proofs.number.country_code,
                                                               proofs.number.national)
                                        : users::find_by_email(tx, call.pool_id, proofs.email));
  std::vector<account_security::GivenCode> given;
  if (proofs.by_phone)
    given.push_back({{call.pool_id, std::string(kChannel), proofs.number.e164, ""}, proofs.phone_code});
  if (!proofs.email.empty())
    given.push_back({{call.pool_id, std::string(kChannel), proofs.email, ""}, proofs.email_code});
  TRY(account_security::spend(call, tx, given));
  if (!user) return Error(errors::kCodeWrong, "nobody has this address");
  if (proofs.by_phone && !proofs.email.empty() && user->email != proofs.email)
    return Error(errors::kCodeWrong, "the address is not this user's");
  TRY(check_worth(call, tx, proofs, *user));
  return *user;
}

// The owner of an address is the first who proves it: nothing that was there before is theirs. Who proves
// both loses neither.
Result<void> claim(const api::Call& call, db::Tx& tx, const Proofs& proofs, users::User& user) {
  const bool by_phone = proofs.by_phone && authentication::is_unclaimed(user, true);
  const bool by_email = !proofs.email.empty() && authentication::is_unclaimed(user, false);
  if (!by_phone && !by_email) return {};
  const auto& keepers = call.service<const users::CredentialKeepers>();
  if (proofs.by_phone && !proofs.email.empty()) {
    TRY(authentication::distrust(tx, keepers, user, call.now_ms));
    TRY(users::mark_phone_verified(tx, call.pool_id, user.id, proofs.number.country_code,
                                   proofs.number.national, call.now_ms));
    TRY(users::mark_email_verified(tx, call.pool_id, user.id, proofs.email, call.now_ms));
  } else {
    TRY(authentication::claim_address(tx, keepers, call.pool_id, user.id, by_phone, call.now_ms));
  }
  user.password_set_at.reset();  // as the row is now
  return {};
}

Result<users::User> user_of(const api::Call& call, db::Session& session,
                            const dto::StoredAccountTicket& ticket) {
  auto user = TRY(users::find(session, call.pool_id, ticket.user_id));
  if (!user) return Error(errors::kTicketInvalid, "the user is gone");
  if (user->password_set_at.value_or(0) != ticket.password_set_at)
    return Error(errors::kTicketInvalid, "the password was changed meanwhile");
  return *std::move(user);
}

Result<void> keep_for_page(const api::Call& call, db::Tx& tx, const std::string& token, std::int64_t ttl_ms) {
  const Error demand = Error(errors::kPasswordResetRequired)
                           .with_data("{\"passwordResetToken\":\"" + token +
                                      "\",\"tokenExpiresIn\":" + std::to_string(ttl_ms / 1000) + "}");
  return interactions::keep_demand(tx, call.service<const tickets::Tickets>(), call.pool_id, call.app_id,
                                   call.envelope.interaction, demand, ttl_ms, call.now_ms);
}

}  // namespace

Result<dto::ResetPasswordVerify> verify_reset_password_request(
    api::Call& call, const dto::VerifyResetPasswordRequestDto& req) {
  if (call.app_id.empty()) return errors::kAppRequired;
  const Proofs proofs = TRY(proofs_of(req));
  dto::ResetPasswordVerify answer;
  // A person at a hosted page has time to think of a password, and may reload the page meanwhile.
  const bool is_page = !call.envelope.interaction.empty();
  const std::int64_t ttl_ms = is_page ? interactions::kDemandMs : account_security::kTokenTtlMs;
  answer.tokenExpiresIn = ttl_ms / 1000;
  answer.passwordResetToken = TRY(call.write([&](db::Tx& tx) -> Result<std::string> {
    users::User user = TRY(prove(call, tx, proofs));
    TRY(claim(call, tx, proofs, user));
    dto::StoredAccountTicket what;
    what.user_id = user.id;
    what.password_set_at = user.password_set_at.value_or(0);
    const std::string token = TRY(account_security::issue_token(call, tx, kResetPurpose, what, ttl_ms));
    if (is_page) TRY(keep_for_page(call, tx, token, ttl_ms));
    return token;
  }));
  return answer;
}

Result<dto::IsSuccessDto> reset_password(api::Call& call, const dto::ResetPasswordDto& req) {
  if (call.app_id.empty()) return errors::kAppRequired;
  const std::string password =
      TRY(call.service<system::TransportKeys>().decrypt(req.passwordEncryptType, req.password));
  users::User user;
  const pools::Settings settings = TRY(call.read([&](db::Session& session) -> Result<pools::Settings> {
    user = TRY(
        user_of(call, session,
                TRY(account_security::look_at_token(call, session, kResetPurpose, req.passwordResetToken))));
    return TRY(pools::find(session, call.pool_id)).settings;
  }));
  TRY(users::check_new_password(call, settings, user, password));
  const std::string hash = TRY(users::hash_password(call, password));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto ticket = TRY(account_security::take_token(call, tx, kResetPurpose, req.passwordResetToken));
    const users::User before = TRY(user_of(call, tx, ticket));
    TRY(users::set_password(tx, call.pool_id, before.id, hash, users::password_level(password), call.now_ms));
    TRY(authentication::PasswordLogin::succeeded(tx, call.pool_id, before.id, ""));
    TRY(account_security::settle(call, tx, before, before, account_security::Change::kPassword));
    TRY(call.service<const users::SignOut>().everywhere(tx, call.pool_id, before.id, call.now_ms));
    TRY(interactions::forget_demand(tx, call));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "resetPassword",
                          .app_id = call.app_id,
                          .user_id = before.id,
                          .actor = before.id,
                          .client_ip = call.envelope.client_ip},
                         call.now_ms);
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace genauth::ops
