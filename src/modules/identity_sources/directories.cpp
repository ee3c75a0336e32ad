#include "modules/identity_sources/directories.h"

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/users.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/flow.h"
#include "modules/identity_sources/link_step.h"
#include "modules/interactions/interactions.h"

namespace genauth::identity_sources {

bool is_directory(std::string_view connection_type) {
  return connection_type == "ldap" || connection_type == "ad";
}

Result<Directories::Proved> Directories::prove(api::Call& call, const std::vector<Connection>& connections,
                                               const authentication::DirectoryAttempt& attempt) const {
  const pools::Settings settings =
      TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); })).settings;
  const authentication::Try one{
      .pool_id = call.pool_id,
      .app_id = call.app_id,
      .client_ip = attempt.client_ip,
      .user_agent = call.envelope.user_agent,
      .captcha_token = attempt.captcha_token,
      .captcha_code = attempt.captcha_code,
      .subject = std::string(attempt.kind).append(":").append(to_lower_ascii(attempt.login)),
      .user_id = {},
      .channel = "EXTIDP",
      .now_ms = call.now_ms};
  const authentication::Counted counted = TRY(tries_.count(one, settings));
  for (const Connection& connection : connections) {
    Result<ldap::Entry> entry =
        client_.verify(directory_settings(connection), attempt.login, attempt.password);
    if (entry)
      return Proved{&connection, to_stored(connection, TRY(profile_of(connection, *entry))), one.subject};
    const Code code = entry.error().code();
    if (code == errors::kUserNotFound) continue;
    if (code == errors::kPasswordWrong) return tries_.wrong(one, settings, counted);
    TRY(tries_.take_back(one, settings));  // the password was right, or nobody looked at it
    return std::move(entry).error();
  }
  return tries_.wrong(one, settings, counted);
}

Result<authentication::DirectoryLogin::Known> Directories::enter(
    api::Call& call, const authentication::DirectoryAttempt& attempt) const {
  std::vector<Connection> connections = TRY(call.read([&](db::Session& session) {
    return call.service<const Connections>().of_app(session, call.pool_id, call.app_id);
  }));
  std::erase_if(connections, [&](const Connection& each) { return each.type != attempt.kind; });
  if (connections.empty())
    return Error(errors::kConnectionDisabled).with_arg(attempt.kind == "ad" ? "AD" : "LDAP");
  Proved proved = TRY(prove(call, connections, attempt));
  const Decision decision =
      TRY(settle(call, *proved.connection, proved.profile,
                 {.welcome = attempt.may_register, .custom_data = attempt.custom_data}));
  if (decision.kind != Decision::Kind::kUser) {
    dto::StoredInteraction interaction;
    interaction.kind = "choose";
    interaction.question = decision.question;
    interaction.scope = attempt.scope;
    interaction.connection_id = proved.connection->id;
    interaction.profile = std::move(proved.profile);
    const std::string handle = TRY(keep_interaction(call, interaction));
    return interactions::demanded(call, question_of(*proved.connection, interaction, handle));
  }
  auto user = TRY(
      call.read([&](db::Session& session) { return users::find(session, call.pool_id, decision.user_id); }));
  if (!user) return errors::kUserNotFound;
  Known known{*std::move(user),
              [pool_id = call.pool_id, subject = proved.subject](db::Tx& tx) {
                return authentication::Tries::forget(tx, pool_id, subject);
              },
              {}};
  if (decision.to_link) known.link = pending_link(*proved.connection, proved.profile);
  return known;
}

}  // namespace genauth::identity_sources
