// Somebody has arrived from a source: who that is here, and what is kept until the application or the person
// goes on.
#include <algorithm>

#include "gen/errors/identity_sources.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/connection_dto.h"
#include "modules/identity_sources/flow.h"
#include "modules/pools/pools.h"
#include "modules/tickets/tickets.h"

namespace genauth::identity_sources {
namespace {

constexpr std::int64_t kCompleteMs = 300'000, kQuestionMs = 900'000;

}  // namespace

Result<Decision> settle(api::Call& call, const Connection& connection, const Profile& profile,
                        const Newcomer& newcomer) {
  const auto pool = TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); }));
  const bool open = newcomer.welcome && !pool.settings.registration_disabled;
  const auto& sealer = call.service<const crypto::Sealer>();
  const auto decision = [&]() -> Result<Decision> {
    Decision made{};
    TRY(call.write([&](db::Tx& tx) -> Result<void> {
      made = TRY(decide(tx, sealer, connection, profile, open, call.now_ms));
      return {};
    }));
    return made;
  };
  Result<Decision> made = decision();
  if (!made || made->kind != Decision::Kind::kRegister) return made;
  if (!newcomer.welcome) return Error(errors::kUserNotFound, "nobody new is wanted");
  auto user = register_from(call, connection, profile, {}, newcomer.custom_data);
  if (user) return Decision{Decision::Kind::kUser, user->id};
  // The same person came twice at once: now the account is there.
  const Code code = user.error().code();
  const bool race =
      code == errors::kIdentityBound || code == errors::kEmailTaken || code == errors::kPhoneTaken;
  if (!race) return std::move(user).error();
  Result<Decision> again = decision();
  if (again && again->kind == Decision::Kind::kRegister) return std::move(user).error();
  return again;
}

Result<std::string> keep_interaction(api::Call& call, dto::StoredInteraction interaction) {
  interaction.hosted = hosted_in(call);
  const std::int64_t ttl_ms = interaction.kind == "complete" ? kCompleteMs : kQuestionMs;
  return call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().issue(
        tx, {call.pool_id, std::string(kInteractionPurpose), call.app_id, ""}, json::encode(interaction),
        ttl_ms, call.now_ms);
  });
}

bool takes(const Connection& connection, std::string_view bind_method) {
  const auto& wanted = connection.fields.challengeBindingMethods;
  return !wanted || wanted->empty() || std::ranges::find(*wanted, bind_method) != wanted->end();
}

Error question_of(const Connection& connection, const dto::StoredInteraction& interaction,
                  const std::string& handle) {
  dto::InteractionQuestionDto shown;
  if (!handle.empty()) shown.flowHandle = handle;
  return question_of(connection, interaction, std::move(shown));
}

Error question_of(const Connection& connection, const dto::StoredInteraction& interaction,
                  dto::InteractionQuestionDto shown) {
  for (const std::string_view method : kBindMethods)
    if (takes(connection, method)) shown.methods.emplace_back(method);
  shown.canCreate = interaction.question == "bind_or_create";
  const dto::StoredSourceProfile& profile = interaction.profile;
  const std::string& name = profile.name.empty() ? profile.nickname : profile.name;
  if (!name.empty()) shown.name = name;
  if (!profile.photo.empty()) shown.photo = profile.photo;
  if (!profile.email.empty()) shown.email = profile.email;
  Code code = errors::kIdentityBindOrCreate;
  if (interaction.question == "bind_only") code = errors::kIdentityBindOnly;
  if (interaction.question == "bind_proof") code = errors::kIdentityBindProof;
  return Error(code).with_data(json::encode(shown));
}

Result<users::User> register_from(api::Call& call, const Connection& connection, const Profile& profile,
                                  std::function<Result<void>(db::Tx&)> spend,
                                  std::optional<std::string> custom_data) {
  authentication::Registration wanted;
  const applications::Handle application = TRY(authentication::application_of(call));
  const bool takes_username = application->settings.username_from_source;
  wanted.user = TRY(
      call.read([&](db::Session& session) { return user_of(session, connection, profile, takes_username); }));
  if (custom_data) wanted.user.custom_data = *std::move(custom_data);
  wanted.client_ip = call.envelope.client_ip;
  wanted.proof = std::move(spend);
  wanted.source = std::string(kind_of(connection.type)).append(":").append(connection.type);
  wanted.afterwards = [&](db::Tx& tx, const users::User& made) -> Result<void> {
    TRY(link(tx, call.service<const crypto::Sealer>(), connection, profile, made.id, call.now_ms));
    return {};
  };
  return authentication::register_user(call, std::move(wanted));
}

}  // namespace genauth::identity_sources
