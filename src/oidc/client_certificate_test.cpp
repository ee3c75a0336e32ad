// Certificates of clients (RFC 8705): as credentials, and as what tokens are bound to.
#include "oidc/client_certificate.h"

#include "crypto/certificate_samples.h"
#include "oidc/binding.h"
#include "oidc/dpop.h"
#include "oidc/memory_extensions.h"
#include "oidc/testing.h"

using namespace genauth;
using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

const std::string kDer = *unbase64(crypto::samples::kWebCertificate);

struct WithCertificates : World {
  MemoryExtensions more;
  Client& client = memory.known_clients["post"];

  WithCertificates() {
    more.add_to(ports);
    ports.takes_certificates = ports.verifies_certificates = true;
  }

  // A token request of the client at a connection with this certificate.
  Response ask(std::string_view certificate = kDer, bool is_verified = true, const Pairs& changes = {}) {
    Request request = post(with({{"grant_type", "password"},
                                 {"client_id", "post"},
                                 {"client_secret", "post-secret"},
                                 {"username", "ann"},
                                 {"password", "pw"},
                                 {"scope", "openid"}},
                                changes));
    request.certificate = certificate;
    request.certificate_is_verified = is_verified;
    return token(request, ports);
  }

  Response ask_userinfo(const std::string& authorization, std::string_view certificate) {
    Request request = post({}, authorization);
    request.method = "GET";
    request.certificate = certificate;
    return userinfo(request, ports);
  }
};

}  // namespace

