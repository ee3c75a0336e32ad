#include "oidc/pkce.h"

#include <doctest/doctest.h>

using namespace genauth::oidc;

namespace {
// RFC 7636 appendix B.
constexpr const char* kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr const char* kChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

Client confidential() {
  return {"app", "pool", "secret"};
}
Client public_client() {
  Client client = confidential();
  client.token_auth = AuthMethod::kNone;
  return client;
}
}  // namespace

TEST_CASE("PKCE: S256 is answered by its verifier and by nothing else") {
  CHECK(*challenge_method(public_client(), kChallenge, "S256") == "S256");
  CHECK(answers_challenge(kVerifier, kChallenge, "S256"));
  CHECK_FALSE(answers_challenge(kChallenge, kChallenge, "S256"));
  CHECK_FALSE(answers_challenge("", kChallenge, "S256"));
  CHECK_FALSE(answers_challenge(kVerifier, kChallenge, "plain"));
  CHECK_FALSE(answers_challenge(kVerifier, kChallenge, "s256"));
  CHECK_FALSE(answers_challenge(kVerifier, kChallenge, ""));
}

TEST_CASE("PKCE: verifiers have 43 to 128 unreserved characters") {
  for (const std::string& bad : {std::string(42, 'a'), std::string(129, 'a'), std::string(42, 'a') + "+",
                                 std::string(42, 'a') + " ", std::string(42, 'a') + "\xc3\xa4"}) {
    INFO(bad);
    CHECK_FALSE(answers_challenge(bad, bad, "plain"));
  }
  for (const std::string& good : {std::string(43, 'a'), std::string(128, '~')}) {
    CHECK(answers_challenge(good, good, "plain"));
  }
}

TEST_CASE("PKCE: challenges are checked before they are kept") {
  for (const std::string& bad : {std::string("short"), std::string(129, 'a'), std::string(43, '+'),
                                 std::string(44, 'a'), std::string(kChallenge) + "="}) {
    INFO(bad);
    CHECK(challenge_method(public_client(), bad, "S256").error().kind == Kind::kInvalidRequest);
  }
  for (const char* method : {"s256", "S512", "none"}) {
    CHECK(challenge_method(public_client(), kChallenge, method).error().kind == Kind::kInvalidRequest);
  }
  CHECK(challenge_method(confidential(), "", "S256").error().kind == Kind::kInvalidRequest);
}

TEST_CASE("PKCE downgrade: a public client cannot go without, and plain is what its application enabled") {
  CHECK(challenge_method(public_client(), "", "").error().kind == Kind::kInvalidRequest);
  CHECK(challenge_method(confidential(), "", "")->empty());
  for (Client client : {public_client(), confidential()}) {
    for (const char* method : {"plain", ""}) {
      client.allow_plain_pkce = false;
      CHECK(challenge_method(client, kVerifier, method).error().kind == Kind::kInvalidRequest);
      client.allow_plain_pkce = true;
      CHECK(*challenge_method(client, kVerifier, method) == "plain");
    }
  }
}
