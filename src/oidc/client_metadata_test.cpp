// What strangers may say of themselves, and what they may not.
#include "oidc/client_metadata.h"

#include <doctest/doctest.h>

#include "json/value.h"

using namespace genauth;
using namespace genauth::oidc;
using json::Value;

namespace {

const char* const kKey = R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                         R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";

// The usual metadata, with one member changed.
Value said(std::string_view name = {}, Value value = {}) {
  Value metadata = Value::Object{};
  metadata.set("redirect_uris", Value::Array{"https://client.example/cb"});
  metadata.set("client_name", "Client");
  if (!name.empty()) metadata.set(name, std::move(value));
  return metadata;
}

Outcome<ClientMetadata> registered(const Value& metadata) {
  return read_client_metadata(metadata.text(), MetadataSource::kRegistration);
}

bool is_refused(std::string_view name, Value value, Kind kind = Kind::kInvalidClientMetadata) {
  const auto read = registered(said(name, std::move(value)));
  return !read && read.error().kind == kind;
}

Value redirect(const char* uri) {
  return Value::Array{uri};
}

}  // namespace

TEST_CASE("client metadata: what is usual needs no words") {
  const ClientMetadata client = registered(said()).value();
  CHECK(client.auth == AuthMethod::kBasic);
  CHECK(client.code_grant);
  CHECK_FALSE(client.refresh_grant);
  CHECK_FALSE(client.is_native);
  const Value kept = Value::parse(client.json).value();
  CHECK(kept.find("grant_types")->text() == R"(["authorization_code"])");
  CHECK(kept.find("response_types")->text() == R"(["code"])");
  CHECK(*kept.find("token_endpoint_auth_method")->string() == "client_secret_basic");
}

TEST_CASE("client metadata: the scope is all that the client will get") {
  const ClientMetadata client = registered(said("scope", "openid email")).value();
  CHECK(client.scope == "openid email");
  CHECK(*Value::parse(client.json).value().find("scope")->string() == "openid email");
  CHECK(registered(said()).value().scope.empty());
}

TEST_CASE("client metadata: what nobody knows is left out, what cannot be granted is refused") {
  const ClientMetadata client = registered(said("made_up", "x")).value();
  CHECK(client.json.find("made_up") == std::string::npos);
  CHECK(is_refused("grant_types", Value::Array{"authorization_code", "password"}));
  CHECK(is_refused("grant_types", Value::Array{"client_credentials"}));
  CHECK(is_refused("grant_types", Value::Array{"refresh_token"}));
  CHECK(is_refused("response_types", Value::Array{"id_token"}));
  CHECK(is_refused("response_types", Value::Array{"code", "code token"}));
  CHECK(is_refused("token_endpoint_auth_method", "client_secret_jwt"));
  CHECK(is_refused("token_endpoint_auth_method", "tls_client_auth"));
  CHECK(is_refused("subject_type", "private"));
  CHECK(is_refused("sector_identifier_uri", "http://client.example/sector"));
  CHECK(is_refused("id_token_encrypted_response_alg", "RSA-OAEP"));
  CHECK(is_refused("software_statement", "a.b.c"));
  CHECK(is_refused("application_type", "desktop"));
  CHECK(is_refused("client_name", 7));
  CHECK(is_refused("client_name", std::string(101, 'x')));
  CHECK(is_refused("client_name", "Bank \u202egnaB"));
  CHECK(is_refused("client_name", "two\nlines"));
  CHECK(is_refused("logo_uri", "http://client.example/logo"));
  CHECK(is_refused("client_uri", "javascript:alert(1)"));
  CHECK(is_refused("default_max_age", -1));
  for (const char* text : {"", "[]", "null", "{", R"("x")"})
    CHECK_FALSE(read_client_metadata(text, MetadataSource::kRegistration));
}

TEST_CASE("client metadata: subjects are public or pairwise, and both members are given back") {
  CHECK(registered(said()).value().subject_type == "public");
  Value pairwise = said("subject_type", "pairwise");
  pairwise.set("sector_identifier_uri", "https://client.example/sector");
  const ClientMetadata client = registered(pairwise).value();
  CHECK(client.subject_type == "pairwise");
  CHECK(client.sector_identifier_uri == "https://client.example/sector");
  const Value kept = Value::parse(client.json).value();
  CHECK(*kept.find("subject_type")->string() == "pairwise");
  CHECK(*kept.find("sector_identifier_uri")->string() == "https://client.example/sector");
}

