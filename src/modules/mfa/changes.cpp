#include "modules/mfa/changes.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "gen/errors/mfa.h"
#include "gen/errors/users.h"
#include "modules/account_security/account_security.h"
#include "modules/authentication/login.h"
#include "modules/authentication/step_up.h"
#include "modules/codes/send.h"
#include "modules/messages/messages.h"
#include "modules/mfa/passing.h"
#include "qr/qr.h"

namespace genauth::mfa {
namespace {

std::string account_name(const users::User& user) {
  return user.username.value_or(user.email.value_or(user.phone.value_or(user.id)));
}

}  // namespace

Secret new_secret(std::string_view issuer, const users::User& user) {
  Secret secret;
  secret.base32 = base32(crypto::random_bytes(crypto::kTotpSecretBytes));
  secret.uri = crypto::otpauth_uri(issuer, account_name(user), secret.base32);
  secret.picture = qr::data_url(secret.uri).value_or("");
  secret.recovery_code = crypto::new_recovery_code();
  return secret;
}

Result<void> need_recent_proof(api::Call& call) {
  return call.read([&](db::Session& session) {
    return authentication::require_step_up(session, call, authentication::Evidence::kNone);
  });
}

Result<void> bound_now(db::Tx& tx, const api::Call& call, const users::User& before, Type type) {
  TRY(record(tx, call, "bindMfa", before.id, text(type)));
  const auto after = TRY(users::find(tx, call.pool_id, before.id));
  if (!after) return errors::kUserNotFound;
  const auto change =
      type == Type::kSms ? account_security::Change::kPhone : account_security::Change::kEmail;
  return account_security::settle(call, tx, before, *after, change);
}

Result<void> enrolled_now(db::Tx& tx, const api::Call& call, const users::User& user, Type type) {
  TRY(record(tx, call, "bindMfa", user.id, text(type)));
  const std::vector<Factor> factors = TRY(enrolled(tx, call.pool_id, user.id));
  const Factor* factor = find(factors, type);
  return account_security::settle_factor(call, tx, user,
                                         {text(type), factor == nullptr ? std::string() : factor->id});
}

Result<void> removed_now(db::Tx& tx, const api::Call& call, const users::User& user, Type type) {
  TRY(record(tx, call, "unbindMFA", user.id, text(type)));
  return account_security::settle_factor(call, tx, user, {});
}

Result<void> remove_factor(api::Call& call, Type type) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const auto& means = call.service<const Means>();
  return call.write([&](db::Tx& tx) -> Result<void> {
    const auto user = TRY(users::find(tx, call.pool_id, call.caller.user_id));
    if (!user) return errors::kUserNotFound;
    const pools::Pool pool = TRY(pools::find(tx, call.pool_id));
    if (find(TRY(enrolled(tx, call.pool_id, user->id)), type) == nullptr) return errors::kFactorNotEnrolled;
    if (TRY(is_last_demanded(tx, means, pool.settings, {*application, call.envelope.base_url}, *user, type)))
      return errors::kFactorLast;
    if (!TRY(remove(tx, call.pool_id, user->id, type))) return errors::kFactorNotEnrolled;
    return removed_now(tx, call, *user, type);
  });
}

Result<void> send_code(api::Call& call, const CodeFor& code) {
  codes::Sending sending;
  sending.message.scene = code.channel;
  if (code.email.empty()) {
    TRY(call.service<const messages::Outbox>().can_send_sms(code.country_code));
    sending.message.kind = "sms";
    sending.message.country_code = code.country_code;
    sending.message.national = code.phone;
    sending.message.recipient = std::string(code.country_code).append(code.phone);
  } else {
    TRY(call.service<const messages::Outbox>().can_send_email());
    sending.message.kind = "email";
    sending.message.recipient = code.email;
  }
  sending.purpose = {call.pool_id, std::string(code.channel), sending.message.recipient,
                     std::string(code.user_id)};
  return codes::send_code(call, std::move(sending));
}

}  // namespace genauth::mfa
