// Tokens of machines (RFC 6749 §4.4): the client is an access key, and what it may ask for was granted to
// that.
#include "app/oidc_adapter.h"
#include "app/oidc_errors.h"
#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "modules/access_keys/access_keys.h"
#include "modules/access_keys/scope.h"
#include "modules/opaque_tokens/opaque_tokens.h"
#include "modules/pools/pools.h"
#include "oidc/binding.h"

namespace genauth::app {
namespace {

using oidc::Kind;

// RFC 8705 §3: as the call has it, unless the pool holds its machines to certificates.
oidc::Outcome<std::string> binding_of_machine(const pools::Settings& rules, const oidc::Context& context) {
  if (!rules.tls_client_certificate_bound_machine_tokens) return std::string(context.bound_to);
  if (context.certificate.empty())
    return oidc::Error{Kind::kInvalidRequest, "access keys of the user pool must present a certificate"};
  if (!context.bound_to.empty() && context.bound_to != context.certificate)
    return oidc::Error{Kind::kInvalidDpopProof,
                       "tokens of the user pool's access keys are bound to a certificate"};
  return std::string(context.certificate);
}

// A JWT, or of plain OAuth an opaque one that is kept.
oidc::Outcome<oidc::Tokens> machine_token(Installation& in, const access_keys::KeySecret& key,
                                          std::string_view key_id, const std::string& scope,
                                          const std::string& bound_to, const oidc::Context& context) {
  const std::int64_t now_ms = in.clock.now_ms();
  sessions::MachineToken token = TRY(outcome_of(
      sessions::draft_client_credentials_token(*in.keys, key.pool_id, key_id, scope, context.issuer, now_ms,
                                               7200, bound_to, context.resources),
      Kind::kInvalidClient));
  oidc::Tokens tokens;
  tokens.expires_in_s = token.expires_in_s;
  tokens.access_token = std::move(token.access_token);
  if (!oidc::is_plain_oauth(context.issuer)) return tokens;
  tokens.access_token = opaque_tokens::generate();
  opaque_tokens::Token kept{key.pool_id,
                            std::string(key_id),
                            std::string(key_id),
                            "",
                            scope,
                            std::string(context.issuer),
                            "",
                            bound_to,
                            now_ms,
                            now_ms + token.expires_in_s * 1000};
  const Result<void> done =
      in.database->write([&](db::Tx& tx) { return opaque_tokens::insert(tx, tokens.access_token, kept); });
  if (!done) return translated(done.error(), Kind::kServerError);
  return tokens;
}

}  // namespace

oidc::Outcome<oidc::Tokens> OidcAdapter::by_machine_key(const oidc::Client* client, std::string_view key_id,
                                                        std::string_view secret, std::string_view scope,
                                                        const oidc::Context& context) {
  pools::Settings rules;
  const access_keys::KeySecret key =
      TRY(outcome_of(in_.database->read([&](db::Session& session) -> Result<access_keys::KeySecret> {
        auto found = TRY(access_keys::open_secret(session, *in_.sealer, key_id));
        rules = TRY(pools::find(session, found.pool_id)).settings;
        return found;
      }),
                     Kind::kInvalidClient));
  const bool is_right = crypto::equal_constant_time(secret, key.secret);
  const bool is_elsewhere =
      (client && client->realm != key.pool_id) || (!context.realm.empty() && context.realm != key.pool_id);
  if (!is_right || !key.enabled || is_elsewhere) {
    return translated(errors::kAccessKeyInvalid, Kind::kInvalidClient);
  }
  const std::string bound_to = TRY(binding_of_machine(rules, context));
  for (const std::string& each : context.resources) (void)TRY(resources_.find_for_machine(key.pool_id, each));
  const std::int64_t now_ms = in_.clock.now_ms();
  if (const Result<void> noted = access_keys::note_use(*in_.database, key_id, key, now_ms); !noted) {
    return translated(noted.error(), Kind::kServerError);
  }
  // What nobody granted must not stand in a token that resource servers believe.
  access_keys::Scope divided = access_keys::divide(scope, key.scopes);
  oidc::Tokens tokens = TRY(machine_token(in_, key, key_id, divided.granted, bound_to, context));
  tokens.scope = std::move(divided.granted);
  tokens.rejected_scope = std::move(divided.rejected);
  tokens.is_dpop_bound = oidc::token_type_of(bound_to) == "DPoP";
  return tokens;
}

}  // namespace genauth::app
