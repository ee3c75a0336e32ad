// The ports over maps, for tests of the endpoints. Not thread-safe.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "oidc/ports.h"

namespace genauth::oidc {

struct MemoryPorts final : ClientSource,
                           TokenIssuer,
                           TokenStore,
                           SubjectSource,
                           KeySource,
                           Grants,
                           HintSource,
                           Resources {
  std::map<std::string, Client, std::less<>> known_clients;
  std::map<std::string, Standing, std::less<>> access_tokens, refresh_tokens;
  std::map<std::string, std::string, std::less<>> passwords, machine_keys;  // name or id -> secret
  Profile person;
  bool pairwise = false;  // subjects of tokens
  std::string key_set = R"({"keys":[]})";
  std::string last_scope;  // as it reached the issuer
  struct Code {
    CodeGrant grant;
    bool used = false;
  };
  std::map<std::string, Code, std::less<>> codes;
  std::map<std::string, Hint, std::less<>> hints;  // of ID tokens
  std::string consented;                           // the scope that the person has agreed to before
  FrontGrant last_front;
  std::map<std::string, std::vector<std::string>, std::less<>> known_resources = {
      // with their scopes
      {"https://api.example/a", {"read", "write"}},
      {"urn:a", {}},
      {"urn:b", {"read", "burn"}}};
  std::vector<std::string> last_resources;  // as they reached the issuer
  std::string last_bound_to;                // likewise
  std::shared_ptr<FixedClock> clock = std::make_shared<FixedClock>(1'000'000'000);

  Ports ports() {
    Ports all{*this, *this, *this, *this, *this, *this, *this, *clock, true};
    all.resources = this;
    return all;
  }

  Outcome<Client> find(std::string_view client_id) override {
    const auto found = known_clients.find(client_id);
    if (found == known_clients.end()) return Error{Kind::kInvalidClient, "unknown client"};
    return found->second;
  }

  Outcome<std::vector<RealmScope>> scopes(const Client&) override { return realm_scopes; }
  std::vector<RealmScope> realm_scopes;

  Outcome<Tokens> by_password(const Client& client, std::string_view username, std::string_view password,
                              std::string_view scope, const Context& context) override {
    const auto found = passwords.find(username);
    if (found == passwords.end() || found->second != password) return Error{Kind::kInvalidGrant, "no"};
    return issue(client.id, person.sub, scope, context);
  }

  Outcome<Tokens> by_refresh_token(const Client& client, std::string_view token, std::string_view scope,
                                   const Context& context) override {
    const auto found = refresh_tokens.find(token);
    if (found == refresh_tokens.end() || found->second.client_id != client.id) {
      return Error{Kind::kInvalidGrant, "no"};
    }
    const Standing standing = found->second;
    if (!is_subset(scope, standing.scope)) return Error{Kind::kInvalidScope, "more than was granted"};
    return issue(client.id, standing.sub, scope.empty() ? std::string_view(standing.scope) : scope, context);
  }

  Outcome<Tokens> by_machine_key(const Client* client, std::string_view key_id, std::string_view secret,
                                 std::string_view scope, const Context& context) override {
    last_bound_to = context.bound_to;
    const auto found = machine_keys.find(key_id);
    if (found == machine_keys.end() || found->second != secret) return Error{Kind::kInvalidClient, "no"};
    if (client && client->realm != "pool") return Error{Kind::kInvalidClient, "no"};
    return Tokens{"machine-token", "", "", std::string(scope), "", 7200};
  }

  Outcome<Standing> access_token(std::string_view token, std::string_view client_id) override {
    const auto found = access_tokens.find(token);
    if (found == access_tokens.end()) return Error{Kind::kInvalidToken, "not a live token"};
    if (!client_id.empty() && client_id != found->second.client_id) {
      return Error{Kind::kInvalidToken, "token of another application"};
    }
    return found->second;
  }

  Outcome<std::optional<Standing>> refresh_token(const Client& client, std::string_view token) override {
    const auto found = refresh_tokens.find(token);
    if (found == refresh_tokens.end() || found->second.client_id != client.id)
      return std::optional<Standing>();
    return std::optional(found->second);
  }

  Outcome<void> revoke(const Client& client, std::string_view token) override {
    for (auto* tokens : {&access_tokens, &refresh_tokens}) {
      const auto found = tokens->find(token);
      if (found != tokens->end() && found->second.client_id == client.id) tokens->erase(found);
    }
    return {};
  }

  Outcome<Profile> profile(const Standing&) override { return person; }

  Outcome<std::string> subject(const Client& client, std::string_view sub) override {
    return (pairwise ? client.id + "-knows-" : "") + std::string(sub);
  }

  Outcome<std::shared_ptr<const std::string>> jwks(std::string_view client_id) override {
    if (!known_clients.contains(client_id)) return Error{Kind::kNotFound, "no such application"};
    return std::shared_ptr<const std::string>(std::make_shared<std::string>(key_set));
  }

  Outcome<std::string> issue_code(const Client&, const CodeGrant& grant) override {
    const std::string code = "code" + std::to_string(codes.size());
    codes[code] = {grant};
    return code;
  }

  Outcome<CodeGrant> look_code(const Client& client, std::string_view code) override {
    const auto found = codes.find(code);
    if (found == codes.end() || found->second.grant.client_id != client.id) {
      return Error{Kind::kInvalidGrant, "the code is not valid"};
    }
    return found->second.grant;
  }

  Outcome<Tokens> redeem_code(const Client& client, std::string_view code, const CodeGrant& grant,
                              const Context& context) override {
    Code& kept = codes.find(code)->second;
    if (kept.used) {
      access_tokens.clear();
      refresh_tokens.clear();
      return Error{Kind::kInvalidGrant, "the code is not valid"};
    }
    kept.used = true;
    return issue(client.id, grant.sub, grant.scope, context, grant.claims_json);
  }

  Outcome<std::string> granted_scope(const Client&, const BrowserSession&) override { return consented; }

  Outcome<Tokens> front_channel(const Client& client, const FrontGrant& front,
                                const Context& context) override {
    last_front = front;
    return issue(client.id, front.grant.sub, front.grant.scope, context, front.grant.claims_json);
  }

  Outcome<Resource> find(const Client&, std::string_view identifier) override {
    const auto found = known_resources.find(identifier);
    if (found == known_resources.end()) return Error{Kind::kInvalidTarget, "there is no such resource"};
    return Resource{found->first, found->second};
  }

  Outcome<Hint> read_hint(std::string_view, std::string_view id_token) override {
    const auto found = hints.find(id_token);
    if (found == hints.end()) return Error{Kind::kInvalidRequest, "id_token_hint is not an ID token of ours"};
    return found->second;
  }

 private:
  Outcome<Tokens> issue(const std::string& client_id, const std::string& sub, std::string_view scope,
                        const Context& context, const std::string& claims_json = {}) {
    last_scope = scope;
    last_resources = context.resources;
    last_bound_to = context.bound_to;
    const std::string suffix = std::to_string(access_tokens.size());
    Tokens tokens{"access" + suffix, "", "", std::string(scope), "", 3600};
    Standing standing{client_id,      "pool", sub, tokens.scope, std::string(context.issuer),
                      "jti" + suffix, 1,      3601};
    standing.claims_json = claims_json;
    access_tokens[tokens.access_token] = standing;
    if (has_scope(scope, "openid")) tokens.id_token = "id" + suffix;
    if (has_scope(scope, "offline_access")) {
      tokens.refresh_token = "refresh" + suffix;
      refresh_tokens[tokens.refresh_token] = standing;
    }
    return tokens;
  }
};

}  // namespace genauth::oidc