TEST_CASE("a binding is one word that tells its kind, and survives the way over cnf") {
  const std::string certificate = bound_to_certificate(kDer);
  CHECK(bound_to_certificate("").empty());
  CHECK(is_of_certificate(certificate));
  CHECK_FALSE(is_of_certificate("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
  CHECK(token_type_of(certificate) == "Bearer");
  CHECK(token_type_of("key") == "DPoP");
  CHECK(confirmation_of("").empty());
  CHECK(confirmation_of("key") == R"({"jkt":"key"})");
  CHECK(confirmation_of(certificate).starts_with(R"({"x5t#S256":")"));
  CHECK(bound_to_of("key", "") == "key");
  CHECK(is_of_certificate(bound_to_of("", "thumb")));
  CHECK(bound_to_of("key", "thumb").empty());
}

TEST_CASE("what an application demands is met by its own kind alone") {
  const std::string certificate = bound_to_certificate(kDer);
  CHECK(is_bound_as_due("", false, false));
  CHECK(is_bound_as_due("key", true, false));
  CHECK(is_bound_as_due(certificate, false, true));
  CHECK_FALSE(is_bound_as_due("", true, false));
  CHECK_FALSE(is_bound_as_due(certificate, true, false));
  CHECK_FALSE(is_bound_as_due("key", false, true));
  CHECK_FALSE(is_bound_as_due("", false, true));
}

TEST_CASE("tls_client_auth: a verified certificate with the registered subject is the client") {
  WithCertificates world;
  world.client.token_auth = AuthMethod::kCertificate;
  const CertificateSubject subjects[] = {{.dn = "CN=web,O=Müller\\, Inc.,C=CN"},
                                         {.san_dns = "web.example"},
                                         {.san_uri = "urn:app:web"},
                                         {.san_ip = "2001:db8::7"},
                                         {.san_email = "web@app.example"}};
  for (const CertificateSubject& subject : subjects) {
    world.client.certificate_subject = subject;
    CHECK(world.ask().status == 200);
    CHECK(is_error(world.ask(kDer, false), 401, "invalid_client"));
    CHECK(is_error(world.ask(""), 401, "invalid_client"));
  }
}

TEST_CASE("tls_client_auth: no subject, two of them, another's or no certificate is refused") {
  WithCertificates world;
  world.client.token_auth = AuthMethod::kCertificate;
  const CertificateSubject subjects[] = {{},
                                         {.dn = "CN=web"},
                                         {.san_dns = "other.example"},
                                         {.san_uri = "web.example"},
                                         {.dn = "CN=web,O=Müller\\, Inc.,C=CN", .san_dns = "web.example"}};
  for (const CertificateSubject& subject : subjects) {
    world.client.certificate_subject = subject;
    CHECK(is_error(world.ask(), 401, "invalid_client"));
  }
  world.client.certificate_subject = {.san_dns = "web.example"};
  CHECK(is_error(world.ask("no certificate"), 401, "invalid_client"));
}

TEST_CASE("self_signed_tls_client_auth: the certificate itself is registered, whoever signed it") {
  WithCertificates world;
  world.client.token_auth = AuthMethod::kSelfSignedCertificate;
  const std::string other = *unbase64("AAAA");
  CHECK(is_error(world.ask(kDer, false), 401, "invalid_client"));
  for (const char* set :
       {R"({"keys":[{"kty":"EC"}]})", R"({"keys":[{"x5c":[]}]})", R"({"keys":[{"x5c":[7]}]})", "no"}) {
    world.client.jwks = set;
    CHECK(is_error(world.ask(), 401, "invalid_client"));
  }
  world.client.jwks = R"({"keys":[{"kty":"EC"},{"x5c":[")" + base64(kDer) + R"(","AAAA"]}]})";
  CHECK(world.ask(kDer, false).status == 200);
  CHECK(
      is_error(world.ask(other, true), 401, "invalid_client"));  // what stands behind it vouches for nothing
  CHECK(is_error(world.ask(""), 401, "invalid_client"));
}

TEST_CASE("tokens are bound to the certificate of clients that ask for it, and of no others") {
  WithCertificates world;
  CHECK(world.ask().status == 200);
  CHECK(world.memory.last_bound_to.empty());
  world.client.require_certificate = true;
  CHECK(is_error(world.ask(""), 400, "invalid_request"));
  CHECK(world.ask().status == 200);
  CHECK(world.memory.last_bound_to == bound_to_certificate(kDer));
}

TEST_CASE("tokens of machines are bound as the application is whose address they call") {
  WithCertificates world;
  const auto ask = [&](std::string_view certificate, std::string_view at) {
    Request request =
        post({{"grant_type", "client_credentials"}, {"client_id", "ak"}, {"client_secret", "sk"}});
    request.certificate = certificate;
    request.client_id = at;
    return token(request, world.ports);
  };
  CHECK(ask(kDer, "post").status == 200);
  CHECK(world.memory.last_bound_to.empty());
  world.client.token_auth = AuthMethod::kCertificate;
  CHECK(ask(kDer, "post").status == 200);
  CHECK(world.memory.last_bound_to == bound_to_certificate(kDer));
  CHECK(ask("", "post").status == 200);
  CHECK(world.memory.last_bound_to.empty());
  world.client.token_auth = AuthMethod::kPost;
  world.client.require_certificate = true;
  CHECK(ask(kDer, "post").status == 200);
  CHECK(world.memory.last_bound_to == bound_to_certificate(kDer));
  CHECK(is_error(ask("", "post"), 400, "invalid_request"));
  CHECK(ask("", "").status == 200);
}

TEST_CASE("certificate binding at userinfo: a stolen token is worth nothing at another's connection") {
  WithCertificates world;
  Standing standing{"post", "pool", "u1", "openid", "iss", "jti", 1, 9};
  standing.bound_to = bound_to_certificate(kDer);
  world.memory.access_tokens["bound"] = standing;
  CHECK(world.ask_userinfo("Bearer bound", kDer).status == 200);
  CHECK(world.ask_userinfo("Bearer bound", "").status == 401);
  CHECK(world.ask_userinfo("Bearer bound", "another").status == 401);
  CHECK(world.ask_userinfo("DPoP bound", kDer).status == 401);
}

TEST_CASE("introspection names the certificate, for the service that sees the connection") {
  WithCertificates world;
  Standing standing{"post", "pool", "u1", "openid", "iss", "jti", 1, 9};
  standing.bound_to = bound_to_certificate(kDer);
  world.memory.access_tokens["bound"] = standing;
  const Response answer = introspection(
      post({{"client_id", "post"}, {"client_secret", "post-secret"}, {"token", "bound"}}), world.ports);
  CHECK(says(answer, R"("token_type":"Bearer")"));
  CHECK(says(answer, R"("cnf":)" + confirmation_of(standing.bound_to)));
}

TEST_CASE("discovery speaks of certificates only where a proxy passes them on") {
  WithCertificates world;
  Request request = post({});
  request.method = "GET";
  CHECK(says(discovery(request, world.ports), R"("tls_client_certificate_bound_access_tokens":true)"));
  CHECK(says(discovery(request, world.ports), R"("tls_client_auth","self_signed_tls_client_auth")"));
  CHECK_FALSE(says(discovery(request, world.ports), "mtls_endpoint_aliases"));
  world.ports.origin = request.issuer.substr(0, request.issuer.size() - std::string_view("/oidc").size());
  world.ports.certificate_origin = "https://mtls.example.com";
  CHECK(says(discovery(request, world.ports),
             R"("mtls_endpoint_aliases":{"token_endpoint":"https://mtls.example.com/oidc/token")"));
  world.ports.origin += ".example";  // the issuer is at a host of its own
  CHECK_FALSE(says(discovery(request, world.ports), "mtls_endpoint_aliases"));
  world.ports.verifies_certificates = false;
  CHECK_FALSE(says(discovery(request, world.ports), R"("tls_client_auth")"));
  world.ports.takes_certificates = false;
  CHECK_FALSE(says(discovery(request, world.ports), "tls_client"));
}
