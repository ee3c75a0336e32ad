#include "modules/authentication/client_auth.h"

#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "gen/errors/form.h"
#include "modules/interactions/interactions.h"
#include "net/address.h"

namespace genauth::authentication {
namespace {

constexpr std::string_view kBasic = "client_secret_basic", kPost = "client_secret_post";

bool offers_basic(const api::Call& call) {
  return call.client.source == api::ClientCredentials::Source::kBasic;
}

Result<void> go_on_as_person(api::Call& call, const std::string& client_ip) {
  if (client_ip.empty()) {
    if (!call.envelope.person_ip.empty()) call.envelope.client_ip = call.envelope.person_ip;
    return {};
  }
  const auto address = net::Address::parse(client_ip);
  if (!address) return Error(errors::kBadFormat).with_field("options.clientIp").with_arg("203.0.113.7");
  call.envelope.client_ip = address->text();
  return {};
}

}  // namespace

Result<void> authenticate_client(api::Call& call, const applications::Application& application,
                                 const ClientWords& words) {
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
  if (method == kBasic && offers_basic(call)) {
    id = call.client.id;
    secret = call.client.secret;
  } else if (method == kPost) {
    id = words.id.value_or("");
    secret = words.secret.value_or("");
  }
  if (id != application.id || !crypto::equal_constant_time(secret, application.secret))
    return Error(errors::kClientAuthFailed).with_arg(method);
  call.caller.client_authenticated = true;
  return go_on_as_person(call, words.client_ip);
}

Result<void> recognise_client(api::Call& call, const applications::Application& application,
                              const ClientWords& words) {
  const std::string& method = application.settings.token_auth_method;
  const bool offers = method == kBasic  ? offers_basic(call)
                      : method == kPost ? words.secret && !words.secret->empty()
                                        : false;
  return offers ? authenticate_client(call, application, words) : Result<void>();
}

}  // namespace genauth::authentication
