// Signed and pushed authorization requests, and attacks on them.
#include "oidc/request_object.h"

#include "oidc/client_signing.h"

using namespace genauth;
using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

struct Requesting : Signing {
  json::Value claims() {
    json::Value claims;
    claims.set("iss", "web");
    claims.set("aud", "https://demo.example.com/oidc");
    claims.set("exp", kNow + 60);
    claims.set("client_id", "web");
    claims.set("redirect_uri", "https://app.example/cb");
    claims.set("response_type", "code");
    claims.set("scope", "openid email");
    claims.set("state", "inner");
    return claims;
  }
  json::Value claims_with(std::string_view name, json::Value value) {
    json::Value changed = claims();
    changed.set(name, std::move(value));
    return changed;
  }
  json::Value claims_without(std::string_view name) {
    json::Value fewer = json::Value::Object{};
    const json::Value whole = claims();
    for (const auto& [each, value] : *whole.object())
      if (each != name) fewer.set(each, value);
    return fewer;
  }
  Answer with_object(const std::string& object) { return ask(request({{"request", object}})); }
  std::string error_of(const std::string& object) { return with_object(object).get("error"); }

  Response push(const Pairs& changes = {}) {
    Request pushed = request(changes);
    pushed.method = "POST";
    pushed.form = std::move(pushed.query);
    pushed.form.emplace_back("client_secret", client().secret);
    pushed.query.clear();
    return pushed_authorization(pushed, ports);
  }
};

}  // namespace

TEST_CASE("request object: only what is signed counts") {
  Requesting world;
  json::Value claims = world.claims_with("max_age", 1000);
  claims.set("claims", json::Value::parse(R"({"userinfo":{"email":null}})").value());
  claims.set("resource", json::Value::Array{"urn:a", "urn:b"});
  const Answer answer = world.ask(world.request({{"request", es256(claims)}, {"prompt", "login"}}));
  CHECK(answer.get("state") == "inner");
  const CodeGrant& grant = world.memory.codes.at(answer.get("code")).grant;
  CHECK(grant.scope == "openid email");
  CHECK(grant.nonce.empty());  // that of the query does not count
  CHECK(grant.claims_json == R"({"userinfo":{"email":null}})");
  CHECK(grant.resources == std::vector<std::string>{"urn:a", "urn:b"});
}

TEST_CASE("request object: an interaction goes on with what it said, even when it has expired") {
  Requesting world;
  const Request request = world.request({{"request", es256(world.claims_with("prompt", "login"))}});
  const Interaction next = world.interact(request);
  CHECK(std::ranges::find(next.parameters, "request", &Pairs::value_type::first) == next.parameters.end());
  world.client().require_signed_request = true;
  world.sign_in_again();
  Request resumed = request;
  resumed.query = next.parameters;
  CHECK(world.ask(resumed).names() == "code,state,iss");
}

TEST_CASE("request object: by secret too, unless the client is public or registered for another alg") {
  Requesting world;
  const std::string object = crypto::sign_hs256(world.client().secret, "", world.claims().text()).value();
  CHECK(world.error_of(object).empty());
  world.client().request_object_alg = "ES256";
  CHECK(world.error_of(object) == "invalid_request_object");
  CHECK(world.error_of(es256(world.claims())).empty());
  world.client().request_object_alg = "";
  world.client().token_auth = AuthMethod::kNone;
  CHECK(world.error_of(object) == "invalid_request_object");
}

TEST_CASE("request object: unsigned, forged, expired, or another's") {
  Requesting world;
  CHECK(world.error_of(with_header(R"({"alg":"none"})", world.claims())) == "request_not_supported");
  CHECK(world.error_of("a.b.c") == "invalid_request_object");
  CHECK(world.error_of(es256(world.claims(), stranger_key())) == "invalid_request_object");
  const std::pair<const char*, json::Value> changes[] = {
      {"iss", "post"},      {"client_id", "post"},        {"aud", "https://evil.example/oidc"},
      {"exp", kNow - 100},  {"nbf", kNow + 100},          {"sub", "web"},
      {"request", "a.b.c"}, {"request_uri", "https://x/"}};
  for (const auto& [name, value] : changes) {
    INFO(name);
    CHECK(world.error_of(es256(world.claims_with(name, value))) == "invalid_request_object");
  }
  CHECK(world.memory.codes.empty());
}

TEST_CASE("request object: a signature is for this server, and for a while") {
  Requesting world;
  for (const char* name : {"aud", "exp"}) {
    INFO(name);
    CHECK(world.error_of(es256(world.claims_without(name))) == "invalid_request_object");
    CHECK(is_error(world.push({{"request", es256(world.claims_without(name))}}), 400,
                   "invalid_request_object"));
  }
  CHECK(world.error_of(es256(world.claims_without("iss"))).empty());
  CHECK(world.error_of(es256(world.claims_with("exp", kNow + 3601))) == "invalid_request_object");
  CHECK(world.error_of(es256(world.claims_with("exp", "soon"))) == "invalid_request_object");
  CHECK(world.error_of(es256(world.claims_with("aud", json::Value::Array{"https://evil.example/oidc"}))) ==
        "invalid_request_object");
}

TEST_CASE(
    "request_uri: what is signed there is for this server, and ends only where requests must be signed") {
  Requesting world;
  const char* const uri = "https://app.example/request.jwt";
  world.client().request_uris = {uri};
  const Request request = world.request({{"request_uri", uri}});
  world.more.objects[uri] = es256(world.claims_without("exp"));
  CHECK(world.ask(request).get("state") == "inner");
  world.client().require_signed_request = true;
  CHECK(world.ask(request).get("error") == "invalid_request_object");
  world.client().require_signed_request = false;
  world.more.objects[uri] = es256(world.claims_without("aud"));
  CHECK(world.ask(request).get("error") == "invalid_request_object");
}

