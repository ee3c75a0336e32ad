#include "saml/saml.h"

#include <doctest/doctest.h>

#include "gen/errors/identity_sources.h"
#include "xml/document.h"

using namespace genauth;

namespace {

const saml::ServiceProvider kUs{"https://sp.example.com/<x>", "https://sp.example.com/acs", {}, {}, false};
const saml::IdentityProvider kProvider{"https://idp.example.com", "https://idp.example.com/sso?a=b", {}};

}  // namespace

TEST_CASE("a request goes to the provider's address, after what stands there already") {
  const auto url = saml::request_url(kUs, kProvider, "_id", "relay/state", 1'790'000'000'000);
  REQUIRE(url);
  CHECK(url->starts_with("https://idp.example.com/sso?a=b&SAMLRequest="));
  CHECK(url->ends_with("&RelayState=relay%2Fstate"));
}

TEST_CASE("a key that cannot be read signs nothing") {
  saml::ServiceProvider us = kUs;
  us.sign_requests = true;
  us.private_key = "no key";
  CHECK_FALSE(saml::request_url(us, kProvider, "_id", "s", 1'790'000'000'000));
}

TEST_CASE("our description is XML whatever our names are") {
  const auto document = xml::Document::parse(saml::metadata(kUs));
  REQUIRE(document);
  CHECK(document->root().attribute("entityID") == kUs.entity_id);
}

TEST_CASE("certificates come as PEM, several at once, or bare") {
  const std::string pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  CHECK(saml::pem_blocks("AA\n AA ") == std::vector<std::string>{pem});
  CHECK(saml::pem_blocks("text\n" + pem + pem).size() == 2);
  CHECK(saml::pem_blocks("").empty());
  CHECK(saml::pem_blocks("-----BEGIN CERTIFICATE-----\n%%\n-----END CERTIFICATE-----").empty());
}

TEST_CASE("a response that nobody signed names nobody") {
  const auto person = saml::read_response(kUs, kProvider, {"_id", 1'790'000'000'000}, "PGEvPg==");
  REQUIRE_FALSE(person);
  CHECK(person.error().code() == errors::kSourceAnswerInvalid);
}
