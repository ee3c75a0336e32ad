#include "oidc/resources.h"

#include <algorithm>

#include "base/words.h"
#include "oidc/addresses.h"
#include "oidc/claims.h"

namespace genauth::oidc {
namespace {

constexpr std::size_t kMaxResources = 8;

Error no_target(std::string why) {
  return {Kind::kInvalidTarget, std::move(why)};
}

}  // namespace

std::string own_resource(std::string_view issuer) {
  return std::string(issuer) + "/me";
}

Outcome<std::vector<std::string>> read_resources(const Pairs& parameters) {
  std::vector<std::string> found;
  for (const auto& [name, value] : parameters) {
    if (name != "resource" || value.empty()) continue;
    if (!is_resource(value)) return no_target("resource must be an absolute URI without a fragment");
    if (std::ranges::find(found, value) != found.end()) continue;
    if (found.size() == kMaxResources) return no_target("too many resources");
    found.push_back(value);
  }
  return found;
}

Outcome<std::vector<Resource>> find_resources(const Client& client, std::string_view issuer,
                                              const std::vector<std::string>& identifiers,
                                              Resources* resources) {
  std::vector<Resource> found;
  // Opaque tokens have no audience that anybody could look at.
  if (is_plain_oauth(issuer) && !identifiers.empty()) return no_target("plain OAuth knows no resources");
  for (const std::string& identifier : identifiers) {
    if (identifier == own_resource(issuer)) {
      found.push_back({identifier, {}});
    } else if (resources) {
      found.push_back(TRY(resources->find(client, identifier)));
    } else {
      return no_target("there is no such resource");
    }
  }
  return found;
}

std::vector<std::string> scopes_of(const std::vector<Resource>& resources) {
  std::vector<std::string> scopes;
  for (const Resource& each : resources) scopes.insert(scopes.end(), each.scopes.begin(), each.scopes.end());
  return scopes;
}

std::string registered_scope(const Client& client, std::string scope) {
  if (client.registered_scope.empty()) return scope;
  std::vector<std::string> kept;
  for (const std::string_view word : words_in(scope))
    if (has_scope(client.registered_scope, word)) kept.emplace_back(word);
  return join_words(kept);
}

std::string scope_for(const Client& client, std::string_view asked, std::vector<RealmScope> realm,
                      const std::vector<Resource>& resources, bool with_offline_access) {
  const std::vector<std::string> words = scopes_of(resources);
  if (asked.empty() && resources.empty()) asked = client.registered_scope;
  if (asked.empty() && !resources.empty()) return registered_scope(client, with_words({}, join_words(words)));
  for (const std::string& word : words) realm.push_back({word, "", {}});
  return registered_scope(client, grantable_scope(asked, realm, with_offline_access));
}

}  // namespace genauth::oidc
