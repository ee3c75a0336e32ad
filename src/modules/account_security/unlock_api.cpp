// unlock-account: for people who stand before their own lock. The handle came with the refusal; see
// modules/authentication/password_login.h.
#include "api/call.h"
#include "crypto/password.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "gen/ops/account_security.h"
#include "json/codec.h"
#include "modules/audit/audit.h"
#include "modules/authentication/password_login.h"
#include "modules/authentication/sign_in_rules.h"
#include "modules/authentication/tries.h"
#include "modules/codes/codes.h"
#include "modules/interactions/interactions.h"
#include "modules/passwords/passwords.h"
#include "modules/pools/pools.h"
#include "modules/system/transport_keys.h"
#include "modules/tickets/tickets.h"
#include "net/gate.h"
#include "phone/phone.h"

namespace genauth::ops {
namespace {

constexpr std::int64_t kPasswordsMax = 5;

// Which code proves whose account it is.
struct Proof {
  codes::Purpose purpose;
  std::string code;
  std::optional<phone::Number> number;
};

Result<Proof> proof_of(const api::Call& call, const dto::UnlockAccountDto& req) {
  if (req.phonePassCodePayload.has_value() == req.emailPassCodePayload.has_value())
    return Error(errors::kIdentifierRequired).with_arg("phonePassCodePayload, emailPassCodePayload");
  Proof proof;
  proof.purpose.pool_id = call.pool_id;
  if (req.phonePassCodePayload) {
    proof.number = TRY(phone::parse(req.phonePassCodePayload->phoneCountryCode.value_or(""),
                                    req.phonePassCodePayload->phoneNumber));
    proof.purpose.channel = "CHANNEL_IDENTITY_VERIFICATION";
    proof.purpose.recipient = proof.number->e164;
    proof.code = req.phonePassCodePayload->passCode;
    return proof;
  }
  if (!req.emailPassCodePayload->email) return Error(errors::kIdentifierRequired).with_arg("email");
  TRY(users::check_email(*req.emailPassCodePayload->email));
  proof.purpose.channel = "CHANNEL_UNLOCK_ACCOUNT";
  proof.purpose.recipient = users::normal_email(*req.emailPassCodePayload->email);
  proof.code = req.emailPassCodePayload->passCode;
  return proof;
}

Result<std::optional<users::User>> owner_of(db::Session& session, const Proof& proof) {
  if (proof.number)
    return users::find_by_phone(session, proof.purpose.pool_id, proof.number->country_code,
                                proof.number->national);
  return users::find_by_email(session, proof.purpose.pool_id, proof.purpose.recipient);
}

tickets::Binding binding_of(const api::Call& call) {
  return {call.pool_id, std::string(authentication::kSelfUnlockPurpose), call.app_id, ""};
}

Result<dto::StoredSelfUnlock> facts_of(const tickets::Ticket& ticket) {
  const json::Document document = TRY(json::Document::parse(ticket.payload));
  return json::decode<dto::StoredSelfUnlock>(document);
}

// Somebody else's right code is as good as a wrong one.
bool is_owner(const std::optional<users::User>& owner, const dto::StoredSelfUnlock& facts) {
  return owner && !facts.user_id.empty() && owner->id == facts.user_id;
}

// A wrong one is counted against the handle, which ends with the last.
Result<void> check_password(api::Call& call, const dto::UnlockAccountDto& req,
                            const std::optional<users::User>& owner) {
  if (!req.password) return Error(errors::kRequired).with_field("password");
  const std::string password =
      TRY(call.service<system::TransportKeys>().decrypt(req.passwordEncryptType, *req.password));
  bool is_right = false;
  {
    const net::Gate::Slot slot = TRY(call.service<net::Gate>().enter(call.pool_id, call.envelope.client_ip));
    const auto& cost = call.service<const crypto::PasswordCost>();
    if (owner && owner->password_hash)
      is_right = passwords::verify(*owner->password_hash, password, cost).ok;
    else
      crypto::verify_nothing(password, cost);
  }
  if (is_right) return {};
  return call.write([&](db::Tx& tx) -> Result<void> {
    const auto& tickets = call.service<const tickets::Tickets>();
    const tickets::Ticket ticket = TRY(tickets.look(tx, binding_of(call), req.flowHandle, call.now_ms));
    TRY(tickets.count_attempt(tx, call.pool_id, ticket, kPasswordsMax));
    return tx.refuse(errors::kPasswordWrong);
  });
}

}  // namespace

Result<dto::IsSuccessDto> unlock_account(api::Call& call, const dto::UnlockAccountDto& req) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const Proof proof = TRY(proof_of(call, req));
  const auto& tickets = call.service<const tickets::Tickets>();
  const auto& codes = call.service<const codes::Codes>();
  std::optional<users::User> owner;
  pools::Settings rules;
  const bool is_proved = TRY(call.read([&](db::Session& session) -> Result<bool> {
    const auto facts =
        TRY(facts_of(TRY(tickets.look(session, binding_of(call), req.flowHandle, call.now_ms))));
    rules = authentication::rules_of(TRY(pools::find(session, call.pool_id)).settings, application->settings);
    owner = TRY(owner_of(session, proof));
    return is_owner(owner, facts) && TRY(codes.peek(session, proof.purpose, proof.code, call.now_ms)).right;
  }));
  if (is_proved && rules.self_unlock_strategy == "password-captcha") TRY(check_password(call, req, owner));
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(codes.consume(tx, proof.purpose, proof.code, call.now_ms));
    if (!is_proved) return tx.refuse(errors::kCodeWrong);
    TRY(tickets.consume(tx, binding_of(call), req.flowHandle, call.now_ms));
    TRY(interactions::forget_demand(tx, call));
    TRY(authentication::PasswordLogin::succeeded(tx, call.pool_id, owner->id, ""));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "unlockAccount",
                          .app_id = call.app_id,
                          .user_id = owner->id,
                          .actor = owner->id,
                          .client_ip = call.envelope.client_ip},
                         call.now_ms);
  }));
  dto::IsSuccessDto answer;
  answer.success = true;
  return answer;
}

}  // namespace genauth::ops