TEST_CASE("open redirect: the address of a request object must be registered like any other") {
  Requesting world;
  const Answer answer = world.with_object(es256(world.claims_with("redirect_uri", "https://evil.example/")));
  CHECK(answer.response.show_page);
  CHECK(world.ask(world.request({{"request", "a.b.c"}, {"redirect_uri", "https://evil.example/"}}))
            .response.show_page);
}

TEST_CASE("request downgrade: a client that signs or pushes its requests cannot be made to send others") {
  Requesting world;
  world.client().require_signed_request = true;
  CHECK(world.ask(world.request()).get("error") == "invalid_request");
  CHECK(world.error_of(es256(world.claims())).empty());
  CHECK(is_error(world.push(), 400, "invalid_request"));
  world.client().require_signed_request = false;
  world.client().require_pushed_request = true;
  CHECK(world.ask(world.request()).get("error") == "invalid_request");
  CHECK(world.error_of(es256(world.claims())) == "invalid_request");
}

TEST_CASE("request_uri: only an address that the client has registered is fetched") {
  Requesting world;
  const char* const uri = "https://app.example/request.jwt";
  const Request request = world.request({{"request_uri", uri}});
  world.more.objects[uri] = es256(world.claims());
  CHECK(world.ask(request).get("error") == "invalid_request_uri");
  world.client().request_uris = {uri};
  CHECK(world.ask(request).get("state") == "inner");
  world.more.objects.clear();
  CHECK(world.ask(request).get("error") == "invalid_request_uri");
  CHECK(world.ask(world.request({{"request_uri", uri}, {"request", "a.b.c"}})).get("error") ==
        "invalid_request");
  world.ports.documents = nullptr;
  CHECK(world.ask(request).get("error") == "request_uri_not_supported");
}

TEST_CASE("pushed request: is checked at once and named in the browser, where nothing else counts") {
  Requesting world;
  const Response pushed = world.push({{"scope", "openid phone"}});
  CHECK(pushed.status == 201);
  CHECK(pushed.body == R"({"request_uri":"urn:ietf:params:oauth:request_uri:push0","expires_in":60})");
  CHECK(header(pushed, "Cache-Control") == "no-store");
  const Pairs& kept = world.more.pushes["push0"].second;
  CHECK(std::ranges::find(kept, "client_secret", &Pairs::value_type::first) == kept.end());
  world.client().require_pushed_request = true;
  const Answer answer = world.ask(
      world.request({{"request_uri", "urn:ietf:params:oauth:request_uri:push0"}, {"scope", "openid"}}));
  CHECK(world.memory.codes.at(answer.get("code")).grant.scope == "openid phone");
  CHECK(world.push({{"request", es256(world.claims())}}).status == 201);
}

TEST_CASE("pushed request: needs the client, an address of its own, and no reference") {
  Requesting world;
  CHECK(is_error(world.push({{"redirect_uri", "https://evil.example/"}}), 400, "invalid_request"));
  CHECK(is_error(world.push({{"request_uri", "urn:ietf:params:oauth:request_uri:push0"}}), 400,
                 "invalid_request"));
  CHECK(is_error(world.push({{"response_type", "bad"}}), 400, "unsupported_response_type"));
  world.client().secret = "changed";
  Request request = post({{"client_id", "web"}, {"client_secret", "wrong"}});
  CHECK(is_error(pushed_authorization(request, world.ports), 401, "invalid_client"));
  request.method = "GET";
  CHECK(pushed_authorization(request, world.ports).status == 405);
  CHECK(world.more.pushes.empty());
  world.ports.pushed = nullptr;
  CHECK(world.push().status == 404);
}

TEST_CASE("pushed request: another client's name for it is no use") {
  Requesting world;
  world.push();
  Client& other = world.memory.known_clients["other"] = world.client();
  other.id = "other";
  const Request request =
      world.request({{"client_id", "other"}, {"request_uri", "urn:ietf:params:oauth:request_uri:push0"}});
  CHECK(world.ask(request).get("error") == "invalid_request_uri");
}

TEST_CASE("request object: unsigned where the client has chosen that, and there nothing signed") {
  Requesting world;
  const std::string object = with_header(R"({"alg":"none"})", world.claims());
  world.client().request_object_alg = "none";
  CHECK(world.with_object(object).get("state") == "inner");
  CHECK(world.error_of(es256(world.claims())) == "invalid_request_object");
  CHECK(world.error_of(object + "c2lnbmVk") == "invalid_request_object");
  for (const char* wrong : {"aud", "iss", "client_id"}) {
    INFO(wrong);
    CHECK(world.error_of(with_header(R"({"alg":"none"})", world.claims_with(wrong, "other"))) ==
          "invalid_request_object");
  }
  world.client().require_signed_request = true;
  CHECK(world.error_of(object) == "request_not_supported");
}

TEST_CASE("request_uri: what stands at a registered address may be unsigned, unless an alg was registered") {
  Requesting world;
  const char* const uri = "https://app.example/request.jwt";
  world.client().request_uris = {uri};
  world.more.objects[uri] = with_header(R"({"alg":"none"})", world.claims());
  const Request request = world.request({{"request_uri", uri}});
  CHECK(world.ask(request).get("state") == "inner");
  world.client().request_object_alg = "ES256";
  CHECK(world.ask(request).get("error") == "request_not_supported");
  world.client().request_object_alg = "";
  world.client().require_signed_request = true;
  CHECK(world.ask(request).get("error") == "request_not_supported");
}
