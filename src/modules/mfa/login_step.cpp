#include "modules/mfa/login_step.h"

#include "gen/errors/mfa.h"
#include "json/codec.h"
#include "modules/audit/audit.h"
#include "modules/mfa/remembered.h"
#include "modules/users/masked.h"

namespace genauth::mfa {

using authentication::Demand;

dto::GetMfaInfoDataDto trigger_data(const users::User& user, const std::vector<Factor>& factors,
                                    const std::vector<Type>& offered, std::string token) {
  dto::GetMfaInfoDataDto data;
  data.mfaToken = std::move(token);
  data.nickname = user.nickname;
  data.username = user.username;
  data.avatar = user.photo;
  if (user.phone) data.phone = users::masked_phone(*user.phone);
  data.phoneCountryCode = user.phone_country_code;
  if (user.email) data.email = users::masked_email(*user.email);
  if (const Factor* sms = find(factors, Type::kSms)) {
    data.mfaPhone = users::masked_phone(sms->phone);
    data.mfaPhoneCountryCode = sms->country_code;
  }
  if (const Factor* email = find(factors, Type::kEmail)) data.mfaEmail = users::masked_email(email->email);
  data.totpMfaEnabled = find(factors, Type::kOtp) != nullptr;
  data.faceMfaEnabled = find(factors, Type::kFace) != nullptr;
  for (const Type type : offered) {
    const auto sort = static_cast<std::int64_t>(data.applicationMfa.size() + 1);
    data.applicationMfa.push_back({std::string(text(type)), 1, sort});
  }
  return data;
}

// Where the trigger is adaptive, a second factor that was shown from this address and browser within a month
// serves again. Whatever is not known, and every failure to find out, counts as strange.
Result<bool> Step::is_familiar(db::Session& session, const authentication::Attempt& attempt,
                               const pools::Settings& settings) const {
  if (attempt.application->settings.mfa_trigger != "adaptive") return false;
  // What the user or an administrator of theirs demands is demanded always.
  if (!TRY(enrolled(session, attempt.facts.pool_id, attempt.user.id)).empty()) return false;
  if (!TRY(demands(session, attempt.facts.pool_id, attempt.user.id)).empty()) return false;
  if (settings.mfa_factors && !settings.mfa_factors->empty()) return false;
  const std::string place = place_digest(sealer_, attempt.facts.client_ip, attempt.facts.user_agent);
  if (place.empty()) return false;
  return passed_here(session, attempt.facts.pool_id, attempt.user.id, place, attempt.now_ms - kPlaceTtlMs);
}

// What is worth nothing any more is as if it were not there: the next one may take its place.
Result<void> Step::recognise(db::Session& session, authentication::Attempt& attempt) const {
  if (attempt.satisfied(kStepName)) return {};
  if (TRY(is_remembered(session, attempt.user, attempt.facts.remembered, attempt.now_ms)))
    attempt.facts.satisfied.emplace_back(kStepName);
  else
    attempt.facts.remembered.clear();
  return {};
}

void Step::expect(db::Session& session, const authentication::Attempt& attempt) const {
  if (attempt.facts.multi_factor || attempt.application->settings.direct_api_skips_mfa) return;
  expect_plan(session, attempt.facts.pool_id, attempt.user.id);
}

Result<std::optional<Demand>> Step::examine(db::Session& session, const authentication::Attempt& attempt,
                                            const pools::Settings& settings) const {
  const std::optional<Demand> nothing;
  if (attempt.facts.multi_factor || attempt.application->settings.direct_api_skips_mfa) return nothing;
  const Plan plan = TRY(plan_for(session, means_, settings, {*attempt.application, attempt.facts.issuer},
                                 attempt.user, attempt.facts.channels));
  if (!plan.demanded || TRY(is_familiar(session, attempt, settings))) return nothing;
  if (plan.offered.empty()) return errors::kMfaNoWayLeft;
  dto::StoredMfaAttempt state;
  for (const Type type : plan.offered) state.offered.emplace_back(text(type));
  state.may_enroll = plan.may_enroll;
  state.login = attempt.facts;
  Demand demand{plan.personal ? errors::kMfaTotpRequired : errors::kMfaRequired};
  demand.data = [this, state, offered = plan.offered, user = attempt.user, app_id = attempt.facts.app_id,
                 now_ms = attempt.now_ms](db::Tx& tx) -> Result<std::string> {
    std::string token = TRY(attempts_.issue(tx, {user.pool_id, app_id, user.id}, state, now_ms));
    const std::vector<Factor> factors = TRY(enrolled(tx, user.pool_id, user.id));
    dto::GetMfaInfoDataDto shown = trigger_data(user, factors, offered, std::move(token));
    shown.mayEnroll = state.may_enroll;
    return json::encode(shown);
  };
  demand.ttl_ms = kMfaTokenTtlMs;
  return std::optional(std::move(demand));
}

Result<void> Step::signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                             const sessions::Draft&) const {
  if (!attempt.application->settings.direct_api_skips_mfa || attempt.facts.multi_factor) return {};
  const Plan plan = TRY(plan_for(tx, means_, attempt.rules, {*attempt.application, attempt.facts.issuer},
                                 attempt.user, attempt.facts.channels));
  if (!plan.demanded) return {};
  return audit::record(tx,
                       {.pool_id = attempt.facts.pool_id,
                        .type = "skipMfa",
                        .app_id = attempt.facts.app_id,
                        .user_id = attempt.user.id,
                        .client_ip = attempt.facts.client_ip,
                        .detail = "direct_api_skips_mfa"},
                       attempt.now_ms);
}

}  // namespace genauth::mfa
