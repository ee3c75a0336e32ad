#include "modules/authentication/password_login.h"

#include "gen/errors/core.h"
#include "gen/errors/users.h"
#include "modules/authentication/sign_in_rules.h"
#include "modules/passwords/passwords.h"

namespace genauth::authentication {
namespace {

Try try_of(const PasswordAttempt& attempt, const std::optional<users::User>& user, const Triers& triers) {
  return {.pool_id = attempt.pool_id,
          .app_id = attempt.app_id,
          .client_ip = attempt.client_ip,
          .user_agent = attempt.user_agent,
          .captcha_token = attempt.captcha_token,
          .captcha_code = attempt.captcha_code,
          .subject = triers.subject,
          .user_id = user ? std::string_view(user->id) : std::string_view(),
          .channel = "PASSWORD",
          .now_ms = attempt.now_ms,
          .is_somebody = triers.is_somebody,
          .may_unlock = true};
}

}  // namespace

Result<std::optional<users::User>> find_user(db::Session& session, std::string_view pool_id, Identifier kind,
                                             std::string_view identifier) {
  switch (kind) {
    case Identifier::kUsername: return users::find_by_username(session, pool_id, identifier);
    case Identifier::kEmail: return users::find_by_email(session, pool_id, identifier);
    case Identifier::kPhone: return users::find_by_phone_text(session, pool_id, identifier);
    case Identifier::kAccount: break;
  }
  return users::find_by_account(session, pool_id, identifier);
}

// Whom a try is about, and what holds for it.
struct PasswordLogin::Scene {
  std::optional<users::User> user;
  std::string known_device;
  pools::Settings rules;
  Triers triers;
};

Result<PasswordLogin::Scene> PasswordLogin::look(const PasswordAttempt& attempt) const {
  Scene scene;
  TRY(parts_.database.read([&](db::Session& session) -> Result<void> {
    scene.user = TRY(find_user(session, attempt.pool_id, attempt.kind, attempt.identifier));
    scene.rules = rules_of(TRY(pools::find(session, attempt.pool_id)).settings, attempt.application);
    scene.known_device =
        TRY(known_device(parts_.known_devices, session, attempt.pool_id,
                         scene.user ? std::string_view(scene.user->id) : "", attempt.device_id));
    return {};
  }));
  // Failures count against the account if there is one, and against the text that was typed if not, so that
  // both behave alike.
  scene.triers = scene.user ? Triers::of_user(attempt.pool_id, scene.user->id, scene.known_device)
                            : Triers::of_nobody(attempt.pool_id, attempt.identifier);
  return scene;
}

Result<PasswordOwner> PasswordLogin::verify(const PasswordAttempt& attempt) const {
  // First of all: who is refused because of others has cost nothing and has lost no try.
  net::Gate::Place place = TRY(parts_.gate.line_up(attempt.pool_id, attempt.client_ip));
  Scene scene = TRY(look(attempt));
  const Try one = try_of(attempt, scene.user, scene.triers);
  const Counted counted = TRY(parts_.tries.count(one, scene.rules));

  auto slot = parts_.gate.enter(std::move(place));
  if (!slot) {
    TRY(parts_.tries.take_back(one, scene.rules));
    return errors::kBusy;
  }
  const std::optional<users::User>& user = scene.user;
  crypto::PasswordCheck check;
  if (user && user->password_hash) {
    check = passwords::verify(*user->password_hash, attempt.password, parts_.cost);
  } else {
    passwords::verify_nothing(attempt.password, parts_.cost);
  }
  if (!check.ok) return parts_.tries.wrong(one, scene.rules, counted);
  // Only who knows the password learns of the account's state: here, and in Login::complete().
  const bool by_email = attempt.kind == Identifier::kEmail ||
                        (attempt.kind == Identifier::kAccount && users::check_email(attempt.identifier));
  if (scene.rules.login_requires_verified_email && by_email && !user->email_verified)
    return errors::kEmailUnverified;
  if (check.needs_rehash) {
    const std::string hash = TRY(crypto::hash_password(passwords::normal(attempt.password), parts_.cost));
    TRY(parts_.database.write([&](db::Tx& tx) {
      return users::replace_password_hash(tx, attempt.pool_id, user->id, *user->password_hash, hash);
    }));
  }
  return PasswordOwner{*std::move(scene.user), std::move(scene.known_device)};
}

Result<void> PasswordLogin::succeeded(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                      std::string_view known_device) {
  return forget_tries(tx, pool_id, user_id, known_device);
}

}  // namespace genauth::authentication
