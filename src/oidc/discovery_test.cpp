#include "json/document.h"
#include "oidc/memory_extensions.h"
#include "oidc/testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

TEST_CASE("discovery: names endpoints under the issuer of the address that was called") {
  Request request;
  request.method = "GET";
  request.issuer = issuer_of("https://id.example.com", "63c0a1");
  World world;
  const Response response = discovery(request, world.ports);
  CHECK(response.status == 200);
  CHECK(genauth::json::Document::parse(response.body).has_value());
  CHECK(says(response, R"("issuer":"https://id.example.com/63c0a1/oidc")"));
  CHECK(says(response, R"("token_endpoint":"https://id.example.com/63c0a1/oidc/token")"));
  CHECK(says(response, R"("jwks_uri":"https://id.example.com/63c0a1/oidc/.well-known/jwks.json")"));
  CHECK(issuer_of("https://demo.example.com", "") == "https://demo.example.com/oidc");
}

TEST_CASE("discovery: has what the SDKs' type of it demands, and promises nothing that is not there") {
  Request request;
  request.method = "GET";
  request.issuer = "https://x/oidc";
  World world;
  const Response response = discovery(request, world.ports);
  for (const char* member :
       {R"("authorization_endpoint":"https://x/oidc/auth")", R"("response_modes_supported":["query",)",
        R"("grant_types_supported":["authorization_code",)", R"("code_challenge_methods_supported":["S256"])",
        R"("id_token_encryption_alg_values_supported":[])", R"("claims_parameter_supported":true)",
        R"("prompt_values_supported":["none",)",
        R"("authorization_response_iss_parameter_supported":true)"}) {
    INFO(member);
    CHECK(says(response, member));
  }
  for (const char* absent : {"registration_endpoint", "end_session", "pushed", "device", "dpop"}) {
    CHECK_FALSE(says(response, absent));
  }
}

TEST_CASE("discovery: speaks of plain PKCE only for an application that has enabled it") {
  Request request;
  request.method = "GET";
  request.issuer = "https://x/post/oidc";
  request.client_id = "post";
  World world;
  CHECK(says(discovery(request, world.ports), R"("code_challenge_methods_supported":["S256"])"));
  world.memory.known_clients["post"].allow_plain_pkce = true;
  CHECK(says(discovery(request, world.ports), R"("code_challenge_methods_supported":["S256","plain"])"));
}

TEST_CASE("discovery: speaks of extensions where there are some") {
  Request request;
  request.method = "GET";
  request.issuer = "https://x/oidc";
  World world;
  MemoryExtensions more;
  more.add_to(world.ports);
  world.ports.serves_logout = true;
  const Response response = discovery(request, world.ports);
  CHECK(genauth::json::Document::parse(response.body).has_value());
  for (const char* member :
       {R"("pushed_authorization_request_endpoint":"https://x/oidc/par")", "private_key_jwt", "query.jwt",
        R"("device_authorization_endpoint":"https://x/oidc/device/auth")", "token-exchange", "device_code",
        R"("dpop_signing_alg_values_supported":["RS256","ES256","EdDSA"])",
        R"("end_session_endpoint":"https://x/oidc/session/end")",
        R"("request_uri_parameter_supported":true)"}) {
    INFO(member);
    CHECK(says(response, member));
  }
}

TEST_CASE("jwks: gives the keys of the application's realm, and may be cached for a while") {
  World world;
  Request request;
  request.method = "GET";
  CHECK(jwks(request, world.ports).status == 404);
  request.client_id = "post";
  const Response response = jwks(request, world.ports);
  CHECK(response.body == R"({"keys":[]})");
  CHECK(header(response, "Cache-Control") == "public, max-age=300");
}

TEST_CASE("scope: words in any order, unknown ones dropped, each once") {
  CHECK(granted_scope("  openid  banana profile openid ") == "openid profile");
  CHECK(granted_scope("").empty());
  CHECK(has_scope("openid profile", "profile"));
  CHECK_FALSE(has_scope("openid profile_x", "profile"));
  CHECK(is_subset("", "openid"));
  CHECK(is_subset("email openid", "openid email phone"));
  CHECK_FALSE(is_subset("openid phone", "openid"));
}

TEST_CASE("claims: each scope opens its own, absent ones are left out") {
  Profile p;
  p.sub = "u1";
  p.name = "Ann \"A\"";
  p.phone_number = "+8613800000000";
  p.phone_number_verified = true;
  p.address.country = "CN";
  p.realm.roles = {"admin", "ops"};
  p.extended_fields_json = R"({"a":1})";
  p.userpool_id = "pool";
  p.updated_at_s = 7;
  const auto claims = [&](std::string_view scope) {
    std::string members;
    append_claims(members, p, scope);
    return members;
  };
  CHECK(claims("openid").empty());
  CHECK(claims("profile") == R"(,"name":"Ann \"A\"","updated_at":7)");
  CHECK(claims("phone") == R"(,"phone_number":"+8613800000000","phone_number_verified":true)");
  CHECK(claims("email username external_id tenant_id").empty());
  CHECK(claims("address") == R"(,"address":{"country":"CN"})");
  CHECK(claims("roles") == R"(,"roles":["admin","ops"])");
  CHECK(claims("unionid").empty());
  p.realm.unionid = "oWg1";
  CHECK(claims("unionid") == R"(,"unionid":"oWg1")");
  CHECK(claims("extended_fields userpool_id") == R"(,"extended_fields":{"a":1},"userpool_id":"pool")");
}