TEST_CASE("client metadata: no device learns what the people of another's host are called") {
  const char* const device = "urn:ietf:params:oauth:grant-type:device_code";
  Value client = said("subject_type", "pairwise");
  client.set("grant_types", Value::Array{"authorization_code", device});
  CHECK_FALSE(registered(client));
  client.set("grant_types", Value::Array{device});
  CHECK_FALSE(registered(client));
  client.set("redirect_uris", Value());
  CHECK(registered(client));  // of a sector of its own
  client.set("sector_identifier_uri", "https://client.example/sector");
  CHECK_FALSE(registered(client));
  client.set("subject_type", "public");
  CHECK(registered(client));
}

TEST_CASE("client metadata: HS256 is never for clients that nobody vouches for") {
  for (const char* name : {"id_token_signed_response_alg", "userinfo_signed_response_alg",
                           "request_object_signing_alg", "token_endpoint_auth_signing_alg"}) {
    CHECK(is_refused(name, "HS256"));
    CHECK(is_refused(name, "none"));
    CHECK(registered(said(name, "ES256")));
  }
}

TEST_CASE("client metadata: browsers are sent to https, of native applications also to this machine") {
  const auto kind = Kind::kInvalidRedirectUri;
  for (const char* uri :
       {"http://client.example/cb", "https://*.client.example/cb", "https://client.example/*",
        "https://client.example/cb#x", "https://user@client.example/cb", "javascript:alert(1)",
        "data:text/html,x", "https:///cb", "myapp:/cb", "http://127.0.0.1.evil.example/cb", ""}) {
    CAPTURE(uri);
    CHECK(is_refused("redirect_uris", redirect(uri), kind));
  }
  for (const char* uri :
       {"http://127.0.0.1:4711/cb", "http://[::1]/cb", "http://localhost/cb", "com.example.app:/cb"}) {
    CAPTURE(uri);
    CHECK(registered(said("redirect_uris", redirect(uri))).value().is_native);
    Value web = said("redirect_uris", redirect(uri));
    web.set("application_type", "web");
    CHECK(registered(web).error().kind == kind);
    CHECK(is_refused("post_logout_redirect_uris", redirect(uri), kind));
  }
  CHECK(is_refused("redirect_uris", Value::Array{}, kind));
  CHECK(is_refused("redirect_uris", Value(), kind));
  CHECK(is_refused("redirect_uris", "https://client.example/cb"));
  CHECK(is_refused("redirect_uris", Value::Array(21, Value("https://client.example/cb"))));
}

TEST_CASE("client metadata: keys inline or at an address, public ones only") {
  const Value set = Value::parse(std::string(R"({"keys":[)") + kKey + "]}").value();
  Value signing = said("token_endpoint_auth_method", "private_key_jwt");
  CHECK_FALSE(registered(signing));
  signing.set("jwks", set);
  CHECK(registered(signing).value().auth == AuthMethod::kPrivateKeyJwt);
  signing.set("jwks_uri", "https://client.example/keys");
  CHECK_FALSE(registered(signing));
  CHECK(is_refused("jwks", Value::parse(R"({"keys":[]})").value()));
  CHECK(is_refused("jwks", Value::parse(R"({"keys":[{"kty":"oct","k":"AAAA"}]})").value()));
  Value key = Value::parse(kKey).value();
  key.set("d", "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE");
  Value secret = Value::Object{};
  secret.set("keys", Value::Array{key});
  CHECK(is_refused("jwks", secret));
}

TEST_CASE("client document: its client_id is its address, byte for byte, and it holds no secret") {
  const char* const address = "https://client.example/app.json";
  Value document = said("client_id", address);
  CHECK(read_client_document(document.text(), address).value().auth == AuthMethod::kNone);
  for (const char* other : {"https://client.example/app.json?", "https://client.example/App.json",
                            "https://CLIENT.example/app.json", "https://client.example:443/app.json"}) {
    CAPTURE(other);
    CHECK_FALSE(read_client_document(document.text(), other));
  }
  CHECK_FALSE(read_client_document(said().text(), address));
  for (const char* method : {"client_secret_basic", "client_secret_post", "client_secret_jwt"}) {
    Value wrong = document;
    wrong.set("token_endpoint_auth_method", method);
    CHECK_FALSE(read_client_document(wrong.text(), address));
  }
  document.set("client_secret", "s");
  CHECK_FALSE(read_client_document(document.text(), address));
}
