#include "modules/mfa/policy.h"

#include <algorithm>

#include "crypto/digest.h"

namespace genauth::mfa {
namespace {

bool is_usable(const std::vector<Factor>& factors, const users::User& user, Type type) {
  if (type == Type::kSms || type == Type::kEmail) return !recipients(factors, user, type).empty();
  return find(factors, type) != nullptr;
}

bool was_first(const std::vector<std::string>& channels, Type type) {
  return std::ranges::find(channels, text(type)) != channels.end();
}

void add_all(std::vector<Type>& to, const std::vector<Type>& from) {
  for (const Type type : from) add_once(to, type);
}

std::vector<Type> without(const std::vector<Type>& types, const std::vector<Type>& gone) {
  std::vector<Type> left;
  for (const Type type : types)
    if (!contains(gone, type)) left.push_back(type);
  return left;
}

std::vector<Type> types_of(const std::optional<std::vector<std::string>>& words) {
  return words ? parse_types(*words) : std::vector<Type>();
}

// What other modules keep for this user.
Result<std::vector<Type>> from_sources(db::Session& session, const Means& means, const Place& place,
                                       const users::User& user) {
  std::vector<Type> types;
  for (const FactorSource* source : means.sources)
    if (TRY(source->has(session, user.pool_id, user.id, place))) add_once(types, source->type());
  return types;
}

}  // namespace

bool has_faces(const Means& means, const pools::Settings& pool) {
  return means.face != nullptr && pool.face_enabled;
}

std::vector<Type> demanded_by_place(const pools::Settings& pool, const applications::Settings& application) {
  const std::vector<Type> of_pool = types_of(pool.mfa_factors);
  std::vector<Type> all = types_of(application.mfa_factors);
  add_all(all, of_pool);
  std::vector<Type> left = without(all, types_of(application.mfa_disabled_factors));
  // An application narrows the choice; it does not end the demand.
  return left.empty() ? all : left;
}

Result<Plan> plan_for(db::Session& session, const Means& means, const pools::Settings& pool,
                      const Place& place, const users::User& user, const std::vector<std::string>& channels) {
  Plan plan;
  const std::vector<Factor> factors = TRY(enrolled(session, user.pool_id, user.id));
  std::vector<Type> wanted = demanded_by_place(pool, place.application.settings);
  add_all(wanted, TRY(demands(session, user.pool_id, user.id)));
  plan.personal = wanted.empty() && find(factors, Type::kOtp) != nullptr;
  plan.demanded = !wanted.empty() || !factors.empty();
  if (!plan.demanded) return plan;
  // What the user has set up always serves: nobody can go around it by setting up something else.
  for (const Factor& factor : factors) add_once(wanted, factor.type);
  const std::vector<Type> elsewhere = TRY(from_sources(session, means, place, user));
  add_all(wanted, elsewhere);
  std::vector<Type> open;
  for (const Type type : wanted) {
    if (was_first(channels, type) || (type == Type::kFace && !has_faces(means, pool))) continue;
    open.push_back(type);
    if (is_usable(factors, user, type) || contains(elsewhere, type)) plan.offered.push_back(type);
  }
  plan.may_enroll = plan.offered.empty() && !open.empty();
  if (plan.may_enroll) plan.offered = std::move(open);
  return plan;
}

Result<bool> is_last_demanded(db::Session& session, const Means& means, const pools::Settings& pool,
                              const Place& place, const users::User& user, Type going) {
  std::vector<Type> wanted = demanded_by_place(pool, place.application.settings);
  add_all(wanted, TRY(demands(session, user.pool_id, user.id)));
  if (wanted.empty()) return false;
  std::vector<Factor> factors = TRY(enrolled(session, user.pool_id, user.id));
  std::erase_if(factors, [going](const Factor& factor) { return factor.type == going; });
  std::vector<Type> left = TRY(from_sources(session, means, place, user));
  for (const Factor& factor : factors) add_once(left, factor.type);
  for (const Type type : wanted)
    if (is_usable(factors, user, type)) add_once(left, type);
  return left.empty();
}

std::vector<Recipient> recipients(const std::vector<Factor>& factors, const users::User& user, Type type) {
  std::vector<Recipient> all;
  const Factor* factor = find(factors, type);
  if (factor != nullptr) all.push_back({factor->country_code, factor->phone, factor->email});
  if (type == Type::kSms && user.phone)
    all.push_back({user.phone_country_code.value_or(""), *user.phone, ""});
  if (type == Type::kEmail && user.email) all.push_back({"", "", *user.email});
  return all;
}

std::string place_digest(const crypto::Sealer& sealer, std::string_view client_ip,
                         std::string_view user_agent) {
  if (client_ip.empty() || user_agent.empty()) return {};
  return crypto::hmac_sha256(sealer.derive("mfa-places"),
                             std::string(client_ip) + "\n" + std::string(user_agent));
}

}  // namespace genauth::mfa
