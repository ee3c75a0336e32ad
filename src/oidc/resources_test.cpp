// Resource indicators (RFC 8707) at every endpoint that takes them.
#include "oidc/resources.h"

#include "oidc/authorization_testing.h"
#include "oidc/memory_extensions.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

const char* const kApi = "https://api.example/a";
const char* const kIssuer = "https://demo.example.com/oidc";

}  // namespace

TEST_CASE("resources: one that does not exist is invalid_target before anybody signs in") {
  Front world;
  world.browser.session.reset();
  CHECK(world.ask(world.request({{"resource", "https://other.example/"}})).get("error") == "invalid_target");
  world.ports.resources = nullptr;
  CHECK(world.ask(world.request({{"resource", kApi}})).get("error") == "invalid_target");
}

TEST_CASE("registered scope: a client that has said what it may get gets nothing else") {
  Front world;
  const auto granted = [&](const Pairs& changes) {
    return world.memory.codes.at(world.ask(world.request(changes)).get("code")).grant.scope;
  };
  world.client().registered_scope = "openid email read";
  CHECK(granted({{"scope", "openid email phone offline_access"}}) == "openid email");
  CHECK(granted({{"scope", ""}}) == "openid email");  // what it has registered and is known
  CHECK(granted({{"scope", "openid read write"}, {"resource", kApi}}) == "openid read");
  CHECK(granted({{"scope", ""}, {"resource", kApi}}) == "read");
  CHECK(world.ask(world.request({{"scope", "phone"}})).get("error") == "invalid_scope");
  CHECK(registered_scope(world.client(), "email write") == "email");
  world.client().registered_scope = "";
  CHECK(registered_scope(world.client(), "email write") == "email write");
}

TEST_CASE("resources: their words of scope are known with them alone, and who names none gets all") {
  Front world;
  const auto granted = [&](const Pairs& changes) {
    return world.memory.codes.at(world.ask(world.request(changes)).get("code")).grant.scope;
  };
  CHECK(granted({{"scope", "openid read burn"}, {"resource", kApi}}) == "openid read");
  CHECK(granted({{"scope", "openid read"}}) == "openid");
  CHECK(granted({{"scope", ""}, {"resource", kApi}}) == "read write");
  CHECK(granted({{"scope", ""}, {"resource", "urn:a"}}).empty());
}

TEST_CASE("resources: who agreed to a word for one has not agreed to it for another") {
  Front world;
  world.client().is_first_party = false;
  world.memory.consented = "openid read https://api.example/a";
  CHECK(world.ask(world.request({{"scope", "openid read"}, {"resource", kApi}})).get("code") != "");
  const Interaction next = world.interact(world.request({{"scope", "openid read"}, {"resource", "urn:b"}}));
  CHECK(next.step == Interaction::Step::kConsent);
  CHECK(next.scope == "openid read urn:b");
}

TEST_CASE("resources: repeated ones count once, and there is an end") {
  CHECK(read_resources({{"resource", "urn:a"}, {"resource", ""}, {"resource", "urn:a"}, {"x", "urn:b"}})
            .value() == std::vector<std::string>{"urn:a"});
  Pairs many;
  for (int i = 0; i < 9; ++i) many.emplace_back("resource", "urn:" + std::to_string(i));
  CHECK(read_resources(many).error().kind == Kind::kInvalidTarget);
}

TEST_CASE("resources: the token endpoint hands on what it was asked for, and a password gives none") {
  World world;
  world.memory.refresh_tokens["r"] = {"post", "pool", "u1", "openid read", "iss", "jti", 1, 99};
  const Pairs refresh = {{"grant_type", "refresh_token"},
                         {"client_id", "post"},
                         {"client_secret", "post-secret"},
                         {"refresh_token", "r"}};
  CHECK(token(post(with(refresh, {{"resource", kApi}})), world.ports).status == 200);
  CHECK(world.memory.last_resources == std::vector<std::string>{kApi});
  CHECK(is_error(token(post(with(refresh, {{"resource", "api"}})), world.ports), 400, "invalid_target"));
  const Pairs password = {{"grant_type", "password"}, {"client_id", "post"}, {"client_secret", "post-secret"},
                          {"username", "ann"},        {"password", "pw"},    {"resource", kApi}};
  CHECK(is_error(token(post(password), world.ports), 400, "invalid_target"));
}

TEST_CASE("resources: a device names them where it begins") {
  World world;
  MemoryExtensions more;
  more.add_to(world.ports);
  world.memory.known_clients["post"].device_grant = true;
  const Pairs form = {{"client_id", "post"}, {"client_secret", "post-secret"}, {"scope", "openid write"}};
  CHECK(device_authorization(post(with(form, {{"resource", kApi}})), world.ports).status == 200);
  CHECK(more.last_device.scope == "openid write");
  CHECK(more.last_device.resources == std::vector<std::string>{kApi});
  CHECK(is_error(device_authorization(post(with(form, {{"resource", "urn:none"}})), world.ports), 400,
                 "invalid_target"));
}

TEST_CASE("first-party boundary: a token for another resource opens no userinfo, one for userinfo does") {
  World world;
  Standing standing = {"post", "pool", "u1", "openid", "iss", "jti", 1, 99};
  Request request;
  request.method = "GET";
  request.issuer = kIssuer;
  request.authorization = "Bearer t";
  standing.resources = {kApi};
  world.memory.access_tokens["t"] = standing;
  const Response refused = userinfo(request, world.ports);
  CHECK(is_error(refused, 401, "invalid_token"));
  const std::string described = "https://demo.example.com/.well-known/oauth-protected-resource/oidc/me";
  const std::string challenge = header(refused, "WWW-Authenticate");
  CHECK(challenge.find("resource_metadata=\"" + described + "\"") != std::string::npos);
  standing.resources = {kApi, own_resource(kIssuer)};
  world.memory.access_tokens["t"] = standing;
  CHECK(userinfo(request, world.ports).status == 200);
}

TEST_CASE("introspection: says whom a token is for") {
  World world;
  const auto asked = [&](std::vector<std::string> resources) {
    Standing standing = {"post", "pool", "u1", "openid", "iss", "jti", 1, 99};
    standing.resources = std::move(resources);
    world.memory.access_tokens["t"] = standing;
    return introspection(post({{"client_id", "post"}, {"client_secret", "post-secret"}, {"token", "t"}}),
                         world.ports);
  };
  CHECK(says(asked({}), R"("aud":"post")"));
  CHECK(says(asked({kApi}), R"("aud":"https://api.example/a")"));
  CHECK(says(asked({"urn:a", "urn:b"}), R"("aud":["urn:a","urn:b"])"));
}

TEST_CASE("protected resource: userinfo describes itself (RFC 9728)") {
  World world;
  Request request;
  request.method = "GET";
  request.issuer = kIssuer;
  const Response response = protected_resource(request, world.ports);
  CHECK(says(response, R"({"resource":"https://demo.example.com/oidc/me")"));
  CHECK(says(response, R"("authorization_servers":["https://demo.example.com/oidc"])"));
}
