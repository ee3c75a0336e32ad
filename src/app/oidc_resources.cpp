#include "app/oidc_resources.h"

#include <algorithm>

#include "app/oidc_errors.h"
#include "modules/pools/pools.h"
#include "oidc/resources.h"

namespace genauth::app {
namespace {

using oidc::Kind;
using Stored = dto::StoredProtectedResource;

bool is_for(const Stored& resource, const oidc::Client& client) {
  if (client.is_stranger()) return resource.dynamic_clients;
  return !resource.applications ||
         std::ranges::find(*resource.applications, client.ref) != resource.applications->end();
}

template <class Allows>
oidc::Outcome<oidc::Resource> found_in(Installation& in, std::string_view realm, std::string_view identifier,
                                       Allows&& allows) {
  const pools::Pool pool =
      TRY(outcome_of(in.database->read([&](db::Session& session) { return pools::find(session, realm); }),
                     Kind::kServerError));
  for (const Stored& each : pool.settings.protected_resources.value_or(std::vector<Stored>()))
    if (each.identifier == identifier && allows(each))
      return oidc::Resource{each.identifier, each.scopes.value_or(std::vector<std::string>())};
  return oidc::Error{Kind::kInvalidTarget, "there is no such resource for this application"};
}

}  // namespace

oidc::Outcome<oidc::Resource> OidcResources::find(const oidc::Client& client, std::string_view identifier) {
  return found_in(in_, client.realm, identifier,
                  [&](const Stored& resource) { return is_for(resource, client); });
}

oidc::Outcome<oidc::Resource> OidcResources::find_for_machine(std::string_view realm,
                                                              std::string_view identifier) {
  return found_in(in_, realm, identifier, [](const Stored& resource) { return !resource.applications; });
}

oidc::Outcome<Audiences> audiences_of(Installation& in, const oidc::Client& client, std::string_view issuer,
                                      const std::vector<std::string>& granted,
                                      const std::vector<std::string>& asked) {
  const auto is_granted = [&](const std::string& each) {
    return std::ranges::find(granted, each) != granted.end();
  };
  if (!std::ranges::all_of(asked, is_granted))
    return oidc::Error{Kind::kInvalidTarget, "resource is not one that was granted"};
  Audiences audiences;
  if (granted.empty()) return audiences;
  OidcResources resources(in);
  audiences.granted.resources = granted;
  audiences.token.resources = asked.empty() ? granted : asked;
  audiences.token.scopes =
      oidc::scopes_of(TRY(oidc::find_resources(client, issuer, audiences.token.resources, &resources)));
  // One that is gone meanwhile is no reason to give nothing for the others.
  for (const std::string& each : granted) {
    const auto known = oidc::find_resources(client, issuer, {each}, &resources);
    if (!known) continue;
    const std::vector<std::string> scopes = oidc::scopes_of(*known);
    audiences.granted.scopes.insert(audiences.granted.scopes.end(), scopes.begin(), scopes.end());
  }
  return audiences;
}

}  // namespace genauth::app
