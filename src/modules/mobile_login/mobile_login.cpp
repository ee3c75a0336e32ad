#include "modules/mobile_login/mobile_login.h"
#include "modules/authentication/rightful_owner.h"

#include "gen/errors/identity_sources.h"
#include "gen/errors/mobile_login.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "modules/authentication/register.h"
#include "modules/identity_sources/binding.h"
#include "modules/identity_sources/flow.h"
#include "modules/identity_sources/linking.h"
#include "phone/phone.h"

namespace genauth::mobile_login {
namespace {

using identity_sources::Decision;
using identity_sources::Open;

constexpr std::string_view kMainland = "+86";

Open open_of(const applications::Handle& application, const Connection& connection, const Wish& wish) {
  Open open;
  open.application = application;
  open.connection = connection;
  open.facts.kind = "choose";
  open.facts.connection_id = connection.id;
  open.facts.scope = wish.scope;
  open.facts.tenant_id = wish.tenant_id;
  open.facts.custom_data = wish.custom_data;
  return open;
}

Result<std::string> key_for(api::Call& call, const Open& open) {
  return call.write([&](db::Tx& tx) {
    return call.service<const tickets::Tickets>().issue(
        tx, {call.pool_id, std::string(kWechatPurpose), call.app_id, ""}, json::encode(open.facts),
        kWechatKeyMs, call.now_ms);
  });
}

Result<Tokens> ask(api::Call& call, const Open& open, Asking asking) {
  dto::InteractionQuestionDto shown;
  if (asking == Asking::kWechat) {
    shown.key = TRY(key_for(call, open));
  } else {
    shown.flowHandle = TRY(identity_sources::keep_interaction(call, open.facts));
  }
  return identity_sources::question_of(open.connection, open.facts, std::move(shown));
}

// The vendor's account is known here as several people's: it says itself which it means.
Result<Tokens> ask_for_choice(api::Call& call, Open& open, std::vector<std::string> proven) {
  std::vector<dto::InteractionAccountDto> accounts;
  for (const std::string& id : proven) {
    const users::User user = TRY(identity_sources::must_find(call, id));
    dto::InteractionAccountDto& shown = accounts.emplace_back();
    shown.id = id;
    shown.name = user.name ? user.name : user.nickname ? user.nickname : user.username;
    shown.photo = user.photo;
  }
  open.facts.proven = std::move(proven);
  open.facts.question = "bind_only";  // the key makes no third account
  dto::InteractionQuestionDto shown;
  shown.key = TRY(key_for(call, open));
  shown.accounts = std::move(accounts);
  return Error(errors::kAccountChoiceRequired).with_data(json::encode(shown));
}

}  // namespace

Result<Connection> connection_for(api::Call& call, const applications::Application& application,
                                  std::string_view identifier, std::string_view connection) {
  Connection found = TRY(identity_sources::offered(call, identifier, application.id));
  if (!social::serves(connection, found.type))
    return Error(errors::kMobileConnectionMismatch).with_arg(std::string(connection));
  return found;
}

Result<Tokens> arrive(api::Call& call, const applications::Handle& application, const Connection& connection,
                      const social::Profile& profile, const Wish& wish, Asking asking) {
  Open open = open_of(application, connection, wish);
  open.facts.profile = identity_sources::to_stored(connection, profile);
  if (asking == Asking::kWechat) {
    std::vector<std::string> proven = TRY(call.read([&](db::Session& session) {
      return identity_sources::proven_users(session, connection, open.facts.profile);
    }));
    if (proven.size() > 1) return ask_for_choice(call, open, std::move(proven));
  }
  identity_sources::Newcomer newcomer;
  if (!wish.custom_data.empty()) newcomer.custom_data = wish.custom_data.text;
  const Decision decision = TRY(identity_sources::settle(call, connection, open.facts.profile, newcomer));
  if (decision.kind == Decision::Kind::kQuestion) {
    open.facts.question = decision.question;
    return ask(call, open, asking);
  }
  users::User user = TRY(identity_sources::must_find(call, decision.user_id));
  const authentication::Proof proof{"fed", "EXTIDP"};
  if (decision.to_link) return identity_sources::sign_in_linked(call, open, std::move(user), proof);
  return identity_sources::sign_in(call, open, std::move(user), proof);
}

namespace {

Result<std::optional<users::User>> holder_of(api::Call& call, const std::string& number) {
  return call.read(
      [&](db::Session& session) { return users::find_by_phone(session, call.pool_id, kMainland, number); });
}

Result<users::User> registered_by(api::Call& call, const Connection& connection, const std::string& number,
                                  const Wish& wish) {
  if (connection.login_only) return errors::kSourceLoginOnly;
  authentication::Registration wanted;
  wanted.user.phone = number;
  wanted.user.phone_country_code = kMainland;
  wanted.user.phone_verified = true;
  wanted.user.source_id = connection.source_id;
  if (!wish.custom_data.empty()) wanted.user.custom_data = wish.custom_data.text;
  wanted.client_ip = call.envelope.client_ip;
  wanted.source = "social:" + connection.type;
  auto made = authentication::register_user(call, std::move(wanted));
  if (made || made.error().code() != errors::kPhoneTaken) return made;
  // The same phone twice at once: now the account is there.
  auto found = TRY(holder_of(call, number));
  if (!found) return std::move(made).error();
  return *std::move(found);
}

}  // namespace

Result<Tokens> arrive_by_number(api::Call& call, const applications::Handle& application,
                                const Connection& connection, const std::string& number, const Wish& wish) {
  TRY(phone::parse(kMainland, number));
  auto holder = TRY(holder_of(call, number));
  if (!holder) holder = TRY(registered_by(call, connection, number, wish));
  const users::User user = *holder;
  // A factor that the number itself would be is no second one: the channel says so.
  authentication::Proof proof{"fed", "SMS"};
  const auto& keepers = call.service<const users::CredentialKeepers>();
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    return authentication::claim_address(tx, keepers, call.pool_id, user.id, true, call.now_ms);
  };
  return identity_sources::sign_in(call, open_of(application, connection, wish), user, proof);
}

}  // namespace genauth::mobile_login
