#include "app/oidc_extensions.h"

#include "app/oidc_errors.h"
#include "crypto/jws.h"
#include "gen/dto/interactions.h"
#include "json/codec.h"
#include "modules/used_proofs/used_proofs.h"

namespace genauth::app {
namespace {

using oidc::Kind;

tickets::Binding pushed_by(const oidc::Client& client) {
  return {client.realm, "pushed-request", client.ref, ""};
}

}  // namespace

oidc::Outcome<bool> OidcExtensions::first_use(std::string_view realm, std::string_view space,
                                              std::string_view key, std::int64_t until_s) {
  return outcome_of(in_.database->write([&](db::Tx& tx) {
    return used_proofs::first_use(tx, realm, space, key, until_s * 1000);
  }),
                    Kind::kServerError);
}

oidc::Outcome<std::string> OidcExtensions::sign(const oidc::Client& client, std::string_view alg,
                                                std::string_view typ, std::string_view claims_json) {
  if (alg == "HS256") {
    if (client.is_public()) return oidc::Error{Kind::kServerError, "a public client shares no secret"};
    return outcome_of(crypto::sign_hs256(client.secret, "", claims_json, typ), Kind::kServerError);
  }
  const auto algorithm = keys::algorithm_of(alg);
  if (!algorithm) return oidc::Error{Kind::kServerError, "there is no such algorithm"};
  return outcome_of(in_.keys->sign(client.realm, *algorithm, typ, claims_json), Kind::kServerError);
}

oidc::Outcome<std::string> OidcExtensions::push(const oidc::Client& client, const oidc::Pairs& parameters,
                                                std::int64_t lifetime_s) {
  dto::StoredPushedRequest request;
  for (const auto& [name, value] : parameters) request.parameters.push_back({name, value});
  return outcome_of(in_.database->write([&](db::Tx& tx) {
    return in_.tickets->issue(tx, pushed_by(client), json::encode(request), lifetime_s * 1000,
                              in_.clock.now_ms());
  }),
                    Kind::kServerError);
}

oidc::Outcome<oidc::Pairs> OidcExtensions::find(const oidc::Client& client, std::string_view handle) {
  const auto take = [&]() -> Result<oidc::Pairs> {
    const tickets::Ticket ticket = TRY(in_.database->write(
        [&](db::Tx& tx) { return in_.tickets->consume(tx, pushed_by(client), handle, in_.clock.now_ms()); }));
    const auto document = TRY(json::Document::parse(ticket.payload));
    const auto request = TRY(json::decode<dto::StoredPushedRequest>(document));
    oidc::Pairs pairs;
    for (const dto::StoredParameter& each : request.parameters) pairs.emplace_back(each.name, each.value);
    return pairs;
  };
  return outcome_of(take(), Kind::kInvalidRequestUri);
}

}  // namespace genauth::app
