#include "modules/authentication/client_auth.h"

#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "modules/interactions/interactions.h"

namespace genauth::authentication {

Result<void> authenticate_client(api::Call& call, const applications::Application& application,
                                 const std::optional<std::string>& body_id,
                                 const std::optional<std::string>& body_secret) {
  const std::string& method = application.settings.token_auth_method;
  if (method == "none") return {};
  // The hosted pages know no secret and get no tokens: what they do ends in the browser's interaction.
  if (!call.envelope.interaction.empty()) {
    TRY(call.read([&](db::Session& session) {
      return interactions::look(session, call.service<const tickets::Tickets>(), call.pool_id, application.id,
                                call.envelope.interaction, call.now_ms);
    }));
    return {};
  }
  std::string id, secret;
  if (method == "client_secret_basic" && call.client.source == api::ClientCredentials::Source::kBasic) {
    id = call.client.id;
    secret = call.client.secret;
  } else if (method == "client_secret_post") {
    id = body_id.value_or("");
    secret = body_secret.value_or("");
  }
  if (id != application.id || !crypto::equal_constant_time(secret, application.secret))
    return Error(errors::kClientAuthFailed).with_arg(method);
  call.caller.client_authenticated = true;
  return {};
}

}  // namespace genauth::authentication
